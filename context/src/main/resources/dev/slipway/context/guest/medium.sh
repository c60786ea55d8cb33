# Finds the context medium by what is on it, never by the order of devices.
# shellcheck shell=sh disable=SC2154 # lib, run, var, mnt, sys, dev are set in context.sh

context_label=SLIPWAY_CONTEXT
four='????'
eight=$four$four
thirty_two=$eight$eight$eight$eight

# read_label DEVICE: sets label to the ISO 9660 volume's name; fails where there is no such volume.
# ECMA-119 8.4: the descriptor is in sector 16, "CD001" at byte 1, the name at bytes 40 to 71.
read_label() {
  descriptor=$(dd if="$1" bs=2048 skip=16 count=1 2>/dev/null | tr '\000\n' '  ')
  case $descriptor in
    ?CD001*) ;;
    *) return 1 ;;
  esac
  # shellcheck disable=SC2295 # these are patterns: so many characters
  label=${descriptor#$eight$thirty_two}
  # shellcheck disable=SC2295
  label=${label%"${label#$thirty_two}"}
  label=${label%"${label##*[! ]}"}
}

# Sets labelled and others to the names of the block devices with an ISO 9660 volume.
list_volumes() {
  labelled=
  others=
  for block in "$sys"/class/block/*; do
    name=${block##*/}
    case $name in
      ram* | fd* | zram* | loop* | '*') continue ;;
    esac
    read -r sectors 2>/dev/null <"$block/size" || continue
    [ "$sectors" != 0 ] || continue
    read_label "$dev/$name" || continue
    case $label in
      "$context_label") labelled="$labelled $name" ;;
      cidata | CIDATA | config-2 | CONFIG-2) ;; # cloud-init's
      *) others="$others $name" ;;
    esac
  done
}

# intact FOLDER: is every file there as the manifest says, and the manifest whole?
intact() {
  (
    cd "$1" || exit 1
    value slipway/medium files
    [ -n "$value" ] && [ "$(grep -c . slipway/manifest)" = "$value" ] &&
      sha256sum -c slipway/manifest >/dev/null 2>&1
  )
}

# try_medium NAME: mounts the device and looks whether a whole context is on it. Sets fault, where
# something is wrong with what looks like a context.
try_medium() {
  mkdir -p "$mnt"
  if ! mount -t iso9660 -o ro,nosuid,nodev "$dev/$1" "$mnt" 2>"$run/mount.err"; then
    read -r reason <"$run/mount.err" || reason=
    fault="$dev/$1 does not mount: $reason"
    return 1
  fi
  value "$mnt/slipway/medium" version
  if [ -d "$mnt/slipway" ]; then
    if ! intact "$mnt"; then
      fault="$dev/$1 is damaged: its files are not as its manifest says"
    elif [ "$value" != 1 ]; then
      fault="$dev/$1 is of a newer kind than this image reads; make the image again"
    else
      return 0
    fi
  elif [ -f "$mnt/post-install" ] || [ -f "$mnt/common/network" ]; then
    return 0
  else
    fault="$dev/$1 holds no context"
  fi
  umount "$mnt"
  return 1
}

# Sets found to the device of the medium, mounted; fails where there is none. What is wrong with
# media that carry the right label is in broken. Where udev knows the label, no device is read.
find_medium() {
  broken=
  found=$(readlink "$dev/disk/by-label/$context_label") && found=${found##*/} &&
    try_medium "$found" && return 0
  list_volumes
  for found in $labelled; do
    try_medium "$found" && return 0
    broken=$fault
  done
  for found in $others; do
    try_medium "$found" && return 0
  done
  found=
  return 1
}

# Does the image, the kernel's arguments or the machine (SMBIOS asset tag) say that there is one?
expected() {
  setting context
  [ "$value" = expected ] && return 0
  read -r asset_tag 2>/dev/null <"$sys/class/dmi/id/chassis_asset_tag" || return 1
  [ "$asset_tag" = slipway-context ]
}

settle() {
  command -v udevadm >/dev/null && udevadm settle --timeout="$1"
}

# Looks at once, then when udev has come to rest, then as long as one is expected.
look_for_medium() {
  find_medium && return 0
  setting wait
  wait=$value
  case $wait in
    '' | *[!0-9]*) wait= ;;
  esac
  settle "${wait:-5}"
  find_medium && return 0
  expected || return 1
  deadline_in "${wait:-30}"
  while before_deadline; do
    sleep 0.3
    find_medium && return 0
  done
  return 1
}

# Decides from where the context comes: sets source to a folder, empty where there is none, and
# instance and content to what identifies it.
choose_context() {
  [ -d "$var/context" ] || [ ! -d "$var/context.old" ] || mv "$var/context.old" "$var/context"
  source=
  if look_for_medium; then
    source=$mnt
    identify
    keep_context || step medium warning "cannot be kept in $var; needed again at the next boot"
    text="$dev/$found, instance $instance"
    if [ -n "$broken" ]; then
      step medium warning "$text; but $broken"
    else
      step medium 'done' "$text"
    fi
  elif [ -d "$var/context" ]; then
    source=$var/context
    identify
    without_medium "the last good context is used again, instance $instance"
  else
    instance=
    content=
    without_medium "DHCP on the first interface"
  fi
  {
    printf 'medium %s\n' "${found:-none}"
    printf 'source %s\n' "$source"
    printf 'instance-id %s\n' "$instance"
  } >"$run/context"
}

# without_medium REMEDY: says that there is none, as a failure where that is one.
without_medium() {
  if [ -n "$broken" ]; then
    step medium failed "$broken; $1"
  elif expected; then
    step medium failed "expected, but no device has one; $1"
  else
    step medium 'done' "none; $1"
  fi
}

# Sets instance and content. A folder's medium without an identity gets one from its files.
identify() {
  if [ -f "$source/slipway/manifest" ]; then
    content=$(sha256sum <"$source/slipway/manifest")
    content=${content%% *}
    value "$source/slipway/medium" instance-id
    instance=$value
  elif [ -f "$source/.content" ]; then
    read -r content <"$source/.content"
    instance=folder-$(printf %s "$content" | cut -c 1-16)
  else
    content=$(cd "$source" && find . -type f -exec sha256sum {} + | sort | sha256sum)
    content=${content%% *}
    instance=folder-$(printf %s "$content" | cut -c 1-16)
  fi
}

# Keeps what later boots need when the medium is gone; the old one stays until the new one is whole.
keep_context() {
  read -r kept 2>/dev/null <"$var/context/.content" || kept=
  [ "$kept" != "$content" ] || return 0
  rm -rf "$var/context.new" && mkdir -m 700 "$var/context.new" || return 1
  for part in slipway common distributions post-install every-boot; do
    [ ! -e "$mnt/$part" ] || cp -R "$mnt/$part" "$var/context.new/" || return 1
  done
  printf '%s\n' "$content" >"$var/context.new/.content"
  chmod -R u+rwX "$var/context.new" && sync || return 1
  rm -rf "$var/context.old"
  [ ! -d "$var/context" ] || mv "$var/context" "$var/context.old"
  mv "$var/context.new" "$var/context" && rm -rf "$var/context.old"
}

leave_medium() {
  value "$run/context" source
  # What a script has left running may still stand there.
  [ "$value" != "$mnt" ] || umount "$mnt" 2>/dev/null || umount -l "$mnt"
}
