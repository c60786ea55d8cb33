# list-files FOLDER PATH...
# Mode and path, then SHA-256 and path, of all files at some paths in a folder.
cd "$1" 2>/dev/null || exit 0
shift
find "$@" -type f -printf '%m %p\n' 2>/dev/null
find "$@" -type f -exec sha256sum {} + 2>/dev/null
exit 0
