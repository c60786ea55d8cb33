# Applies the context's network with what the image has: systemd-networkd, ifupdown, or plain ip.
# shellcheck shell=sh disable=SC2154 # lib, run, var, sys, source are set elsewhere

# Sets interface and mac of the first Ethernet card, by its kernel index; fails where there is none.
first_interface() {
  interface=
  lowest=
  for card in "$sys"/class/net/*; do
    [ -e "$card/device" ] || continue
    read -r card_type <"$card/type"
    [ "$card_type" = 1 ] || continue
    read -r card_index <"$card/ifindex"
    if [ -z "$lowest" ] || [ "$card_index" -lt "$lowest" ]; then
      lowest=$card_index
      interface=${card##*/}
      read -r mac <"$card/address"
    fi
  done
  [ -n "$interface" ]
}

# named_by FILE: sets interface and mac to what the file says; fails where it names no card.
named_by() {
  value "$1" name
  interface=$value
  value "$1" mac
  mac=$value
  [ -n "$interface$mac" ]
}

# interface_of FILE: sets interface and mac of the card that the file means; fails without one.
interface_of() {
  named_by "$1"
  if [ -n "$mac" ]; then
    for card in "$sys"/class/net/*; do
      read -r card_mac 2>/dev/null <"$card/address" || continue
      if [ -e "$card/device" ] && [ "$card_mac" = "$mac" ]; then
        interface=${card##*/}
        return 0
      fi
    done
    return 1
  elif [ -n "$interface" ]; then
    [ -e "$sys/class/net/$interface" ]
  else
    first_interface
  fi
}

# Puts one file for each interface into $run/network, from the context or the fallback.
plan_network() {
  rm -rf "$run/network"
  mkdir -p "$run/network"
  if [ -n "$source" ] && [ -d "$source/slipway/network" ]; then
    cp "$source"/slipway/network/* "$run/network/"
  elif [ -n "$source" ] && [ -f "$source/common/network" ]; then
    plan_folder_network || plan_fallback "common/network fits no card; "
  else
    plan_fallback
  fi
}

plan_fallback() {
  fallback=yes
  if ! first_interface; then
    settle 5
    first_interface || {
      step network warning "${1-}no network card found"
      return 0
    }
  fi
  [ -z "${1-}" ] || step network failed "${1}DHCP on $interface"
  printf 'mac %s\ndhcp4 yes\ndhcp6 yes\n' "$mac" >"$run/network/01"
}

apply_network() {
  fallback=
  plan_network
  backend=ip
  if [ -x /usr/lib/systemd/systemd-networkd ] && networkd_wanted; then
    backend=networkd
  elif command -v ifup >/dev/null; then
    backend=ifupdown
  fi
  rm -f /run/systemd/network/*slipway*
  rm -f /etc/network/interfaces.d/slipway-context
  for plan in "$run"/network/*; do
    [ -f "$plan" ] || continue
    # networkd finds a card by itself whenever that appears; the others need it now.
    if [ "$backend" = networkd ] && named_by "$plan"; then
      with_networkd "$plan"
    elif interface_of "$plan" || { settle 5 && interface_of "$plan"; }; then
      "with_$backend" "$plan"
    fi
  done
  [ "$backend" != networkd ] || systemctl start --no-block systemd-networkd.service
  static_resolv_conf
}

# An image that uses ifupdown goes on to do so.
networkd_wanted() {
  state=$(readlink /etc/systemd/system/systemd-networkd.service)
  [ "$state" != /dev/null ] || return 1
  ! command -v ifup >/dev/null ||
    [ -e /etc/systemd/system/multi-user.target.wants/systemd-networkd.service ]
}

# The image's own files come before the fallback and after the context.
with_networkd() {
  mkdir -p /run/systemd/network
  unit=/run/systemd/network/05-slipway-${1##*/}.network
  [ -z "$fallback" ] || unit=/run/systemd/network/zz-slipway-${1##*/}.network
  dhcp_of "$1"
  {
    echo '[Match]'
    [ -z "$mac" ] || printf 'MACAddress=%s\nType=ether\n' "$mac"
    [ -n "$mac" ] || printf 'Name=%s\n' "$interface"
    value "$1" mtu
    [ -z "$value" ] || printf '[Link]\nMTUBytes=%s\n' "$value"
    printf '[Network]\nDHCP=%s\n' "$dhcp"
    while read -r key text; do
      case $key in
        address) echo "Address=$text" ;;
        nameserver) echo "DNS=$text" ;;
        search) echo "Domains=$text" ;;
      esac
    done <"$1"
    # A lease by hardware address is the same after the machine's identity is renewed.
    [ "$dhcp" = no ] || printf '[DHCPv4]\nClientIdentifier=mac\nUseDomains=yes\n'
    while read -r key text; do
      [ "$key" != route ] || networkd_route "$text"
    done <"$1"
  } | write_file "$unit" 644
}

