# shellcheck shell=bash
# zabbix_server with its own configuration, port, sockets and logs.

server_pid_file() { printf '%s' "$FOLDER/run/zabbix/zabbix_server.pid"; }
server_runs() { runs zabbix_server "$(server_pid_file)" && port_answers "$TRAPPER_PORT"; }

write_server_conf() {
  "${IN_ROOT[@]}" install -d -m 755 -o zabbix -g zabbix "$FOLDER/run/zabbix" "$FOLDER/log/server"
  "${IN_ROOT[@]}" install -m 640 -o root -g zabbix /dev/null "$FOLDER/zabbix_server.conf"
  make_certificates
  # Few processes, since all values come through trappers; caches for 30,000 items. The memory is
  # only taken when used.
  cat >"$FOLDER/zabbix_server.conf" <<CONF
ListenIP=127.0.0.1
ListenPort=$TRAPPER_PORT
SourceIP=127.0.0.1
LogType=file
LogFile=$FOLDER/log/server/zabbix_server.log
LogFileSize=20
PidFile=$(server_pid_file)
SocketDir=$FOLDER/run/zabbix
DBHost=127.0.0.1
DBPort=$DATABASE_PORT
DBName=zabbix
DBUser=zabbix
DBPassword=$(cat "$FOLDER/secret")
StartPollers=2
StartPollersUnreachable=1
StartPreprocessors=2
StartTrappers=5
StartDBSyncers=4
StartLLDProcessors=2
StartEscalators=1
StartAlerters=2
StartHTTPPollers=1
StartDiscoverers=1
StartPingers=1
StartHistoryPollers=1
StartODBCPollers=1
StartTimers=1
TrapperTimeout=300
CacheUpdateFrequency=${CACHE_UPDATE_FREQUENCY:-5}
ServiceManagerSyncFrequency=${SERVICE_MANAGER_SYNC_FREQUENCY:-5}
ProblemHousekeepingFrequency=60
HousekeepingFrequency=1
CacheSize=1G
HistoryCacheSize=256M
HistoryIndexCacheSize=128M
TrendCacheSize=256M
ValueCacheSize=256M
Timeout=10
TLSCAFile=$FOLDER/tls/ca.pem
TLSCertFile=$FOLDER/tls/zabbix-server.pem
TLSKeyFile=$FOLDER/tls/zabbix-server.key
CONF
  # In 7.0 these are off as it comes, and the frontend must be told where the server listens.
  [ "$ZABBIX_VERSION" = 6.0 ] || cat >>"$FOLDER/zabbix_server.conf" <<CONF
NodeAddress=127.0.0.1:$TRAPPER_PORT
StartConnectors=2
EnableGlobalScripts=1
CONF
}

start_server() {
  server_runs && return
  launch_server
  wait_for 60 server_runs || fail 1 "the Zabbix server does not start" "see $FOLDER/log/server/zabbix_server.log and start.log"
}

# launch_server: without waiting for it, since it waits for its database.
launch_server() {
  stop_server
  must_be_free "$TRAPPER_PORT" "Zabbix server"
  write_server_conf
  rm -f "$(server_pid_file)"
  # In the foreground mode it keeps its working folder, by which its processes are known as ours.
  start_in "$FOLDER/run/zabbix" "$FOLDER/log/server/start.log" \
    setpriv --reuid=zabbix --regid=zabbix --init-groups -- /usr/sbin/zabbix_server -f -c "$FOLDER/zabbix_server.conf"
}

# Without its database it does not end by itself.
stop_server() { stop_processes zabbix_server "$(server_pid_file)" TERM "${SERVER_STOP_WAIT:-60}"; }

# Its values go with the database, so nothing needs to be written out.
kill_server() { stop_processes zabbix_server /dev/null KILL 0; }

reload_server_cache() {
  server_runs || fail 1 "the Zabbix server of '$INSTANCE' does not run" "start it with: scripts/zabbix start-server"
  (cd / && as_user zabbix /usr/sbin/zabbix_server -c "$FOLDER/zabbix_server.conf" -R config_cache_reload >/dev/null)
}
