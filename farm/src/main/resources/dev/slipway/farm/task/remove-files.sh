# remove-files FOLDER PATH...
set -eu
cd "$1"
shift
rm -f -- "$@"
