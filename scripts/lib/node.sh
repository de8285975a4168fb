# shellcheck shell=bash
# Puts a Node that serves on PATH for the script that sources this file: the machine's own,
# or else the one that scripts/setup has put into the checkout.

# shellcheck disable=SC2034 # for the scripts that source this
NODE_WANTED='20.19 or newer, 22.14 or newer, 24 or newer'
OWN_NODE=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")/.linchpin/node

# version_serves VERSION: whether package.json allows it ("engines"), and docs/dependencies.md says why.
version_serves() {
  local major minor
  IFS=. read -r major minor _ <<<"${1#v}"
  case "$major" in
    20) [ "${minor:-0}" -ge 19 ] ;;
    22) [ "${minor:-0}" -ge 14 ] ;;
    *) [ "${major:-0}" -ge 24 ] ;;
  esac
}

# node_is_enough: true when the node on PATH is one that serves.
node_is_enough() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  version_serves "$version"
}

# node_headers: the folder whose include/node belongs to the node on PATH; empty when it has none.
node_headers() {
  node -e '
    const { existsSync, readFileSync } = require("node:fs");
    const prefix = require("node:path").resolve(process.execPath, "../..");
    const file = prefix + "/include/node/node_version.h";
    const major = existsSync(file) && /NODE_MAJOR_VERSION (\d+)/.exec(readFileSync(file, "utf8"))?.[1];
    if (major === process.versions.node.split(".")[0]) console.log(prefix);
  ' 2>/dev/null || true
}

use_node() {
  if ! node_is_enough && [ -d "$OWN_NODE/node_modules/.bin" ]; then
    PATH=$OWN_NODE/node_modules/.bin:$PATH
    export PATH
    hash -r
  fi
  # node-gyp would fetch headers from the network; those that lie beside node are the right ones.
  local headers
  headers=$(node_headers)
  [ -z "$headers" ] || export npm_config_nodedir=$headers
}

use_node
