# start-process FOLDER NAME STOP_SECONDS PROGRAM ARGUMENT...
# Ends the process of NAME.pid, and starts another in a session of its own. A process is known by
# its id and its start time, so that nobody else's is ended.
set -eu
cd "$1"
name=$2
limit=$3
shift 3

born() {
    sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20
}
runs() {
    [ -s "$name.pid" ] && read -r pid start <"$name.pid" && [ "$(born "$pid")" = "$start" ]
}

if runs; then
    kill -TERM "$pid"
    waited=0
    while runs; do
        if [ "$waited" -ge "$limit" ]; then
            kill -KILL "$pid" 2>/dev/null || true
        fi
        sleep 1
        waited=$((waited + 1))
    done
fi
umask 077
rm -f "$name.pid"
[ ! -d jdk ] || export JAVA_HOME="$PWD/jdk"
export SLIPWAY_CACHE="$PWD/cache" SLIPWAY_IMAGES="$PWD/images" SLIPWAY_VMS="$PWD/vms"
# shellcheck disable=SC2016
setsid sh -c '
    name=$1
    shift
    echo "$$ $(sed "s/.*) //" /proc/$$/stat | cut -d" " -f20)" >"$name.pid"
    exec "$@"
' slipway "$name" "$@" </dev/null >"$name.log" 2>&1 &
# Long enough for a Java program to find its mistakes.
sleep 3
if ! runs; then
    echo "$name does not stay up:" >&2
    tail -n 8 "$name.log" >&2
    rm -f "$name.pid"
    exit 1
fi
