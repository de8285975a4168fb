# shellcheck shell=bash
# A test authority of the instance's own with two certificates: the server's and a client's. They prove
# nothing to anybody else; that they are short-lived or weak is of no account.

TLS_DAYS=3650

# make_certificates: once; a server that runs already takes them at its next start.
make_certificates() {
  local folder=$FOLDER/tls
  [ ! -s "$folder/done" ] || return 0
  rm -rf "$folder"
  install -d -m 755 "$folder"
  openssl_quietly req -x509 -newkey rsa:2048 -nodes -days $TLS_DAYS -subj "/O=Linchpin test/CN=Authority" \
    -keyout "$folder/ca.key" -out "$folder/ca.pem"
  make_certificate zabbix-server 'subjectAltName=DNS:zabbix-server,IP:127.0.0.1'
  make_certificate linchpin 'extendedKeyUsage=clientAuth'
  # The server reads its key as the user zabbix, which exists only in its root.
  "${IN_ROOT[@]}" chown zabbix "$folder/zabbix-server.key"
  date -u +%FT%TZ >"$folder/done"
}

# make_certificate NAME EXTENSION
make_certificate() {
  local base=$FOLDER/tls/$1
  openssl_quietly req -newkey rsa:2048 -nodes -subj "/O=Linchpin test/CN=$1" -keyout "$base.key" -out "$base.csr"
  openssl_quietly x509 -req -in "$base.csr" -CA "$FOLDER/tls/ca.pem" -CAkey "$FOLDER/tls/ca.key" -CAcreateserial \
    -days $TLS_DAYS -extfile <(printf '%s\n' "$2") -out "$base.pem"
  rm -f "$base.csr"
}

openssl_quietly() {
  local told
  told=$(openssl "$@" 2>&1) || fail 1 "openssl $1 failed" "$told"
}
