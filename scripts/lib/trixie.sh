# shellcheck shell=bash
# Debian trixie beside the machine's own Debian, in a folder: its packages are Zabbix 7.0. All
# instances of 7.0 share it and change nothing in it; it holds packages and no state.

TRIXIE=/var/lib/linchpin-trixie
TRIXIE_MARK=made-by-linchpin
TRIXIE_PACKAGES=(postgresql-17 zabbix-server-pgsql zabbix-frontend-php php8.4-fpm php8.4-pgsql php8.4-gd
  php8.4-bcmath php8.4-mbstring php8.4-xml php8.4-curl nginx)
KEYRING=/usr/share/keyrings/debian-archive-keyring.gpg

# get_trixie: it appears under its name only when complete; what a killed run left is thrown away.
get_trixie() {
  [ ! -e "$TRIXIE/$TRIXIE_MARK" ] || return 0
  [ ! -e "$TRIXIE" ] || fail 2 "$TRIXIE was not made by scripts/zabbix: the file '$TRIXIE_MARK' is missing there" \
    "nothing was touched; move it away"
  lock trixie
  [ ! -e "$TRIXIE/$TRIXIE_MARK" ] || return 0
  local mirror building=$TRIXIE.unfinished log=/var/log/linchpin-trixie.log
  mirror=$(debian_mirror)
  [ -n "$mirror" ] || fail 2 "no Debian mirror stands in /etc/apt/sources.list or /etc/apt/sources.list.d" \
    "expected one, since Zabbix 7.0 comes from the packages of Debian trixie"
  rm -rf --one-file-system -- "$building"
  say "unpacking Debian trixie from $mirror into $TRIXIE (about 40 s, once)"
  unshare --mount --propagation private debootstrap --variant=minbase --include=ca-certificates \
    --keyring="$KEYRING" trixie "$building" "$mirror" >"$log" 2>&1 </dev/null 9>&- || trixie_failed "$log"
  say "installing into it: ${TRIXIE_PACKAGES[*]} (about 50 s, once)"
  install_into "$building" >>"$log" 2>&1 </dev/null 9>&- || trixie_failed "$log"
  printf 'Debian trixie with the packages of Zabbix 7.0, made by scripts/zabbix of Linchpin.\n' >"$building/$TRIXIE_MARK"
  mv -T "$building" "$TRIXIE"
}

trixie_failed() {
  tail -n 15 "$1" >&2
  fail 2 "Debian trixie could not be unpacked or its packages not installed" \
    "The last words are above; all of them are in $1." \
    "Check that the mirror in the machine's apt sources has trixie, and the network; then run this again."
}

# install_into ROOT: as elsewhere, no package may start a service or make a database cluster.
install_into() {
  local root=$1 settings
  cp -L /etc/resolv.conf /etc/hosts "$root/etc/"
  # A proxy or the like that this machine needs to reach its mirror, the new one needs too.
  { grep -lsE '^[^#/]*Acquire::(https?|ftp|Retries|Check)' /etc/apt/apt.conf /etc/apt/apt.conf.d/* || true; } |
    while read -r settings; do cp "$settings" "$root/etc/apt/apt.conf.d/"; done
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod 755 "$root/usr/sbin/policy-rc.d"
  mkdir -p "$root/etc/postgresql-common/createcluster.d"
  echo 'create_main_cluster = false' >"$root/etc/postgresql-common/createcluster.d/linchpin.conf"
  # The frontend of 7.0 complains on every page, and in every widget, where its language has no locale.
  # Each step by itself, since "set -e" does not hold in a function whose failure is asked for.
  inside "$root" apt-get update &&
    inside "$root" apt-get install -y --no-install-recommends "${TRIXIE_PACKAGES[@]}" &&
    inside "$root" localedef -i en_GB -f UTF-8 en_GB.UTF-8 &&
    inside "$root" apt-get clean
}

inside() {
  local root=$1
  shift
  (cd / && unshare --mount --propagation private "$LIB/enter-root" "$root" "$INSTANCES" \
    env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 "$@")
}

# debian_mirror: the first one of the machine's own apt sources that is Debian's and not only for security.
debian_mirror() {
  {
    awk '$1 == "URIs:" { for (i = 2; i <= NF; i++) print $i }' /etc/apt/sources.list.d/*.sources 2>/dev/null
    awk '$1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; break } }' \
      /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null
  } | grep -E '/debian/?$' | head -n 1 || true
}
