# put-files
# Standard input has for each file a line with SHA-256, mode, size and path, and then its content.
# A file is there whole, or as it was.
set -eu
umask 077
new=
trap 'rm -f "$new"' EXIT
# Who would hear of a fault may have gone.
trap 'exit 1' HUP INT TERM PIPE
while IFS=' ' read -r sum mode size path; do
    (umask 022 && mkdir -p "${path%/*}")
    new=$path.$$.new
    head -c "$size" >"$new"
    if [ "$(sha256sum <"$new")" != "$sum  -" ]; then
        echo "only a part of $path arrived" >&2
        exit 1
    fi
    chmod "$mode" "$new"
    mv -f "$new" "$path"
done
new=
