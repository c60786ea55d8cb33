#!/bin/sh
# boot.sh SHELL GUEST STATE DEVICES COMMAND...: runs the guest side's commands as a boot would, in a
# scratch root and in namespaces of its own (unshare -mnu). STATE has the root's etc, root and var.
# A device is DEVICES/NAME.iso, whose files are in DEVICES/NAME; without these it does not mount.
set -eu
shell=$1 guest=$2 state=$3 devices=$4
shift 4
root=$(mktemp -d)
trap 'umount -l "$root"; rmdir "$root"' EXIT
mount --make-rprivate /
mount -t tmpfs none "$root"
cd "$root"
mkdir usr etc var root run dev proc sys tmp home slipway
for link in bin sbin lib lib32 lib64 libx32; do
  [ ! -L "/$link" ] || ln -s "usr/$link" "$link"
done
mount --bind /usr usr
mount --bind /proc proc
for kept in etc var root; do
  mkdir -p "$state/$kept"
  mount --bind "$state/$kept" "$kept"
done
[ -e etc/passwd ] || {
  printf 'root:x:0:0:root:/root:/bin/sh\n' >etc/passwd
  printf 'root:x:0:\nadm:x:4:\n' >etc/group
  printf 'root:*::0:99999:7:::\n' >etc/shadow
}
# Masked, so that the addresses are really set here, by ip.
mkdir -p etc/systemd/system
ln -s /dev/null etc/systemd/system/systemd-networkd.service
cp "$guest"/*.sh slipway/
mknod -m 666 dev/null c 1 3
for iso in "$devices"/*.iso; do
  [ -f "$iso" ] || continue
  name=$(basename "$iso" .iso)
  cp "$iso" "dev/$name"
  mkdir -p "sys/class/block/$name"
  echo 800 >"sys/class/block/$name/size"
  [ ! -d "$devices/$name" ] || cp -R "$devices/$name" "dev/$name.files"
done
ip link add eth0 address 00:16:c0:a8:7a:11 type veth peer name switch
ip link set switch up
mkdir -p sys/class/net/eth0/device
echo 2 >sys/class/net/eth0/ifindex
echo 1 >sys/class/net/eth0/type
echo 00:16:c0:a8:7a:11 >sys/class/net/eth0/address
mount -t tmpfs none usr/local/sbin
cat >usr/local/sbin/mount <<'END'
#!/bin/sh
while [ $# -gt 2 ]; do shift; done
[ -d "$1.files" ] || { echo "mount: $2: can't read superblock on $1." >&2; exit 32; }
exec /usr/bin/mount --bind "$1.files" "$2"
END
cat >usr/local/sbin/udhcpc <<'END'
#!/bin/sh
echo "udhcpc $*" >>/run/console
ip address add 10.0.2.15/24 dev eth0
END
printf '#!/bin/sh\n' >usr/local/sbin/udevadm
chmod 755 usr/local/sbin/*
status=0
for command; do
  # shellcheck disable=SC2086 # "busybox sh" are two words
  env -i SLIPWAY_LIB=/slipway SLIPWAY_CONSOLE=/run/console /usr/sbin/chroot "$root" \
    $shell /slipway/context.sh "$command" >/dev/null 2>run/errors || status=$?
  cat run/errors >>run/console
done
cat run/console
echo "status $status"
ip -o address show eth0
ip route show dev eth0
! mountpoint "$root/run/slipway-context/medium"
rm etc/systemd/system/systemd-networkd.service
