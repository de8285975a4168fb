# shellcheck shell=bash
# The few calls to Zabbix's API that a fresh database needs before others can work with it.

# api METHOD PARAMS [AUTH]: prints the answer; ends the script with the API's own words on an error.
api() {
  local auth=null answer
  [ -z "${3:-}" ] || auth="\"$3\""
  answer=$(curl -sS -m 60 --noproxy '*' -H 'Content-Type: application/json-rpc' \
    --data-binary @- "$(web_url)api_jsonrpc.php" <<<"{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"$1\",\"params\":$2,\"auth\":$auth}" 2>&1) || true
  case "$answer" in
    *'"result":'*) printf '%s' "$answer" ;;
    *) fail 1 "Zabbix's API refused $1" "${answer:-an empty answer}" "see $FOLDER/log/web/php-error.log" ;;
  esac
}

api_answers() { (api apiinfo.version '{}') >/dev/null 2>&1; }

# field NAME: the first value of that field in the JSON on standard input, be it a string or a list of one.
field() { grep -oE "\"$1\":\[?\"[^\"]*\"" | head -n 1 | sed -E 's/^"[^"]*":\[?"(.*)"$/\1/'; }

token_works() {
  [ -s "$FOLDER/token" ] && (api host.get '{"limit":1,"output":["hostid"]}' "$(cat "$FOLDER/token")") >/dev/null 2>&1
}

# prepare_zabbix: a token for those who work with the API, and no noise of the stock installation.
prepare_zabbix() {
  local session host token
  wait_for 30 api_answers || api apiinfo.version '{}' >/dev/null
  token_works && return
  session=$(api user.login '{"username":"Admin","password":"zabbix"}' | field result)
  host=$(api host.get '{"filter":{"host":["Zabbix server"]},"output":["hostid"]}' "$session" | field hostid)
  # It watches an agent that does not run here: a problem nobody can repair.
  [ -z "$host" ] || api host.update "{\"hostid\":\"$host\",\"status\":1}" "$session" >/dev/null
  # The frontend complains of a missing locale in every language but this one, its own.
  api settings.update '{"default_lang":"en_GB"}' "$session" >/dev/null
  token=$(api token.create "{\"name\":\"linchpin $(date -u +%FT%TZ)\",\"userid\":\"1\"}" "$session" | field tokenids)
  token=$(api token.generate "[\"$token\"]" "$session" | field token)
  (umask 077 && printf '%s' "$token" >"$FOLDER/token.new" && mv "$FOLDER/token.new" "$FOLDER/token")
  api user.logout '[]' "$session" >/dev/null
}
