# Says what is done: on the console for who watches, in the journal, and in a file.
# shellcheck shell=sh disable=SC2154 # lib, run, var, console are set in context.sh

# shellcheck disable=SC2034 # set by those that write beside a login prompt
lead=

# say TEXT: one line on the serial console and in the journal. A login prompt may stand on the
# console without an end of line, so that later lines begin with one.
say() {
  { printf '%sslipway-context: %s\n' "$lead" "$1" >>"$console"; } 2>/dev/null
  printf '%s\n' "$1"
}

# step NAME done|warning|failed TEXT
step() {
  printf '%s %s %s\n' "$1" "$2" "$3" >>"$run/steps"
  case $2 in
    done) say "$1: $3" ;;
    *) say "$1: $2: $3" ;;
  esac
}

# value FILE KEY: sets value to the first one in a file of "key value" lines, or to nothing. A
# variable, because printing it would cost a process each time.
value() {
  value=
  [ -f "$1" ] || return 0
  while IFS=' ' read -r value_key value || [ -n "$value_key" ]; do
    [ "$value_key" != "$2" ] || return 0
  done <"$1"
  value=
}

# setting NAME: sets value to what the image, or else the kernel's arguments, say about slipway.NAME.
setting() {
  read -r kernel_arguments </proc/cmdline || :
  for argument in $kernel_arguments; do
    case $argument in
      "slipway.$1="*)
        value=${argument#*=}
        return 0
        ;;
    esac
  done
  value /etc/slipway/context "$1"
}

# deadline_in SECONDS, before_deadline: by the time since boot, which nobody sets.
deadline_in() {
  read -r uptime_now _ </proc/uptime
  deadline=$((${uptime_now%%.*} + $1))
}

before_deadline() {
  read -r uptime_now _ </proc/uptime
  [ "${uptime_now%%.*}" -lt "$deadline" ]
}

# write_file PATH MODE: standard input becomes the file, whole or not at all. Two of this program
# may write the same one at a time, when a lease comes.
write_file() {
  if cat >"$1.new-$$" && chmod "$2" "$1.new-$$" && mv -f "$1.new-$$" "$1"; then
    return 0
  fi
  rm -f "$1.new-$$"
  return 1
}

# The result in a file, and the last line on the console that a boot test waits for.
report_result() {
  outcome='done'
  warnings=0
  reason=
  while read -r step_name step_outcome step_text; do
    case $step_outcome in
      failed)
        [ -n "$reason" ] || reason="$step_name: $step_text"
        outcome=failed
        ;;
      warning) warnings=$((warnings + 1)) ;;
    esac
  done <"$run/steps"
  [ "$outcome" = failed ] || [ "$warnings" = 0 ] || outcome='done with warnings'
  {
    printf 'status %s\n' "$outcome"
    for result_key in instance-id medium; do
      value "$run/context" "$result_key"
      printf '%s %s\n' "$result_key" "$value"
    done
    read -r boot_id </proc/sys/kernel/random/boot_id
    printf 'boot-id %s\n' "$boot_id"
    while read -r step_line; do printf 'step %s\n' "$step_line"; done <"$run/steps"
  } | write_file "$var/result" 600
  case $outcome in
    failed) say "failed: $reason" ;;
    *warnings) say "done with warnings ($warnings)" ;;
    *) say 'done' ;;
  esac
}
