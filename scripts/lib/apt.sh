# shellcheck shell=bash
# Debian packages: only what is missing, without recommended extras, and without letting a
# package start a service or create a database cluster on the way.

APT_LOG=/var/log/linchpin-apt.log
POLICY=/usr/sbin/policy-rc.d
MARK_OF_OURS="of Linchpin's set-up: removed again as soon as apt is done"
CLUSTER_CONF=/etc/postgresql-common/createcluster.d/linchpin.conf

is_debian() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

is_installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# missing_packages NAME...: prints those that are not installed.
missing_packages() {
  local name
  for name in "$@"; do
    is_installed "$name" || printf '%s\n' "$name"
  done
}

# candidate_version NAME: the version apt would install; empty when there is none.
candidate_version() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^  Candidate: //p' | grep -v '^(none)$' || true
}

refresh_package_lists() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 update >>"$APT_LOG" 2>&1
}

# install_packages NAME...: installs them all or ends the script with the tail of apt's words.
# The body is a subshell, so that its trap puts back what was changed, however it ends.
install_packages() (
  undo=()
  exec 7>/run/linchpin-apt.lock
  flock 7
  trap 'rm -f -- "${undo[@]}"; rmdir -- "${CLUSTER_CONF%/*}" 2>/dev/null || true' EXIT
  # A machine's own policy stays; ours, left by a run that was killed, is taken over.
  if [ ! -e "$POLICY" ] || grep -q "$MARK_OF_OURS" "$POLICY"; then
    printf '#!/bin/sh\n# %s\nexit 101\n' "$MARK_OF_OURS" >"$POLICY"
    chmod 755 "$POLICY"
    undo+=("$POLICY")
  fi
  if printf '%s\n' "$@" | grep -q '^postgresql-[0-9]'; then
    # The package asks this file whether to make the cluster "main"; its folder comes with
    # postgresql-common, which therefore goes first.
    apt_install_or_refresh postgresql-common
    mkdir -p "${CLUSTER_CONF%/*}"
    printf '# %s\ncreate_main_cluster = false\n' "$MARK_OF_OURS" >"$CLUSTER_CONF"
    undo+=("$CLUSTER_CONF")
  fi
  apt_install_or_refresh "$@"
)

apt_install_or_refresh() {
  apt_install "$@" && return
  refresh_package_lists || true
  apt_install "$@" && return
  tail -n 25 "$APT_LOG" >&2
  fail 2 "apt could not install: $*" "Its last words are above; all of them are in $APT_LOG." \
    "Check /etc/apt/sources.list and the network, then run this again."
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 \
    install -y --no-install-recommends "$@" >>"$APT_LOG" 2>&1 </dev/null
}

# keep_from_boot SERVICE...: what was installed only for our own instances does not start with the machine.
keep_from_boot() {
  local service
  for service in "$@"; do
    update-rc.d "$service" disable >/dev/null 2>&1 || true
  done
}
