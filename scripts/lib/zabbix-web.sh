# shellcheck shell=bash
# Zabbix's PHP frontend: php-fpm and nginx of the instance's own, over the package's files.
# Debian's frontend reads one fixed file in /etc/zabbix. Two instances need two; so each php-fpm
# loads, before every page, a copy of the one class that names that file, with its own path in it.
# PHP then never loads the package's class, and nothing in /etc/zabbix or /usr/share is written.

FRONTEND=/usr/share/zabbix
CONFIG_CLASS=$FRONTEND/include/classes/core/CConfigFile.php

php_pid_file() { printf '%s' "$FOLDER/run/php-fpm.pid"; }
nginx_pid_file() { printf '%s' "$FOLDER/run/nginx.pid"; }
php_runs() { runs php-fpm "$(php_pid_file)" && [ -S "$FOLDER/run/php.sock" ]; }
nginx_runs() { runs nginx "$(nginx_pid_file)" && port_answers "$WEB_PORT"; }
web_url() { printf 'http://127.0.0.1:%s/' "$WEB_PORT"; }

write_web_conf() {
  install -d -m 755 "$FOLDER/web"
  "${IN_ROOT[@]}" install -d -m 755 -o www-data -g www-data "$FOLDER/log/web"
  write_frontend_conf
  write_php_conf
  write_nginx_conf
}

write_frontend_conf() {
  sed "s|'/etc/zabbix/zabbix.conf.php'|'$FOLDER/web/zabbix.conf.php'|" "$ROOT$CONFIG_CLASS" >"$FOLDER/web/CConfigFile.php"
  grep -qF "$FOLDER/web/zabbix.conf.php" "$FOLDER/web/CConfigFile.php" ||
    fail 2 "$CONFIG_CLASS does not name /etc/zabbix/zabbix.conf.php" "expected the frontend of Debian's package zabbix-frontend-php $ZABBIX_VERSION"
  "${IN_ROOT[@]}" install -m 640 -o root -g www-data /dev/null "$FOLDER/web/zabbix.conf.php"
  cat >"$FOLDER/web/zabbix.conf.php" <<PHP
<?php
\$DB['TYPE'] = 'POSTGRESQL';
\$DB['SERVER'] = '127.0.0.1';
\$DB['PORT'] = '$DATABASE_PORT';
\$DB['DATABASE'] = 'zabbix';
\$DB['USER'] = 'zabbix';
\$DB['PASSWORD'] = '$(cat "$FOLDER/secret")';
\$DB['SCHEMA'] = '';
\$DB['ENCRYPTION'] = false;
\$DB['KEY_FILE'] = '';
\$DB['CERT_FILE'] = '';
\$DB['CA_FILE'] = '';
\$DB['VERIFY_HOST'] = false;
\$DB['CIPHER_LIST'] = '';
\$DB['VAULT_URL'] = '';
\$DB['VAULT_DB_PATH'] = '';
\$DB['VAULT_TOKEN'] = '';
\$DB['DOUBLE_IEEE754'] = true;
\$ZBX_SERVER = '127.0.0.1';
\$ZBX_SERVER_PORT = '$TRAPPER_PORT';
\$ZBX_SERVER_NAME = '$INSTANCE';
\$IMAGE_FORMAT_DEFAULT = IMAGE_FORMAT_PNG;
PHP
}

write_php_conf() {
  local timezone
  timezone=$(cat /etc/timezone 2>/dev/null || true)
  cat >"$FOLDER/php-fpm.conf" <<CONF
[global]
pid = $(php_pid_file)
error_log = $FOLDER/log/php-fpm.log
[$INSTANCE]
user = www-data
group = www-data
listen = $FOLDER/run/php.sock
listen.owner = www-data
listen.group = www-data
listen.mode = 0600
pm = static
pm.max_children = 6
php_admin_value[auto_prepend_file] = $FOLDER/web/CConfigFile.php
php_admin_value[memory_limit] = 512M
php_admin_value[post_max_size] = 64M
php_admin_value[upload_max_filesize] = 16M
php_admin_value[max_execution_time] = 300
php_admin_value[max_input_time] = 300
php_admin_value[max_input_vars] = 10000
php_admin_value[date.timezone] = ${timezone:-UTC}
php_admin_value[error_log] = $FOLDER/log/web/php-error.log
php_admin_flag[log_errors] = on
php_admin_flag[display_errors] = off
CONF
}

write_nginx_conf() {
  cat >"$FOLDER/nginx.conf" <<CONF
user www-data;
worker_processes 2;
pid $(nginx_pid_file);
error_log $FOLDER/log/nginx-error.log;
events { worker_connections 512; }
http {
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path $FOLDER/run/nginx-body;
  fastcgi_temp_path $FOLDER/run/nginx-fastcgi;
  proxy_temp_path $FOLDER/run/nginx-proxy;
  uwsgi_temp_path $FOLDER/run/nginx-uwsgi;
  scgi_temp_path $FOLDER/run/nginx-scgi;
  client_max_body_size 64m;
  client_body_buffer_size 4m;
  keepalive_requests 100000;
  gzip on;
  gzip_comp_level 1;
  gzip_min_length 1024;
  gzip_types application/json application/json-rpc text/css application/javascript;
  server {
    listen 127.0.0.1:$WEB_PORT;
    root $FRONTEND;
    index index.php;
    location ~ /(conf|app|include|local|locale|vendor)/ { deny all; }
    location ~ \.php\$ {
      fastcgi_pass unix:$FOLDER/run/php.sock;
      include /etc/nginx/fastcgi_params;
      fastcgi_param SCRIPT_FILENAME \$document_root\$fastcgi_script_name;
      fastcgi_read_timeout 300;
      fastcgi_buffers 256 64k;
      fastcgi_buffer_size 64k;
    }
  }
}
CONF
}

start_web() {
  php_runs && nginx_runs && return
  stop_web
  must_be_free "$WEB_PORT" frontend
  write_web_conf
  start_in "$FOLDER/web" "$FOLDER/log/php-fpm.log" "/usr/sbin/php-fpm$PHP" -F -y "$FOLDER/php-fpm.conf" -c "/etc/php/$PHP/fpm/php.ini"
  start_in "$FOLDER/web" "$FOLDER/log/nginx-error.log" /usr/sbin/nginx -c "$FOLDER/nginx.conf" -e "$FOLDER/log/nginx-error.log" -g 'daemon off;'
  wait_for 30 php_runs || fail 1 "php-fpm does not start" "see $FOLDER/log/php-fpm.log"
  wait_for 30 nginx_runs || fail 1 "nginx does not start" "see $FOLDER/log/nginx-error.log"
}

stop_web() {
  stop_processes nginx "$(nginx_pid_file)" TERM 10
  stop_processes php-fpm "$(php_pid_file)" TERM 10
}
