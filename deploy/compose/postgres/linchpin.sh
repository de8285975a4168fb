#!/bin/sh
# Linchpin's own database beside Zabbix's, with a user that sees nothing else; run once, by the image, on an empty volume.
set -eu
psql --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" --set ON_ERROR_STOP=1 \
  --set password="$(cat /run/secrets/linchpin-password)" <<'SQL'
CREATE USER linchpin PASSWORD :'password';
CREATE DATABASE linchpin OWNER linchpin;
SQL
