# Runs what the context brings along, and keeps what it said.
# shellcheck shell=sh disable=SC2154 # lib, run, var, mnt, console are set in context.sh

# run_script FILE LOG: runs it as root by its first line, or else by bash, or sh; sets status.
# An hour is enough for any script; one that hangs must not keep the result back for ever.
run_script() {
  first_line=
  IFS= read -r first_line 2>/dev/null <"$1" || :
  case $first_line in
    '#!'*) interpreter=${first_line#??} ;;
    *) if command -v bash >/dev/null; then interpreter=/bin/bash; else interpreter=/bin/sh; fi ;;
  esac
  mkdir -p "$var/log" && chmod 700 "$var/log"
  (
    cd "$source" || exit 1
    export SLIPWAY_CONTEXT="$source" SLIPWAY_INSTANCE_ID="$instance" HOME=/root
    # shellcheck disable=SC2086 # an interpreter may have one argument
    exec timeout "${3:-3600}" $interpreter "$1"
  ) >"$2" 2>&1 </dev/null
  status=$?
}

# show_log NAME LOG: the last lines of what a script said.
show_log() {
  [ -s "$2" ] || return 0
  tail -n 20 "$2" | sed "s/^/slipway-context: $1| /" | { cat >>"$console"; } 2>/dev/null
}

load_context() {
  value "$run/context" source
  source=$value
  value "$run/context" instance-id
  instance=$value
}

# once NAME FILE: runs a script once per instance. Where power is lost in it, it runs again.
once() {
  if [ -e "$var/once/$1" ]; then
    read -r before <"$var/once/$1"
    [ "$before" = 0 ] || step "$1" warning "ended with status $before at this instance's first boot"
    return 0
  fi
  run_script "$2" "$var/log/$1.log"
  show_log "$1" "$var/log/$1.log"
  sync
  mkdir -p "$var/once"
  printf '%s\n' "$status" | write_file "$var/once/$1" 600
  sync
  say_status "$1"
}

say_status() {
  case $status in
    0) step "$1" 'done' "exit 0" ;;
    124) step "$1" failed "stopped after an hour; output in $var/log/$1.log" ;;
    *) step "$1" failed "exit $status; output in $var/log/$1.log" ;;
  esac
}

run_post_install() {
  load_context
  [ -n "$source" ] || return 0
  read -r distribution <<END
$(. /etc/os-release 2>/dev/null && echo "${ID-}")
END
  for script in "$source/post-install" "$source/distributions/$distribution/post-install"; do
    if [ -f "$script" ]; then
      once post-install "$script"
      return 0
    fi
  done
}

run_commands() {
  [ -n "$source" ] || return 0
  for command_file in "$source"/slipway/commands/*; do
    [ -f "$command_file" ] || continue
    once "command-${command_file##*/}" "$command_file"
  done
}

run_every_boot() {
  [ -n "$source" ] && [ -f "$source/every-boot" ] || return 0
  run_script "$source/every-boot" "$var/log/every-boot.log"
  show_log every-boot "$var/log/every-boot.log"
  say_status every-boot
}

# A boot test's commands, taken from the medium before it is left. Each line that they print is
# marked, so that a reader of the console finds it between other lines.
keep_tests() {
  rm -rf "$run/test"
  [ ! -d "$mnt/test" ] || cp -R "$mnt/test" "$run/test"
}

run_tests() {
  load_context
  source=/
  for test_file in "$run"/test/*; do
    [ -f "$test_file" ] || continue
    test_name=${test_file##*/}
    test_name=${test_name#"${test_name%%[!0]*}"}
    run_script "$test_file" "$run/test.log" 120
    {
      printf '\nslipway-test: %s begin\n' "$test_name"
      sed "s/^/slipway-test: $test_name| /" "$run/test.log"
      [ -z "$(tail -c 1 "$run/test.log")" ] || echo
      printf 'slipway-test: %s exit %s\n' "$test_name" "$status"
    } >>"$console"
  done
  printf 'slipway-test: end\n' >>"$console"
}
