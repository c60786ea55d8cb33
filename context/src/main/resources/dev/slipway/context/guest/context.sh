#!/bin/sh
# The guest side of a Slipway context: finds the medium, applies it, says what came of it.
# What each command does, and in which order, is in docs/context.md.
# shellcheck source-path=SCRIPTDIR
set -u
umask 022
PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
LC_ALL=C
export PATH LC_ALL

lib=${SLIPWAY_LIB:-/usr/lib/slipway}
sys=${SLIPWAY_SYS:-/sys}
dev=${SLIPWAY_DEV:-/dev}
console=${SLIPWAY_CONSOLE:-/dev/console}
run=/run/slipway-context       # this boot: gone at the next
var=/var/lib/slipway-context   # this disk: what was applied, and the last good context
mnt=$run/medium

# shellcheck source=report.sh
. "$lib/report.sh"
# shellcheck source=medium.sh
. "$lib/medium.sh"
# shellcheck source=network.sh
. "$lib/network.sh"
# shellcheck source=folder.sh
. "$lib/folder.sh"
# shellcheck source=resolv.sh
. "$lib/resolv.sh"
# shellcheck source=apply.sh
. "$lib/apply.sh"
# shellcheck source=scripts.sh
. "$lib/scripts.sh"
# shellcheck source=grow.sh
. "$lib/grow.sh"

# Before the network: the disk grown, the medium found, all applied that is declared.
early() {
  # shellcheck disable=SC2174 # the folders above them are there
  mkdir -p -m 700 "$run" "$var"
  : >"$run/steps"
  grow_root
  setting context
  if [ "$value" = off ]; then
    step medium 'done' "switched off"
  else
    choose_context
    instance_changed && new_instance
    apply_hostname
    apply_network
    apply_once
  fi
  : >"$run/early"
}

# After the network: scripts, then the result.
late() {
  lead='
'
  [ -e "$run/early" ] || step early failed "did not come to its end; see its journal"
  wait_for_network
  write_resolv_conf
  run_post_install
  run_commands
  run_every_boot
  keep_tests
  report_result
  leave_medium
}

case ${1-} in
  early) early ;;
  late) late ;;
  host-keys) make_host_keys ;;
  interface) ip_settings "$run/network/${2?}" ;;
  resolv) write_resolv_conf ;;
  test) run_tests ;;
  *)
    echo "usage: context early|late|host-keys|interface|resolv|test" >&2
    exit 2
    ;;
esac
