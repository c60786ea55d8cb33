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

action_image() { echo "$image"; }
# The last result goes too, so that it is not mistaken for the next one's.
action_script() {
    rm -f "$image"
    write_script "$customise" "$1"
}
# What is not needed to look at the result: trees, caches.
action_tidy() { :; }

write_script() {
    printf '#!/bin/sh\nset -eu\necho %s >/etc/bench-mark\n' "$2" >"$1"
    chmod 755 "$1"
}

# The shims stand in for what some kernels do not have; where device-mapper is there, none is used.
# Laid over the real programs in the build's own mount namespace, so that sudo's PATH has them too.
use_shims() {
    if ! grep -q device-mapper /proc/misc; then
        for shim in kpartx dmsetup; do
            mount --bind "$BENCH/bench/shims/$shim" "$(readlink -f "$(command -v "$shim")")"
        done
    fi
}

link_by_uuid() {
    if [ ! -e /run/udev/control ]; then
        "$BENCH/bench/shims/link-by-uuid" "$1"
    fi
}

package_versions() { dpkg-query -Wf '${Package} ${Version}, ' "$@" | sed 's/, $//'; }

# Temporary files go to the work folder. The variable has to mean something inside of chroots too,
# so it is /var/tmp, which in the build's own mount namespace is a folder of the work folder.
run_action() {
    mkdir -p "$BENCH_WORK/tmp"
    export LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive
    if [ "$1" = build ]; then
        export TMPDIR=/var/tmp
        mount --bind "$BENCH_WORK/tmp" /var/tmp
    fi
    action=$1
    shift
    "action_$action" "$@"
}
