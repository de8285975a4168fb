#!/bin/sh
# Makes the secrets that compose.yaml reads, each once, in files that only you can read. The token of Zabbix is yours to
# make there (docs/rights.md) and to write into secrets/zabbix-token.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
random() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
for name in postgres-password linchpin-password view-token operate-token; do
  [ -s "secrets/$name" ] || random >"secrets/$name"
done
# The network of compose.yaml is the only way to it: no TLS there.
[ -s secrets/store-url ] ||
  printf 'postgres://linchpin:%s@postgres:5432/linchpin?sslmode=disable' "$(cat secrets/linchpin-password)" >secrets/store-url
[ -s secrets/zabbix-token ] || echo "write the token of Linchpin's user in Zabbix into $PWD/secrets/zabbix-token" >&2
