# shellcheck shell=bash
# Finds a JDK that is new enough. Reads each one's `release` file; starts `java` only where there is none.

java_needed=25

# Number of a version that can be compared: 25.0.3 is 25000003; 0 when there is none.
version_number() {
  local IFS=.-+_ parts
  # shellcheck disable=SC2206 # splitting is the point
  parts=($1)
  number=0
  local part place
  for place in 0 1 2; do
    part=${parts[place]:-0}
    case "$part" in *[!0-9]* | '') part=0 ;; esac
    number=$((number * 1000 + 10#$part))
  done
}

# Sets `number` to the version of the Java at a home, 0 when none runs there.
version_of_home() {
  local home=$1 line version=
  number=0
  [ -x "$home/bin/java" ] || return 0
  if [ -r "$home/release" ]; then
    while IFS= read -r line || [ -n "$line" ]; do
      case "$line" in
        JAVA_VERSION=*) version=${line#*=} && version=${version//\"/} && break ;;
      esac
    done <"$home/release"
  fi
  if [ -z "$version" ]; then
    version=$("$home/bin/java" -version 2>&1 </dev/null | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1) || version=
  fi
  version_number "${version:-0}"
}

# True when the home holds a suitable Java (with a compiler, unless `runtime_will_do` is set).
is_suitable() {
  [ -n "$1" ] || return 1
  version_of_home "$1"
  [ $((number / 1000000)) -ge "$java_needed" ] || return 1
  [ -n "${runtime_will_do:-}" ] || [ -x "$1/bin/javac" ]
}

# Sets `home` to the home of the `java` that PATH finds, empty when there is none.
home_of_path() {
  local java resolved
  home=
  java=$(command -v java) || return 0
  [ "$java" = /usr/bin/java ] && [ -d /Library/Java ] && return 0 # macOS: a stub, not a Java
  resolve_links "$java"
  case "$resolved" in
    */bin/java) home=${resolved%/bin/java} ;;
  esac
  [ -n "$home" ] && [ -r "$home/release" ] && return 0
  # A shim of a version manager: only Java itself knows its home.
  home=$("$java" -XshowSettings:properties -version 2>&1 </dev/null | sed -n 's/^ *java\.home = //p') || home=
}

# The usual folders of each system and version manager, or those named by GATEWAY_JDK_FOLDERS (globs between colons).
jdk_folders() {
  local share=${XDG_DATA_HOME:-$HOME/.local/share}
  if [ -n "${GATEWAY_JDK_FOLDERS:-}" ]; then
    printf '%s' "$GATEWAY_JDK_FOLDERS"
    return
  fi
  printf '%s:' '/usr/lib/jvm/*' '/usr/lib64/jvm/*' '/usr/java/*' '/opt/*jdk*' '/opt/java/*' '/opt/jvm/*' \
    "${SDKMAN_DIR:-$HOME/.sdkman}/candidates/java/*" "$HOME/.jdks/*" "$HOME/.jenv/versions/*" \
    "${ASDF_DATA_DIR:-$HOME/.asdf}/installs/java/*" "${MISE_DATA_DIR:-$share/mise}/installs/java/*" \
    '/Library/Java/JavaVirtualMachines/*/Contents/Home' "$HOME/Library/Java/JavaVirtualMachines/*/Contents/Home" \
    '/opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home' '/usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home' \
    '/home/linuxbrew/.linuxbrew/opt/openjdk*/libexec'
}

# Sets `java_home`: JAVA_HOME's Java if suitable, else PATH's, else the newest in the usual folders. Ends when there is none.
find_java() {
  local home number best=0 IFS
  java_home=${JAVA_HOME:-}
  if is_suitable "$java_home"; then return; fi
  home_of_path
  if is_suitable "$home"; then
    java_home=$home
    return
  fi
  java_home=
  IFS=:
  for home in $(jdk_folders); do # unquoted: the patterns become folders here
    IFS=$' \t\n'
    if is_suitable "$home" && [ "$number" -gt "$best" ]; then
      best=$number
      java_home=$home
    fi
  done
  [ -n "$java_home" ] || refuse "no JDK $java_needed or newer found: install one (https://adoptium.net, \`sdk install java 25-tem\`, \`brew install openjdk@25\`) or set JAVA_HOME"
}
