# process-runs FOLDER NAME
cd "$1" 2>/dev/null && [ -s "$2.pid" ] && read -r pid start <"$2.pid" &&
    [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -d' ' -f20)" = "$start" ]
