# shellcheck shell=bash
# How these scripts talk: steps on standard error with the seconds since the start, so that
# standard output stays free for what a caller evaluates.

say() {
  local micros=$((${EPOCHREALTIME/[.,]/} - SAY_STARTED))
  printf '%4d.%d s  %s\n' $((micros / 1000000)) $((micros / 100000 % 10)) "$*" >&2
}

# fail EXIT_STATUS MESSAGE...: one line for each message, then out.
fail() {
  local status=$1
  shift
  printf 'error: %s\n' "$1" >&2
  shift
  [ $# -eq 0 ] || printf '       %s\n' "$@" >&2
  exit "$status"
}

SAY_STARTED=${SAY_STARTED:-${EPOCHREALTIME/[.,]/}}
