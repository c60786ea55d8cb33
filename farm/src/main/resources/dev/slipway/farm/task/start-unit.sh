# start-unit UNIT
# Has systemd run what the unit's file says now.
set -eu
systemctl daemon-reload
systemctl enable --quiet "$1"
systemctl restart "$1"
# Long enough for a Java program to find its mistakes.
sleep 3
if ! systemctl is-active --quiet "$1"; then
    echo "$1 does not stay up:" >&2
    journalctl --unit="$1" --lines=8 --no-pager --output=cat >&2
    exit 1
fi
