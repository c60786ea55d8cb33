# Applies what the context declares: identity, name, users, keys and files.
# shellcheck shell=sh disable=SC2154 # lib, run, var, source, instance, content are set elsewhere

instance_changed() {
  [ -n "$instance" ] || return 1
  read -r previous 2>/dev/null <"$var/instance-id" || previous=
  [ "$previous" != "$instance" ]
}

# A disk copied from a running instance must not keep that one's identity.
new_instance() {
  if [ -n "$previous" ]; then
    tr -d - </proc/sys/kernel/random/uuid >"$run/machine-id"
    cat "$run/machine-id" >/etc/machine-id
    [ -L /var/lib/dbus/machine-id ] || [ ! -e /var/lib/dbus/machine-id ] ||
      cat "$run/machine-id" >/var/lib/dbus/machine-id
    rm -f /etc/ssh/ssh_host_*_key /etc/ssh/ssh_host_*_key.pub
    step identity 'done' "was $previous: new machine-id and SSH host keys"
  fi
  rm -rf "$var/once"
  printf '%s\n' "$instance" | write_file "$var/instance-id" 600
}

make_host_keys() {
  command -v ssh-keygen >/dev/null || return 0
  for key in /etc/ssh/ssh_host_*_key; do
    # A key cut short by a power loss would keep the server from starting.
    [ -s "$key" ] || rm -f "$key"
  done
  ssh-keygen -A >/dev/null
}

apply_hostname() {
  [ -n "$source" ] || return 0
  value "$source/slipway/medium" hostname
  full=$value
  [ -n "$full" ] || return 0
  short=${full%%.*}
  printf '%s\n' "$short" >/proc/sys/kernel/hostname
  read -r old 2>/dev/null </etc/hostname || old=
  [ "$old" = "$short" ] || printf '%s\n' "$short" | write_file /etc/hostname 644
  names=$short
  [ "$full" = "$short" ] || names="$full $short"
  grep -qsx "127.0.1.1 $names" /etc/hosts || {
    grep -qs localhost /etc/hosts || printf '127.0.0.1 localhost\n::1 localhost\n'
    grep -sv '^127\.0\.1\.1[[:space:]]' /etc/hosts
    printf '127.0.1.1 %s\n' "$names"
  } | write_file /etc/hosts 644
  step hostname 'done' "$full"
}

# Users, keys and files: once per instance, and again when the context has changed.
apply_once() {
  [ -n "$source" ] || return 0
  read -r applied 2>/dev/null <"$var/once/applied" || applied=
  [ "$applied" != "$content" ] || return 0
  apply_users
  apply_files
  sync # what is marked as applied survives a power loss
  mkdir -p "$var/once"
  printf '%s\n' "$content" | write_file "$var/once/applied" 600
}

apply_users() {
  for user_file in "$source"/slipway/users/*; do
    [ -f "$user_file" ] || continue
    value "$user_file" name
    user=$value
    if make_user "$user_file" && set_keys "$user" "$user_file"; then
      step users 'done' "$user"
    else
      step users failed "$user could not be set up in full"
    fi
  done
}

make_user() {
  value "$1" shell
  shell=$value
  if ! id "$user" >/dev/null 2>&1; then
    if command -v useradd >/dev/null; then
      useradd -m -s "${shell:-/bin/sh}" "$user" || return 1
    else
      adduser -D -s "${shell:-/bin/sh}" "$user" || return 1
    fi
  elif [ -n "$shell" ] && command -v usermod >/dev/null; then
    usermod -s "$shell" "$user" || return 1
  fi
  value "$1" groups
  for group in $value; do
    grep -q "^$group:" /etc/group || make_group "$group" || return 1
    if command -v usermod >/dev/null; then
      usermod -a -G "$group" "$user" || return 1
    else
      addgroup "$user" "$group" || return 1
    fi
  done
  value "$1" password
  [ -z "$value" ] || printf '%s:%s\n' "$user" "$value" | chpasswd -e
}

make_group() {
  if command -v groupadd >/dev/null; then groupadd "$1"; else addgroup "$1"; fi
}

# set_keys USER FILE: the file's keys in a block of authorized_keys; keys outside it stay.
set_keys() {
  value "$2" key
  [ -n "$value" ] || return 0
  home=
  while IFS=: read -r name _ uid gid _ entry _; do
    [ "$name" != "$1" ] || { home=$entry && owner=$uid:$gid; }
  done </etc/passwd
  [ -n "$home" ] && [ ! -L "$home/.ssh" ] && [ ! -L "$home/.ssh/authorized_keys" ] || return 1
  [ -d "$home/.ssh" ] || mkdir -m 700 "$home/.ssh" || return 1
  {
    [ ! -f "$home/.ssh/authorized_keys" ] ||
      sed '/^# slipway-context begin$/,/^# slipway-context end$/d' "$home/.ssh/authorized_keys"
    echo '# slipway-context begin'
    while read -r key text; do
      [ "$key" != key ] || printf '%s\n' "$text"
    done <"$2"
    echo '# slipway-context end'
  } | write_file "$home/.ssh/authorized_keys" 600 &&
    chown "$owner" "$home/.ssh" "$home/.ssh/authorized_keys"
}

apply_files() {
  written=0
  for meta in "$source"/slipway/files/*.meta; do
    [ -f "$meta" ] || continue
    value "$meta" path
    path=$value
    value "$meta" owner
    file_owner=$value
    value "$meta" mode
    if mkdir -p "${path%/*}/" && write_file "$path" 600 <"${meta%.meta}.data" &&
      chown "$file_owner" "$path" && chmod "$value" "$path"; then
      written=$((written + 1))
    else
      step files failed "$path could not be written"
    fi
  done
  [ "$written" = 0 ] || step files 'done' "$written written"
}
