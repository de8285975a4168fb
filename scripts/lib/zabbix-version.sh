# shellcheck shell=bash disable=SC2034 # what is set here is used by the other files
# What differs between a Zabbix 6.0, from the packages of this Debian 12, and a 7.0, from those of
# the trixie beside it. All else is one for both.

VERSIONS="6.0 7.0"

# choose_version VERSION: sets where the programs lie. What is started goes through "${IN_ROOT[@]}".
choose_version() {
  case "$1" in
    6.0) ROOT='' IN_ROOT=() POSTGRES=15 PHP=8.2 ;;
    7.0)
      ROOT=$TRIXIE POSTGRES=17 PHP=8.4
      IN_ROOT=(unshare --mount --propagation private "$LIB/enter-root" "$ROOT" "$INSTANCES")
      ;;
    *) fail 2 "there is no Zabbix '$1' here" "expected one of: $VERSIONS" ;;
  esac
  ZABBIX_VERSION=$1
  PG_BIN=/usr/lib/postgresql/$POSTGRES/bin
}

get_zabbix() {
  case "$ZABBIX_VERSION" in
    6.0) install_here ;;
    7.0)
      need_here debootstrap debian-archive-keyring curl
      get_trixie
      ;;
  esac
}

PACKAGES=(postgresql-15 zabbix-server-pgsql zabbix-frontend-php php8.2-fpm php8.2-pgsql php8.2-gd
  php8.2-bcmath php8.2-mbstring php8.2-xml php8.2-curl nginx curl)

# need_here PACKAGE...: sets MISSING to those that had to be installed.
need_here() {
  mapfile -t MISSING < <(missing_packages "$@")
  [ ${#MISSING[@]} -gt 0 ] || return 0
  say "installing Debian packages: ${MISSING[*]}"
  install_packages "${MISSING[@]}" || exit $?
}

install_here() {
  need_here "${PACKAGES[@]}"
  # Each of these exists only for our instances, which start it themselves.
  local name services=()
  for name in "${MISSING[@]}"; do
    case "$name" in
      nginx | php8.2-fpm) services+=("$name") ;;
      zabbix-server-pgsql) services+=(zabbix-server) ;;
      postgresql-15) pg_lsclusters -h | grep -q . || services+=(postgresql) ;;
    esac
  done
  [ ${#services[@]} -eq 0 ] || keep_from_boot "${services[@]}"
}

# must_be_possible: root on a fitting Debian, or a plain word about what to do instead.
must_be_possible() {
  local why=
  [ "$(id -u)" = 0 ] || why="this needs root: it installs packages and runs servers under their own users"
  if [ -z "$why" ] && ! is_debian; then why="this is not Debian: there is no apt-get"; fi
  if [ -z "$why" ] && [ "$ZABBIX_VERSION" = 6.0 ] && ! grep -qsx 'VERSION_CODENAME=bookworm' /etc/os-release; then
    why="this needs Debian 12 (bookworm), whose packages are Zabbix 6.0"
  fi
  if [ -z "$why" ] && [ "$ZABBIX_VERSION" = 7.0 ] && ! unshare --mount --propagation private true 2>/dev/null; then
    why="this needs the right to mount (a container needs SYS_ADMIN for it): Zabbix 7.0 runs in a Debian of its own"
  fi
  [ -z "$why" ] || fail 2 "$why" "What to do instead:" \
    "- run it as root in a Debian 12 machine or container; or" \
    "- run Zabbix $ZABBIX_VERSION from its official containers: postgres:$POSTGRES," \
    "  zabbix/zabbix-server-pgsql:ubuntu-$ZABBIX_VERSION-latest and zabbix/zabbix-web-nginx-pgsql:ubuntu-$ZABBIX_VERSION-latest; or" \
    "- use a Zabbix $ZABBIX_VERSION that you have: set ZABBIX_URL and ZABBIX_TOKEN (or ZABBIX_TOKEN_FILE)"
}
