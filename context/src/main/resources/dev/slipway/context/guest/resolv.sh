# Keeps /etc/resolv.conf, where systemd-resolved does not.
# shellcheck shell=sh disable=SC2154 # run is set in context.sh

resolv_mark='# Written by slipway-context'

# May the file be written? resolved's is a link into /run; another's, with servers in it, stays
# unless the context itself names servers.
resolv_ours() {
  [ ! -L /etc/resolv.conf ] || case $(readlink /etc/resolv.conf) in
    *run/*) return 1 ;;
  esac
  grep -qsF "$resolv_mark" /etc/resolv.conf && return 0
  ! grep -qs '^nameserver' /etc/resolv.conf || grep -qs '^nameserver' "$run"/network/*
}

# resolv_conf SERVERS DOMAINS: writes it, unless it says the same already.
resolv_conf() {
  [ -n "$1" ] && resolv_ours || return 0
  {
    echo "$resolv_mark; changes here are lost."
    [ -z "$2" ] || echo "search $2"
    for server in $1; do echo "nameserver $server"; done
  } >"$run/resolv.conf-$$"
  cmp -s "$run/resolv.conf-$$" /etc/resolv.conf ||
    write_file /etc/resolv.conf 644 <"$run/resolv.conf-$$"
  resolv_status=$?
  rm -f "$run/resolv.conf-$$"
  return "$resolv_status"
}

# The servers that the context names, before any lease is there.
static_resolv_conf() {
  servers=
  domains=
  for plan in "$run"/network/*; do
    [ -f "$plan" ] || continue
    while read -r key text; do
      case $key in
        nameserver) servers="$servers $text" ;;
        search) domains="$domains $text" ;;
      esac
    done <"$plan"
  done
  resolv_conf "${servers# }" "${domains# }"
}

# All servers that systemd-networkd knows: the context's and the leases'.
write_resolv_conf() {
  [ -f /run/systemd/netif/state ] || return 0
  servers=
  domains=
  while IFS='=' read -r key text; do
    case $key in
      DNS) servers=$text ;;
      DOMAINS) domains=$text ;;
    esac
  done </run/systemd/netif/state
  resolv_conf "$servers" "$domains"
}
