# shellcheck shell=bash
# shellcheck disable=SC2154 # java_home: set by jdk.sh
# How large Java's heap will be, and the flags that follow. Asking Java takes a start of its own, so what is plain is
# computed here; a wrong guess costs memory or speed, not a start.

# Garbage dies young whatever the size of its place: 256 MB are enough for it, and a third of a smaller heap.
young_mb=256

# Where Linux tells of itself; set by tests.
proc=/proc
cgroups=/sys/fs/cgroup

# Sets `flags` to what the user's own flags (the arguments, and those of Java's variables) leave to be said: the
# collector, and how far its young generation may grow where the heap is so large that a third of it is too much.
heap_flags() {
  local flag collector= young= sizes=() heap
  for flag in "$@" ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}; do
    case "$flag" in
      -XX:+UseSerialGC | -XX:+UseParallelGC) collector=$flag ;;
      -XX:+UseG1GC | -XX:+UseZGC | -XX:+UseShenandoahGC | -XX:+UseEpsilonGC) collector=$flag young=its-own ;;
      -Xmn* | -XX:NewSize=* | -XX:MaxNewSize=* | -XX:NewRatio=*) young=$flag ;;
      -Xmx* | -Xms* | -XX:Max*Heap* | -XX:MaxRAM* | -XX:*RAMPercentage=* | -XX:*UseContainerSupport) sizes+=("$flag") ;;
    esac
  done
  flags=()
  [ -n "$collector" ] || flags+=(-XX:+UseParallelGC)
  [ -z "$young" ] || return 0
  find_heap ${sizes[@]+"${sizes[@]}"}
  [ "${heap:-0}" -le $((3 * young_mb * 1024 * 1024)) ] || flags+=("-XX:MaxNewSize=${young_mb}m")
}

# Sets `heap` to the most that the heap may take, in bytes, under the flags given; to nothing where nobody knows.
find_heap() {
  local memory
  heap=
  if [ $# = 0 ]; then
    find_memory
    [ -z "$memory" ] || heap=$((memory / 4)) # Java's own share
  elif [ $# = 1 ]; then
    case "$1" in
      -Xmx*) bytes_of "${1#-Xmx}" ;;
      -XX:MaxHeapSize=*) bytes_of "${1#*=}" ;;
    esac
  fi
  [ -n "$heap" ] || heap=$(JAVA_TOOL_OPTIONS='' JDK_JAVA_OPTIONS='' "$java_home/bin/java" -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 "$@" -XX:+PrintFlagsFinal -version 2>/dev/null </dev/null |
    sed -n 's/^ *size_t MaxHeapSize *= *\([0-9]*\).*/\1/p') || heap=
}

# Sets `heap` to a size as Java's flags write it, if it is one.
bytes_of() {
  local digits=${1%[kKmMgG]} unit=1
  case "$1" in
    *[kK]) unit=1024 ;;
    *[mM]) unit=1048576 ;;
    *[gG]) unit=1073741824 ;;
  esac
  case "$digits" in
    '' | *[!0-9]* | ????????????????*) ;;
    *) heap=$((10#$digits * unit)) ;;
  esac
}

# Sets `memory` to what Java takes for the machine's memory: the least of what is there and of the limits of the control
# groups around this process. To nothing where that is not plain.
find_memory() {
  local kilobytes= controllers path limits=0
  memory=
  if [ ! -r "$proc/meminfo" ] || [ ! -r "$proc/self/cgroup" ] || [ "$(ulimit -v)" != unlimited ]; then return; fi
  read -r _ kilobytes _ <"$proc/meminfo" || return 0
  case "$kilobytes" in '' | *[!0-9]*) return 0 ;; esac
  memory=$((kilobytes * 1024))
  while IFS=: read -r _ controllers path; do
    case ",$controllers," in
      ,,)
        lower_to_limits "$cgroups" "$path" memory.max
        lower_to_limits "$cgroups/unified" "$path" memory.max
        ;;
      *,memory,*) lower_to_limits "$cgroups/memory" "$path" memory.limit_in_bytes ;;
    esac
  done <"$proc/self/cgroup"
  [ "$limits" -gt 0 ] || memory=
}

# Lowers `memory` to the least limit of a group and of those around it, and counts in `limits` the groups that have one
# or say that they have none. In a container the path may be the host's: then only the outermost is there.
lower_to_limits() {
  local path=${2%/} limit
  while :; do
    if [ -r "$1$path/$3" ] && read -r limit <"$1$path/$3"; then
      limits=$((limits + 1))
      case "$limit" in
        '' | *[!0-9]*) ;; # max
        *) [ "$limit" -ge "$memory" ] || memory=$limit ;;
      esac
    fi
    [ -n "$path" ] || break
    path=${path%/*}
  done
}
