# shellcheck shell=bash disable=SC2034 # what is set here is used by the other files
# One instance: its name, folder, marker, ports and processes. Nothing here knows what Zabbix is.
# The state lies under /var/lib, not in the checkout: the users postgres, zabbix and www-data must
# reach it, and a checkout under /root or in a private home would shut them out.

INSTANCES=/var/lib/linchpin-zabbix
FIRST_PORT=24100
LAST_PORT=24399

# name_instance CHECKOUT VERSION: sets INSTANCE and FOLDER. A checkout has one for each version, of
# which that of 6.0 bears the plain name.
name_instance() {
  local short suffix=
  [ "$2" != 7.0 ] || suffix=-70
  CHECKOUT=$(realpath "$1")
  short=$(printf '%s' "$CHECKOUT" | sha256sum | cut -c1-6)
  INSTANCE=${LINCHPIN_ZABBIX_INSTANCE:-$(basename "$CHECKOUT" | tr -c 'A-Za-z0-9\n' '-' | cut -c1-20)-$short$suffix}
  [[ $INSTANCE =~ ^[A-Za-z0-9][A-Za-z0-9-]{0,31}$ ]] ||
    fail 2 "LINCHPIN_ZABBIX_INSTANCE is '$INSTANCE'" "expected: 1 to 32 letters, digits and dashes, a letter or digit first"
  FOLDER=$INSTANCES/$INSTANCE
  MARKER=$FOLDER/instance
}

# marker_value KEY: what the marker says.
marker_value() { sed -n "s/^$1=//p" "$MARKER" 2>/dev/null; }

exists() { [ -e "$MARKER" ]; }

# version_of_instance: what one that exists is; a new one without a word about it is 6.0.
version_of_instance() {
  local version
  version=$(marker_value version)
  printf '%s' "${version:-6.0}"
}

# must_own: every step that changes or stops something passes here first.
must_own() {
  if [ -L "$FOLDER" ] || [ -L "$MARKER" ] || [ ! -f "$MARKER" ] || [ "$(stat -c %u "$MARKER")" != 0 ]; then
    fail 2 "$FOLDER was not made by scripts/zabbix: its marker file 'instance' is missing" \
      "nothing there was touched; move it away, or choose another name by LINCHPIN_ZABBIX_INSTANCE"
  fi
  [ "$(marker_value instance)" = "$INSTANCE" ] ||
    fail 2 "$MARKER names the instance '$(marker_value instance)', not '$INSTANCE'" "nothing was touched"
  [ "$(marker_value version)" = "$ZABBIX_VERSION" ] ||
    fail 2 "the instance '$INSTANCE' is a Zabbix $(marker_value version), not $ZABBIX_VERSION" \
      "nothing was touched; leave the version out, or name another instance by LINCHPIN_ZABBIX_INSTANCE (or unset it)"
  [ "$(marker_value checkout)" = "$CHECKOUT" ] || is_orphan_to_destroy ||
    fail 2 "the instance '$INSTANCE' belongs to the checkout $(marker_value checkout)" \
      "nothing was touched; work from there, or choose another name by LINCHPIN_ZABBIX_INSTANCE"
}

# What a deleted checkout left behind can only be removed from another one.
is_orphan_to_destroy() { [ "$VERB" = destroy ] && [ ! -e "$(marker_value checkout)" ]; }

# make_instance: the folder with its marker, first of all, so that whatever follows can be removed again.
make_instance() {
  if [ -e "$FOLDER" ]; then
    must_own
    return
  fi
  install -d -m 755 "$INSTANCES" "$FOLDER" "$FOLDER/run" "$FOLDER/log"
  printf '# Made by scripts/zabbix of Linchpin, and removed by its "destroy".\ninstance=%s\ncheckout=%s\nversion=%s\n' \
    "$INSTANCE" "$CHECKOUT" "$ZABBIX_VERSION" >"$MARKER"
}

