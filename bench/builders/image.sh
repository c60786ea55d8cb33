# Sourced by the builders: the image that all of them make, and the actions that most share.
# shellcheck shell=sh disable=SC2034
#
# A builder is called as `BUILDER ACTION` with
#   BENCH        this folder's parent
#   BENCH_WORK   the builder's own folder; everything that it makes is in it
# Actions: needs (Debian packages), version, scenarios (cold warm unchanged), firmware (what its
# images boot by), image (path of the result), forget (caches and results away), script MARK (the
# customisation script, which leaves MARK in the image), build (the only one that is measured), tidy
# (all but the image and the logs away).
# Builders do not `exec` their tool: the shell is what reaps processes that lost their parent.

suite=bookworm
architecture=amd64
mirror=http://deb.debian.org/debian
security=http://deb.debian.org/debian-security
packages='linux-image-cloud-amd64 systemd-sysv udev openssh-server iproute2 dbus'
packages_comma=$(printf %s "$packages" | tr ' ' ,)
size_mib=2048
uuid=0b3c5e2a-6f1d-4c7e-9a58-1d2f4b6c8e01
image=$BENCH_WORK/image.raw
customise=$BENCH_WORK/customise

# Every result is removed before a build, also a warm one: nothing may be mistaken for a result.
action_image() { echo "$image"; }
action_script() { write_script "$customise" "$1"; }
# What is not needed to look at the result: trees, caches.
action_tidy() { :; }

write_script() {
    printf '#!/bin/sh\nset -eu\necho %s >/etc/bench-mark\n' "$2" >"$1"
    chmod 755 "$1"
}

# What udev would have made: links by UUID, which grub-mkconfig looks for. In the builder's own mount
# namespace, so that nothing of it is left.
private_dev_folders() {
    mkdir -p /dev/mapper /dev/disk
    mount -t tmpfs tmpfs /dev/mapper
    mount -t tmpfs tmpfs /dev/disk
}

package_versions() { dpkg-query -Wf '${Package} ${Version}, ' "$@" | sed 's/, $//'; }

run_action() {
    mkdir -p "$BENCH_WORK"
    export TMPDIR="$BENCH_WORK/tmp" LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
    mkdir -p "$TMPDIR"
    action=$1
    shift
    "action_$action" "$@"
}
