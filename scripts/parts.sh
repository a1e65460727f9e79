# shellcheck shell=bash
# shellcheck disable=SC2154 # root, logs: set by lib.sh and the command
# The parts of `./check`: each runs with its output in a log, is timed, and shows the important lines of its log when it fails.

passed=0 failed=0 skipped=0
summary=()

# Runs a command as a named part and prints one line when it has ended; what the command printed is shown only when it failed.
# The result is kept in a file, so that a part may run in a lane: see `lanes`.
part() {
  local name=$1 began=$SECONDS status=0 cpu
  shift
  local TIMEFORMAT='%U %S'
  { time { ("$@") >"$logs/$name.log" 2>&1 </dev/null; }; } 2>"$logs/$name.cpu" || status=$?
  cpu=$(awk '{ printf "%.0f", $1 + $2 }' "$logs/$name.cpu")
  printf '%s %s %s\n' "$status" $((SECONDS - began)) "$cpu" >"$logs/$name.result"
  printf '%s\n' "$(told "$name" "$status" $((SECONDS - began)) "$cpu")" # at once: another lane may be printing
}

told() {
  if [ "$2" = 0 ]; then
    printf '%-12s ok, %s s (%s s of CPU)\n' "$1" "$3" "$4"
  else
    printf '%-12s FAILED, %s s (whole log: %s)\n' "$1" "$3" "$logs/$1.log"
    show_failure "$logs/$1.log"
  fi
}

# Runs functions that call `part`, side by side, and waits for all of them. Each is a process group of its own, so that an
# interrupted check leaves nothing running.
lanes() {
  local lane
  lane_groups=
  trap 'end_lanes; exit 130' INT
  trap 'end_lanes; exit 143' TERM
  set -m
  for lane; do
    "$lane" </dev/null &
    lane_groups="$lane_groups $!"
  done
  set +m
  for lane in $lane_groups; do wait "$lane" || true; done
  trap - INT TERM
}

end_lanes() {
  local group
  for group in $lane_groups; do kill -TERM -- "-$group" 2>/dev/null || true; done
}

# Counts parts in this order. One that left no result was ended from outside: it has failed.
count() {
  local name status seconds cpu
  for name; do
    status=1 seconds=0 cpu=0
    if [ -e "$logs/$name.result" ]; then
      read -r status seconds cpu <"$logs/$name.result"
    else
      printf '%-12s FAILED, it was ended from outside (log: %s)\n' "$name" "$logs/$name.log"
    fi
    count_tests "$name" "$status"
    row "$name" "$([ "$status" = 0 ] && echo ok || echo FAILED)" "$seconds" "$cpu"
  done
}

row() { summary+=("$(printf '%-12s %-9s %5s s %5s s CPU  %s' "$1" "$2" "$3" "$4" "${counted:-}")"); }

# Says loudly that a part cannot run here. That is a failure where nothing may be left out.
left_out() {
  local name=$1 why=$2
  printf '\n!!!! %s LEFT OUT: %s\n\n' "$name" "$why"
  counted=$why
  row "$name" 'left out' 0 0
  if is_true "${CI:-}"; then failed=$((failed + 1)); fi
}

# The errors of a log where it marks them, else its end.
show_failure() {
  { grep -aE '^\[ERROR\]|^\[WARNING\] .*\.java|^(FAIL|ERROR):|^not ok|Error:' "$1" | grep -vE 'Re-run Maven|full debug|\[Help 1\]|^\[ERROR\] *$|read the following' | head -n 60; } || true
  echo '  ---- the log ends:'
  tail -n 25 "$1" | sed 's/^/  /'
}

# Adds what a part's tests said: surefire's reports of the Java part, a line `N passed, M failed[, K skipped]` of others.
count_tests() {
  local name=$1 status=$2 numbers p=0 f=0 s=0
  if [ "$name" = java ]; then
    numbers=$(surefire_numbers)
  else
    numbers=$(sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?.*$/\1 \2 \4/p' "$logs/$name.log" 2>/dev/null | tail -n 1)
  fi
  read -r p f s <<<"${numbers:-0 0 0}" || true
  [ "$status" = 0 ] || [ "${f:-0}" -gt 0 ] || f=1 # it failed without a test to blame
  passed=$((passed + ${p:-0}))
  failed=$((failed + ${f:-0}))
  skipped=$((skipped + ${s:-0}))
  counted=
  [ -z "$numbers" ] || counted="${p:-0} passed, ${f:-0} failed, ${s:-0} skipped"
}

surefire_numbers() {
  find "$root"/*/target/surefire-reports -name 'TEST-*.xml' -exec cat {} + 2>/dev/null | awk '
    function of(name) { return match($0, "[ \"]" name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0 }
    /<testsuite / { inside = 1 }
    inside { tests += of("tests"); bad += of("errors") + of("failures"); left += of("skipped") }
    inside && />/ { inside = 0 }
    END { print tests - bad - left, bad + 0, left + 0 }'
}

# Prints the table and the closing line; ends with 1 when something failed or, where nothing may be left out, was skipped.
finish() {
  printf '\n'
  printf '%s\n' "${summary[@]}"
  printf 'total: %s s\n' "$SECONDS"
  [ "$skipped" = 0 ] || printf '!!!! %s tests were skipped\n' "$skipped"
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" = 0 ] || exit 1
  [ "$skipped" = 0 ] || ! is_true "${CI:-}" || exit 1
  exit 0
}
