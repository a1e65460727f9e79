# shellcheck shell=bash
# shellcheck disable=SC2154 # root, app, command: set by lib.sh and build.sh
# ENABLE_RELOAD: runs the gateway as a child and starts it anew when sources, .env or the configuration change.
# A build or a configuration that fails leaves the running one alone.

# True when the arguments start a server, false for a subcommand or a question such as --help.
starts_server() {
  while [ $# -gt 0 ]; do
    case "$1" in
      --config | --host | --port) [ $# -lt 2 ] || shift ;;
      -*=*) ;;
      *) return 1 ;;
    esac
    shift
  done
}

# Sets `config_file` to the file that the gateway will read, which need not exist.
find_config() {
  setting GATEWAY_CONFIG gateway.yaml
  config_file=$value
  while [ $# -gt 0 ]; do
    case "$1" in
      --config) config_file=${2:-} ;;
      --config=*) config_file=${1#*=} ;;
    esac
    shift
  done
}

# Sets `settings_state` to a checksum of the files in the working directory that a start depends on.
settings_now() {
  settings_state=$(cat .env "$config_file" 2>/dev/null | cksum) || true
}

start_child() {
  command_of_app
  "${command[@]}" "$@" &
  child=$!
  mark_used_by "$child"
}

# Asks the child to end, waits until it has, and sets `status` to its status.
stop_child() {
  kill -TERM "$child" 2>/dev/null || true
  wait_child
}

# A trapped signal ends `wait` early, so it is asked again until the child is gone.
wait_child() {
  while :; do
    status=0
    wait "$child" || status=$?
    kill -0 "$child" 2>/dev/null || return 0
  done
}

# True when the changed settings would start; shows the problems otherwise.
settings_are_good() {
  local said
  command_of_app
  said=$("${command[@]}" config ${config_flag[@]+"${config_flag[@]}"} 2>&1 >/dev/null </dev/null) && return
  say "settings changed, but they would not start; the running gateway keeps the old ones"
  printf '%s\n' "$said" >&2
  return 1
}

# Runs until the child ends by itself or a signal asks for the end; exits with the child's status.
reload_app() {
  local ending='' generation=1 restart
  find_config "$@"
  config_flag=(--config "$config_file")
  [ -f "$config_file" ] || config_flag=()
  good_app=$app tried_app=$app
  # shellcheck disable=SC2034 # is_complete and build_once look at it
  train=no
  settings_now
  running_state=$settings_state
  trap 'ending=yes' INT TERM HUP
  start_child "$@"
  say "reload is on: watching sources, .env and $config_file"
  while :; do
    sleep 1 >/dev/null 2>&1 &
    wait $! || true # a signal ends this wait at once
    [ -z "$ending" ] || break
    if [ -n "$child" ] && ! kill -0 "$child" 2>/dev/null; then
      wait_child
      if [ "$generation" = 1 ] || [ "$status" != 2 ]; then exit "$status"; fi
      say "the new start was refused; waiting for the next change"
      child=
    fi
    restart=
    if sources_changed; then restart=yes; fi
    if settings_changed; then
      restart=
      if settings_are_good; then restart=yes; fi
    fi
    if [ -z "$restart" ] || [ -n "$ending" ]; then continue; fi
    say "restarting"
    [ -z "$child" ] || stop_child
    generation=$((generation + 1))
    start_child "$@"
  done
  trap '' INT TERM HUP # the end is on its way
  [ -z "$child" ] || stop_child
  exit "$status"
}

# True when there is a new build to run; `app` is the one to run in any case.
sources_changed() {
  local changed=1
  [ -z "${runtime_will_do:-}" ] || return 1
  name_of_build
  if [ "$app" != "$tried_app" ]; then
    tried_app=$app
    if ensure_built; then
      good_app=$app tried_app=$app changed=0
    else
      say "the running gateway stays; waiting for the next change"
    fi
  fi
  app=$good_app
  return "$changed"
}

settings_changed() {
  settings_now
  [ "$settings_state" != "$running_state" ] || return 1
  running_state=$settings_state
}
