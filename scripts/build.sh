# shellcheck shell=bash
# shellcheck disable=SC2154 # root, java_home, value: set by lib.sh, jdk.sh and the command
# Builds the gateway into .build/app-<fingerprint>: the jar, its libraries and the fast-start cache.
# A build gets a folder of its own and its name at the end, so a running gateway never loses its jars
# and a failed build leaves nothing behind. The same sources never build twice.

# What a build depends on, relative to the root.
sources=(pom.xml .mvn gateway-server/pom.xml gateway-server/src/main gateway scripts/build.sh scripts/console.sh
  scripts/jvm.flags)

# Sets `app` to the folder for the sources as they are and the Java that was found; `-bare` is one without the console.
name_of_build() {
  local path paths=("${sources[@]}")
  for path in "${console_sources[@]}"; do [ ! -e "$root/$path" ] || paths+=("$path"); done
  sum=$(cd "$root" && find "${paths[@]}" -type f ! -name '.*.sw?' ! -name '*~' ! -name .DS_Store |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
  [ -n "${java_sum:-}" ] || java_sum=$(printf '%s\n' "$java_home" | cat - "$java_home/release" 2>/dev/null | cksum) || true
  sum=${sum%% *}
  app=$root/.build/app-$sum-${java_sum%% *}
  if [ ! -d "$app" ] && ! may_have_console "$sum"; then app=$app-bare; fi
}

# True when nothing is left to make in `app`. Between reloads the fast-start cache is not worth its time.
is_complete() {
  [ -f "$app/llmcallgateway.jar" ] || return 1
  [ -n "${train:-}" ] || [ -f "$app/app.aot" ] || [ -f "$app/app.aot.failed" ]
}

# Makes `app` the built gateway, building it if need be; 1 when the build failed.
ensure_built() {
  name_of_build
  if is_complete; then return; fi
  mkdir -p "$root/.build"
  local built=0 status
  exec 9>"$root/.build/lock"
  lock_build
  while name_of_build && ! is_complete; do # sources that change meanwhile are built again
    status=0
    if [ -f "$app/llmcallgateway.jar" ]; then
      make_fast_start "$app"
      continue
    fi
    (build_once) || status=$?
    [ "$status" = 0 ] || break
    built=1
  done
  [ "$built" = 0 ] || remove_old_builds
  exec 9>&-
  return "${status:-0}"
}

# Forgets that the console could not be built, so that it is tried again.
retry_console() { rm -f "$root/.build/console.failed"; }

# One build of the sources as they are, in a subshell of its own.
build_once() {
  local log=$root/.build/build.log began=$SECONDS before=$app
  stage=$root/.build/new.$$ # not local: the trap needs it last
  command -v mvn >/dev/null || refuse "Maven (mvn) is not installed: it is needed to build (https://maven.apache.org/install.html)"
  [ -x "$java_home/bin/javac" ] || refuse "$java_home has no compiler: a JDK is needed to build"
  trap 'rm -rf "$stage"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  rm -rf "$root"/.build/new.*
  mkdir -p "$stage" || exit 1
  say "building (the first time takes a minute or two)"
  if [ "${app%-bare}" != "$app" ]; then
    [ ! -f "$root/console/package.json" ] || has_node ||
      say "  without the console: Node.js 20.19 or newer and npm are needed for it"
  elif ! make_console; then
    printf '%s\n' "$sum" >"$root/.build/console.failed"
    name_of_build
    before=$app
    if [ -f "$app/llmcallgateway.jar" ]; then exit 0; fi
  fi
  if ! run_maven "$stage" 2>&1 </dev/null | tee "$log" | show_progress; then
    say "the build failed (whole log: $log)"
    { grep -E '^\[ERROR\]' "$log" || tail -n 30 "$log"; } | head -n 40 >&2
    exit 1
  fi
  mv "$stage/target/llmcallgateway.jar" "$stage/target/lib" "$stage/" || exit 1
  rm -rf "$stage/target"
  [ -n "${train:-}" ] || make_fast_start "$stage"
  name_of_build
  if [ "$app" != "$before" ]; then
    say "sources changed while building; once more"
    exit 0
  fi
  mv "$stage" "$app" || exit 1
  say "built in $((SECONDS - began)) s"
}

# Only the goals that a start needs: no tests, no quality tools, and nothing of theirs is fetched.
run_maven() {
  local dist=$root/console/dist
  if [ "${app%-bare}" != "$app" ]; then dist=$1/no-console; fi
  cd "$root" || return
  JAVA_HOME=$java_home MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}" \
    mvn -B -Dfast -Dlauncher.out="$1/target" -Dconsole.dist="$dist" -pl gateway-server \
    ${GATEWAY_MAVEN_REPOSITORY:+"-Dmaven.repo.local=$GATEWAY_MAVEN_REPOSITORY"} \
    resources:resources compiler:compile jar:jar dependency:copy-dependencies
}