# networkd_route "TO [via GATEWAY] [onlink] [metric N]"
networkd_route() {
  split_route "$1"
  printf '[Route]\nDestination=%s\n' "$to"
  [ -z "$via" ] || echo "Gateway=$via"
  [ -z "$onlink" ] || echo GatewayOnLink=yes
  [ -z "$metric" ] || echo "Metric=$metric"
}

# Sets to, via, onlink and metric from a route's words.
split_route() {
  via=
  onlink=
  metric=
  # shellcheck disable=SC2086 # the words are meant to be split
  set -- $1
  to=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      via) via=$2 && shift ;;
      metric) metric=$2 && shift ;;
      onlink) onlink=onlink ;;
    esac
    shift
  done
}

dhcp_of() {
  value "$1" dhcp4
  dhcp4=$value
  value "$1" dhcp6
  case $dhcp4,$value in
    yes,yes) dhcp=yes ;;
    yes,) dhcp=ipv4 ;;
    ,yes) dhcp=ipv6 ;;
    *) dhcp=no ;;
  esac
}

with_ifupdown() {
  dhcp_of "$1"
  mkdir -p /etc/network/interfaces.d
  grep -qs '^ *source.*interfaces\.d' /etc/network/interfaces ||
    printf 'source /etc/network/interfaces.d/*\n' >>/etc/network/interfaces
  {
    echo "auto $interface"
    case $dhcp in yes | ipv4) echo "iface $interface inet dhcp" ;; esac
    case $dhcp in yes | ipv6) echo "iface $interface inet6 auto" ;; esac
    [ "$dhcp" != no ] || echo "iface $interface inet manual"
    echo "  up $lib/context interface ${1##*/}"
  } >>/etc/network/interfaces.d/slipway-context
}

with_ip() {
  ip_settings "$1"
  dhcp_of "$1"
  [ "$dhcp" != no ] || return 0
  if command -v udhcpc >/dev/null; then
    udhcpc -b -i "$interface" >/dev/null 2>&1 &
  elif command -v dhclient >/dev/null; then
    dhclient -nw "$interface" >/dev/null 2>&1
  elif command -v dhcpcd >/dev/null; then
    dhcpcd -b "$interface" >/dev/null 2>&1
  else
    step network failed "$interface needs DHCP, but the image has no systemd-networkd or DHCP client"
  fi
}

# ip_settings FILE: static addresses and routes of $interface by ip(8).
ip_settings() {
  interface=${IFACE:-$interface} # ifupdown's
  value "$1" mtu
  # shellcheck disable=SC2086 # no mtu, no words
  ip link set dev "$interface" ${value:+mtu $value} up || step network failed "$interface cannot be set up"
  while read -r key text; do
    [ "$key" != address ] || ip address replace "$text" dev "$interface" ||
      step network failed "$interface does not take the address $text"
  done <"$1"
  while read -r key text; do
    [ "$key" = route ] || continue
    # shellcheck disable=SC2086 # the words are ip's own
    ip route replace $text dev "$interface" ||
      step network failed "$interface does not take the route $text"
  done <"$1"
}

# For scripts that want to talk: until there is an address that others can reach, for 15 seconds at most.
wait_for_network() {
  planned=
  for plan in "$run"/network/*; do
    [ -f "$plan" ] || continue
    planned=yes
    interface_of "$plan" || step network warning "there is no card ${mac:-$interface}"
  done
  [ -n "$planned" ] || return 0
  deadline_in 15
  until routable; do
    if ! before_deadline; then
      step network warning "no address after 15 seconds"
      return 0
    fi
    sleep 0.2
  done
  addresses=$(ip -o address show scope global | while read -r _ card _ address _; do
    printf ' %s %s' "$card" "$address"
  done)
  step network 'done' "${addresses# }"
}

routable() {
  if [ -f /run/systemd/netif/state ]; then
    grep -q '^OPER_STATE=routable' /run/systemd/netif/state
  else
    [ -n "$(ip -o address show scope global)" ]
  fi
}
