# shellcheck shell=bash
# Puts a Node that serves on PATH for the script that sources this file: the machine's own,
# or else the one that scripts/setup has put into the checkout.

NODE_LEAST=20.19.0
# On 24 better-sqlite3 12 aborts the process when its statements are collected; 13 needs 22, and breaks on 20.
NODE_BELOW=24.0.0
OWN_NODE=$(dirname "$(dirname "$(dirname "$(realpath "${BASH_SOURCE[0]}")")")")/.linchpin/node

# node_is_enough: true when the node on PATH is at least NODE_LEAST and older than NODE_BELOW.
node_is_enough() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  printf '%s\n%s\n%s\n' "$NODE_LEAST" "${version#v}" "$NODE_BELOW" | sort -VC
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
