# Grows the root partition and its file system to the disk's end.
# shellcheck shell=sh disable=SC2154 # lib, run, var, sys, dev are set in context.sh

# Every boot looks; a disk that has not grown costs a few reads.
grow_root() {
  find_root || return 0
  if [ -n "$partition" ]; then
    if ! last_on_disk; then
      [ -e "$var/grown" ] ||
        step growth 'done' "$root_name stays as it is: it is not the last partition of $disk"
    # Whole MiB, as partitions are aligned; the backup GPT takes the last 33 sectors.
    elif room=$(((disk_sectors - 64 - start) / 2048)) && [ "$room" -gt $((sectors / 2048)) ]; then
      grow_partition || return 0
    fi
  fi
  grow_file_system
}

# Sets root_name, and disk and partition where the root is one; fails where it is on no disk.
find_root() {
  root_number=
  while read -r _ _ number _ target _; do
    [ "$target" != / ] || root_number=$number
  done </proc/self/mountinfo
  block=$(cd "$sys/dev/block/$root_number" 2>/dev/null && pwd -P) || return 1
  root_name=${block##*/}
  partition=
  disk=
  [ -f "$block/partition" ] || return 0
  read -r partition <"$block/partition"
  disk=${block%/*}
  disk=${disk##*/}
}

# Sets start, sectors and disk_sectors; fails where another partition starts behind the root's.
last_on_disk() {
  read -r start <"$block/start" && read -r sectors <"$block/size" || return 1
  read -r disk_sectors <"${block%/*}/size" || return 1
  for other in "${block%/*}"/*/start; do
    read -r other_start <"$other"
    [ "$other_start" -le "$start" ] || return 1
  done
}

grow_partition() {
  command -v sfdisk >/dev/null || {
    step growth warning "the image has no sfdisk (package fdisk): $root_name stays as it is"
    return 1
  }
  # The kernel uses the disk, so that it is told of the new size by partx and not asked to read all.
  if echo ",${room}MiB" | sfdisk --no-reread --force -N "$partition" "$dev/$disk" >"$run/grow.log" 2>&1 &&
    partx -u --nr "$partition" "$dev/$disk" >>"$run/grow.log" 2>&1; then
    step growth 'done' "partition $root_name takes the rest of $disk"
  else
    step growth warning "$root_name stays as it is: $(tail -n 1 "$run/grow.log")"
    return 1
  fi
}

# The size that the file system was grown to is kept, for a power loss in between.
grow_file_system() {
  read -r sectors <"$block/size" || return 0
  read -r grown 2>/dev/null <"$var/grown" || grown=
  [ "$grown" != "$sectors" ] || return 0
  case $(findmnt -n -o FSTYPE /) in
    ext[234]) set -- resize2fs "$dev/$root_name" ;;
    xfs) set -- xfs_growfs / ;;
    btrfs) set -- btrfs filesystem resize max / ;;
    *) return 0 ;;
  esac
  if "$@" >"$run/grow.log" 2>&1; then
    printf '%s\n' "$sectors" | write_file "$var/grown" 600
    step growth 'done' "file system on $root_name has $((sectors / 2048)) MiB"
  else
    step growth warning "$(tail -n 1 "$run/grow.log")"
  fi
}
