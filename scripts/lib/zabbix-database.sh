# shellcheck shell=bash
# The instance's own PostgreSQL cluster, made by initdb in its own folder: Debian's tools
# (pg_lsclusters, the service "postgresql") neither see nor start it, and no other cluster is touched.

DUMPS=/usr/share/zabbix-server-pgsql
TEMPLATE=zabbix_template
UNFINISHED=linchpin_unfinished

database_pid_file() { printf '%s' "$FOLDER/postgres/postmaster.pid"; }
database_runs() { runs postgres "$(database_pid_file)" && port_answers "$DATABASE_PORT"; }
database_mark() { printf 'linchpin %s' "$INSTANCE"; }
database_url() { printf 'postgres://zabbix:%s@127.0.0.1:%s/zabbix' "$(cat "$FOLDER/secret")" "$DATABASE_PORT"; }

# sql DATABASE [PSQL_OPTION...]: as the cluster's owner over its socket.
sql() {
  (cd / && as_user postgres "$PG_BIN/psql" -X -q -A -t -v ON_ERROR_STOP=1 -h "$FOLDER/run/postgres" -p "$DATABASE_PORT" -d "$@" 9>&-)
}

start_database() {
  database_runs && return
  stop_database
  must_be_free "$DATABASE_PORT" database
  "${IN_ROOT[@]}" install -d -m 700 -o postgres -g postgres "$FOLDER/postgres"
  "${IN_ROOT[@]}" install -d -m 755 -o postgres -g postgres "$FOLDER/run/postgres" "$FOLDER/log/database"
  [ -s "$FOLDER/secret" ] || make_secret
  [ -s "$FOLDER/postgres/PG_VERSION" ] || make_cluster
  write_database_conf
  # A killed server leaves its locks behind, and a new one refuses to start while the old process
  # id is taken, be it by a process that nobody has reaped. stop_database has seen that none is left.
  rm -f "$(database_pid_file)" "$FOLDER"/run/postgres/.s.PGSQL.*
  start_in "$FOLDER/postgres" "$FOLDER/log/database/database.log" \
    setpriv --reuid=postgres --regid=postgres --init-groups -- "$PG_BIN/postgres" -D "$FOLDER/postgres"
  wait_for 30 answers_sql || fail 1 "the database does not start" "see $FOLDER/log/database/database.log"
}

answers_sql() { sql postgres -c 'select 1' >/dev/null 2>&1; }

make_secret() { (umask 077 && od -An -v -tx1 -N16 /dev/urandom | tr -d ' \n' >"$FOLDER/secret"); }

make_cluster() {
  say "making the database cluster $FOLDER/postgres"
  (cd / && as_user postgres "$PG_BIN/initdb" -D "$FOLDER/postgres" --auth-local=peer --auth-host=scram-sha-256 \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync >"$FOLDER/log/initdb.log" 2>&1 9>&-) ||
    fail 1 "initdb failed" "see $FOLDER/log/initdb.log"
}

# What a power cut would cost is of no account here: a lost instance is made anew in seconds.
write_database_conf() {
  cat >"$FOLDER/postgres/postgresql.conf" <<CONF
port = $DATABASE_PORT
listen_addresses = '127.0.0.1'
unix_socket_directories = '$FOLDER/run/postgres'
cluster_name = '$INSTANCE'
max_connections = 100
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
max_wal_size = 4GB
fsync = off
synchronous_commit = off
full_page_writes = off
jit = off
log_line_prefix = '%m [%p] '
timezone = 'UTC'
CONF
}

stop_database() { stop_processes postgres "$(database_pid_file)" INT 30; }

# is_ours DATABASE: the comment on it is the second marker, beside the file. A database gets its
# final name only after its mark, so one without a mark is a stranger's and never touched.
is_ours() { [ "$(sql postgres -c "select shobj_description(oid, 'pg_database') from pg_database where datname = '$1'")" = "$(database_mark)" ]; }

database_exists() { [ -n "$(sql postgres -c "select 1 from pg_database where datname = '$1'")" ]; }

must_be_ours() {
  is_ours "$1" || fail 2 "the database '$1' in $FOLDER/postgres does not bear the mark '$(database_mark)'" \
    "nothing was touched; if it is of no use, drop it or 'scripts/zabbix destroy' the instance"
}

# make_database: Zabbix's database, copied from a template that is filled once and kept for "reset".
make_database() {
  if database_exists zabbix; then
    must_be_ours zabbix
    return
  fi
  if database_exists $TEMPLATE; then must_be_ours $TEMPLATE; else fill_template; fi
  begin_database "template $TEMPLATE strategy file_copy"
  finish_database zabbix
}

begin_database() {
  must_own
  sql postgres -c "drop database if exists $UNFINISHED with (force)" 2>/dev/null
  sql postgres -c "create database $UNFINISHED owner zabbix $1"
}

finish_database() {
  sql postgres -c "comment on database $UNFINISHED is '$(database_mark)'"
  sql postgres -c "alter database $UNFINISHED rename to $1"
}

fill_template() {
  local dump
  say "filling the database with Zabbix's schema and stock templates (about 15 s, once)"
  [ -n "$(sql postgres -c "select 1 from pg_roles where rolname = 'zabbix'")" ] || sql postgres -c 'create role zabbix login'
  sql postgres <<<"alter role zabbix password '$(cat "$FOLDER/secret")'"
  begin_database 'template template0'
  { printf 'set role zabbix;\nset client_min_messages = error;\n' && for dump in schema images data; do zcat "$ROOT$DUMPS/$dump.sql.gz"; done; } |
    sql $UNFINISHED -f - >/dev/null
  sql $UNFINISHED -c 'vacuum analyze'
  finish_database $TEMPLATE
}

# renew_database: all data away, Zabbix as on its first day. Its server must be dead by then, since
# the values that it still holds would go to the new database.
renew_database() {
  must_own
  if database_exists zabbix; then
    must_be_ours zabbix
    kill_server
    sql postgres -c 'drop database zabbix with (force)'
  fi
  make_database
}
