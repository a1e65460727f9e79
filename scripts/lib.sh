# shellcheck shell=bash
# What the root commands share. Runs on bash 3.2 (macOS) and later; source it, then call its functions.

# Where the project is; set by the command that sources this file.
: "${root:?set root before sourcing scripts/lib.sh}"
# The name that messages begin with.
me=${me:-gateway}

say() { printf '%s: %s\n' "$me" "$*" >&2; }

# Ends with one line on stderr and the status of a refused start.
refuse() {
  say "$*"
  exit 2
}

# True for the spellings of "yes" that settings take.
is_true() {
  case "$1" in
    [Tt][Rr][Uu][Ee] | 1 | [Yy][Ee][Ss] | [Oo][Nn]) return 0 ;;
    *) return 1 ;;
  esac
}

# Sets `value` to a setting: the environment's, else the one in ./.env, else the default given.
setting() {
  local name=$1 line
  value=$2
  if [ -n "${!name+set}" ]; then
    value=${!name}
    return
  fi
  [ -r .env ] || return 0
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    line=${line#"${line%%[![:space:]]*}"}
    line=${line#export }
    case "$line" in
      "$name"=*) unquote "${line#*=}" ;;
    esac
  done <.env
}

# Sets `value` to the text less its quotes, or less its comment and trailing blanks.
unquote() {
  value=$1
  case "$value" in
    \"*\"*) value=${value#\"} && value=${value%%\"*} ;;
    \'*\'*) value=${value#\'} && value=${value%%\'*} ;;
    *) value=${value%%[[:space:]]#*} && value=${value%"${value##*[![:space:]]}"} ;;
  esac
}

# Sets `resolved` to a path with every symbolic link at its end followed.
resolve_links() {
  local link
  resolved=$1
  while [ -L "$resolved" ]; do
    link=$(readlink "$resolved")
    case "$link" in
      /*) resolved=$link ;;
      *) resolved=$(dirname "$resolved")/$link ;;
    esac
  done
}

# Waits for an exclusive lock on the open descriptor 9, telling once if another holds it.
lock_build() {
  if command -v flock >/dev/null; then
    flock -n 9 && return
    say "another start is building; waiting for it"
    flock 9
  elif command -v python3 >/dev/null; then
    python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX | fcntl.LOCK_NB)' 2>/dev/null && return
    say "another start is building; waiting for it"
    python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
  fi # without either, builds still cannot harm each other: each has a folder of its own until it is done
}

# A bare environment (cron, services, containers) has no locale, and Java then loses every character beyond ASCII in
# paths and arguments.
use_utf8() {
  [ "${OSTYPE#darwin}" = "$OSTYPE" ] || return 0
  case "${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}" in
    C | POSIX) ;;
    *) return 0 ;;
  esac
  { if [ -n "${LC_ALL:-}" ]; then export LC_ALL=C.UTF-8; else export LC_CTYPE=C.UTF-8; fi; } 2>/dev/null
}

# Unsets every variable that the gateway would take as a setting or a key, except those of these scripts.
forget_settings() {
  local name
  for name in $(compgen -e); do
    case "$name" in
      GATEWAY_JDK_FOLDERS | GATEWAY_MAVEN_REPOSITORY) ;;
      *_API_KEY | *_API_BASE | *_BASE_URL | GATEWAY_* | LITELLM_* | LOG_* | HOST | PORT | DEBUG | ENABLE_RELOAD | REQUEST_TIMEOUT | \
        DATA_DIR | METRICS_PUBLIC | ALLOW_ANONYMOUS | CORS_ORIGINS) unset "$name" ;;
    esac
  done
}