# lock NAME: one at a time, the others wait. The daemons must not inherit the descriptor (see start_in).
lock() {
  install -d -m 755 "$INSTANCES"
  exec 9>"$INSTANCES/.$1.lock"
  flock -n 9 || { say "waiting for another scripts/zabbix"; flock 9; }
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_for SECONDS COMMAND...: true as soon as the command is.
wait_for() {
  local tries=$(($1 * 10))
  shift
  while ! "$@"; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || return 1
    sleep 0.1
  done
}

# Ports are allotted once and remembered, so that an address stays good over a restart. Those
# remembered by another instance stay its own while it is down.
allot_ports() {
  if [ ! -s "$FOLDER/ports" ]; then
    (
      exec 8>"$INSTANCES/.ports.lock"
      flock 8
      local port free=()
      for ((port = FIRST_PORT; port <= LAST_PORT && ${#free[@]} < 3; port++)); do
        grep -qsE "=$port\$" "$INSTANCES"/*/ports || port_answers "$port" || free+=("$port")
      done
      [ ${#free[@]} -eq 3 ] || fail 2 "fewer than 3 free ports between $FIRST_PORT and $LAST_PORT" "see the instances in $INSTANCES"
      printf 'web=%s\ntrapper=%s\ndatabase=%s\n' "${free[@]}" >"$FOLDER/ports"
    )
  fi
  read_ports
}

read_ports() {
  WEB_PORT=$(sed -n 's/^web=//p' "$FOLDER/ports")
  TRAPPER_PORT=$(sed -n 's/^trapper=//p' "$FOLDER/ports")
  DATABASE_PORT=$(sed -n 's/^database=//p' "$FOLDER/ports")
}

# must_be_free PORT WHAT: before a part starts; a stranger on the port is never stopped.
must_be_free() {
  ! port_answers "$1" || fail 1 "port $1, allotted to the $2 of '$INSTANCE', is used by another program" \
    "stop that program; or 'scripts/zabbix down', delete $FOLDER/ports, 'scripts/zabbix up' for new ports"
}

# processes_of PROGRAM: the process ids of this instance's parts, by program name. They are known
# by their working folder, which lies in the instance's folder; it survives a kill of the parent.
processes_of() {
  local entry pid
  # One that runs in a root of its own is seen at its place below that.
  find /proc/[0-9]* -maxdepth 1 -name cwd '(' -lname "$FOLDER/*" -o -lname "$ROOT$FOLDER/*" ')' 2>/dev/null | while read -r entry; do
    pid=${entry#/proc/}
    pid=${pid%/cwd}
    case "$(readlink "/proc/$pid/exe")" in */"$1"*) printf '%s\n' "$pid" ;; esac
  done
  # A PHP worker changes its folder to the script it serves; its title names its pool.
  if [[ $1 == php-fpm* ]]; then
    grep -lzE "^php-fpm: pool $INSTANCE *\$" /proc/[0-9]*/cmdline 2>/dev/null | cut -d/ -f3 || true
  fi
}

# runs PROGRAM PID_FILE: true when the pid file names a living process of ours.
runs() {
  local pid
  pid=$(head -n 1 "$2" 2>/dev/null) && [ -n "$pid" ] && processes_of "$1" | grep -qx "$pid"
}

# stop_processes PROGRAM PID_FILE SIGNAL SECONDS: asks the main process; what is left then is killed.
stop_processes() {
  local pid left
  left=$(processes_of "$1")
  [ -n "$left" ] || return 0
  pid=$(head -n 1 "$2" 2>/dev/null || true)
  if [ -n "$pid" ] && grep -qx "$pid" <<<"$left"; then
    kill -s "$3" "$pid" 2>/dev/null || true
    wait_for "$4" none_left "$1" || true
  fi
  left=$(processes_of "$1")
  # shellcheck disable=SC2086 # one word for each process
  [ -z "$left" ] || kill -KILL $left 2>/dev/null || true
  wait_for 5 none_left "$1" || fail 1 "the processes of $1 do not end: $(processes_of "$1" | tr '\n' ' ')"
}

none_left() { [ -z "$(processes_of "$1")" ]; }

# start_in FOLDER LOG COMMAND...: leaves a daemon running: own session, clean environment, working
# folder inside the instance, no open descriptor (one that held a lock, ours or our caller's, would hold it for ever).
start_in() {
  local folder=$1 log=$2 descriptor
  shift 2
  (
    cd "$folder" || exit 1
    for descriptor in "/proc/$BASHPID/fd"/*; do
      descriptor=${descriptor##*/}
      case "$descriptor" in 0 | 1 | 2 | 255) ;; *) exec {descriptor}>&- ;; esac
    done
    exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 setsid "${IN_ROOT[@]}" "$@"
  ) >>"$log" 2>&1 </dev/null &
}

as_user() {
  local user=$1
  shift
  "${IN_ROOT[@]}" setpriv --reuid="$user" --regid="$user" --init-groups -- "$@"
}
