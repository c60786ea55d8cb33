# The network of a context folder: common/network and common/routes, the address from the MAC.
# shellcheck shell=sh disable=SC2154 # lib, run, sys, source are set elsewhere

# folder_value KEY: prints a value of common/network, KEY=VALUE with or without quotes; the file is
# read, never run.
folder_value() {
  while IFS='=' read -r folder_key folder_text || [ -n "$folder_key" ]; do
    folder_key=${folder_key#export }
    [ "$folder_key" = "$1" ] || continue
    folder_text=${folder_text%"${folder_text##*[![:space:]]}"}
    case $folder_text in
      \"*\") folder_text=${folder_text#\"} && folder_text=${folder_text%\"} ;;
      \'*\') folder_text=${folder_text#\'} && folder_text=${folder_text%\'} ;;
    esac
    printf '%s\n' "$folder_text"
    return 0
  done <"$source/common/network"
}

# number ADDRESS: prints an IPv4 address as a number; fails for anything else.
number() {
  case $1 in
    *[!0-9.]* | *.*.*.*.* | .* | *. | *..*) return 1 ;;
    *.*.*.*) ;;
    *) return 1 ;;
  esac
  rest=$1
  sum=0
  for _ in 1 2 3 4; do
    octet=${rest%%.*}
    rest=${rest#*.}
    [ "${#octet}" -le 3 ] && [ "$octet" -le 255 ] || return 1
    while [ "${#octet}" -gt 1 ] && [ "${octet#0}" != "$octet" ]; do octet=${octet#0}; done
    sum=$((sum * 256 + octet))
  done
  echo "$sum"
}

# prefix_of NETMASK: prints its length, 0 to 32; fails where its ones are not together.
prefix_of() {
  mask=$(number "$1") || return 1
  length=0
  while [ "$length" -lt 32 ] && [ $((mask & 0x80000000)) != 0 ]; do
    mask=$(((mask << 1) & 0xffffffff))
    length=$((length + 1))
  done
  [ "$mask" = 0 ] && echo "$length"
}

# address_of MAC: the address in octets 3 to 6, 00:16:c0:a8:7a:11 is 192.168.122.17.
address_of() {
  rest=${1#*:*:}
  dotted=
  while [ -n "$rest" ]; do
    dotted=$dotted.$((0x${rest%%:*}))
    case $rest in
      *:*) rest=${rest#*:} ;;
      *) rest= ;;
    esac
  done
  printf '%s\n' "${dotted#.}"
}

# Sets mac and address of the first card whose address is in the folder's network.
folder_card() {
  network=$(number "$(folder_value NETWORK)") || return 1
  prefix=$(prefix_of "$(folder_value NETMASK)") || return 1
  netmask=$(((0xffffffff << (32 - prefix)) & 0xffffffff))
  for card in "$sys"/class/net/*; do
    mac=
    [ ! -e "$card/device" ] || read -r mac <"$card/address"
    case $mac in
      ??:??:??:??:??:??) ;;
      *) continue ;;
    esac
    address=$(address_of "$mac")
    [ $(($(number "$address") & netmask)) != $((network & netmask)) ] || return 0
  done
  return 1
}

# Puts the folder's network in the form of the others into $run/network; fails where no card fits.
plan_folder_network() {
  folder_card || { settle 5 && folder_card; } || return 1
  {
    printf 'mac %s\naddress %s/%s\n' "$mac" "$address" "$prefix"
    gateway=$(folder_value GATEWAY)
    [ -z "$gateway" ] || echo "route 0.0.0.0/0 via $gateway"
    for nameserver in $(folder_value NAMESERVER); do echo "nameserver $nameserver"; done
    search=$(folder_value SEARCH)
    for domain in ${search:-$(folder_value DOMAIN)}; do echo "search $domain"; done
    folder_routes
  } >"$run/network/01"
}

# common/routes: "TO via GATEWAY", "TO GATEWAY" or "NETWORK NETMASK GATEWAY", one in a line.
folder_routes() {
  [ -f "$source/common/routes" ] || return 0
  while read -r first second third rest; do
    case $first in
      '' | '#'*) continue ;;
    esac
    if [ "$second" = via ]; then
      echo "route $first via $third${rest:+ $rest}"
    elif [ -z "$third" ]; then
      echo "route $first via $second"
    elif length=$(prefix_of "$second"); then
      echo "route $first/$length via $third"
    fi
  done <"$source/common/routes"
}