# Maven's many lines as a few.
show_progress() {
  local line fetching='' step=''
  while IFS= read -r line; do
    case "$line" in
      *Downloading\ from*) [ -n "$fetching" ] || say "  fetching libraries" && fetching=yes ;;
      *maven-compiler-plugin*:compile*) step=compiling ;;
      *maven-jar-plugin*:jar*) step=packaging ;;
    esac
    [ -z "$step" ] || say "  $step"
    step=
  done
}

# Trains the JVM on a gateway that calls itself, so that later starts take a fraction of the time.
# A gateway without this cache starts as well, only slower.
make_fast_start() {
  local folder=$1 log=${2:-$root/.build}/training.log work=${2:-$root/.build}/new.training
  say "  preparing fast start"
  rm -rf "$work"
  mkdir -p "$work"
  train_in "$work" "$folder/llmcallgateway.jar" >"$log" 2>&1 </dev/null || true
  if [ -s "$work/app.aot" ]; then
    chmod a+r "$work/app.aot"
    mv -f "$work/app.aot" "$folder/app.aot"
  else
    say "  no fast start: starts will take longer (see $log)"
    : >"$folder/app.aot.failed"
  fi
  rm -rf "$work"
}

# Runs the gateway in training, which ends by itself; ended kindly after 30 s and harshly after 60 if not.
train_in() (
  cd "$1" || exit
  "$java_home/bin/java" "@$root/scripts/jvm.flags" -XX:+UseParallelGC -XX:AOTCacheOutput="$1/app.aot" -Dllmcallgateway.train=true \
    -jar "$2" --host 127.0.0.1 --port 0 &
  trainer=$!
  trap 'kill -KILL "$trainer" 2>/dev/null' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
  tenths=0
  while kill -0 "$trainer" 2>/dev/null; do
    sleep 0.1
    tenths=$((tenths + 1))
    [ "$tenths" != 300 ] || kill -TERM "$trainer"
    [ "$tenths" != 600 ] || exit 1
  done
  wait "$trainer" || say "the training ended with status $?"
)

# Copies the built gateway to a folder where it starts without sources and without Maven.
install_app() {
  local place=$1 new=$1/app.new.$$
  mkdir -p "$place/scripts"
  cp "$root"/scripts/{lib,jdk,build,heap,reload}.sh "$root/scripts/jvm.flags" "$place/scripts/"
  cp -Rp "$app" "$new"
  rm -rf "$new"/used-by.* "$place/app"
  mv "$new" "$place/app"
  cp "$root/gateway" "$place/"
  chmod -R go+rX "$place"
  say "installed in $place"
}

# Makes an installation's fast-start cache anew, for the Java that is there.
train_installation() {
  local scratch
  scratch=$(mktemp -d)
  make_fast_start "$app" "$scratch"
  rm -rf "$scratch"
}

# Keeps the build just made, the one before it, and those that a running gateway uses.
remove_old_builds() {
  local folder spare=1
  while IFS= read -r folder; do
    folder=${folder%/}
    if [ "$folder" = "$app" ] || is_in_use "$folder"; then continue; fi
    if [ "$spare" -gt 0 ]; then
      spare=$((spare - 1))
      continue
    fi
    rm -rf "$folder"
  done < <(ls -dt "$root"/.build/app-*/)
}

# True when a process that was started from the folder still runs; forgets those that do not.
is_in_use() {
  local mark used=1
  for mark in "$1"/used-by.*; do
    [ -e "$mark" ] || continue
    if kill -0 "${mark##*.}" 2>/dev/null || [ -d "/proc/${mark##*.}" ]; then
      used=0
    else
      rm -f "$mark"
    fi
  done
  return "$used"
}

# Remembers that a process runs from `app`, so that no later build removes it. An installation never rebuilds.
mark_used_by() {
  [ -z "${runtime_will_do:-}" ] || return 0
  is_in_use "$app" || true
  : 2>/dev/null >"$app/used-by.$1" || true
}

# Sets `command` to what starts the built gateway, less its arguments.
command_of_app() {
  local flags
  setting GATEWAY_JAVA_OPTS ''
  # shellcheck disable=SC2206 # options are separated by blanks
  local options=($value)
  heap_flags ${options[@]+"${options[@]}"}
  command=("$java_home/bin/java" "@$root/scripts/jvm.flags" ${flags[@]+"${flags[@]}"})
  [ ! -f "$app/app.aot" ] || command+=("-XX:AOTCache=$app/app.aot")
  command+=(${options[@]+"${options[@]}"} -jar "$app/llmcallgateway.jar")
}

# Becomes the gateway: same process, so its signals and status are the gateway's.
exec_app() {
  command_of_app
  mark_used_by $$
  exec "${command[@]}" "$@"
}
