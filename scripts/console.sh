# shellcheck shell=bash
# shellcheck disable=SC2154 # root: set by the command
# Builds the console into console/dist where Node.js and npm are. A gateway without it starts as well, and /console/ says
# how to get it.

# What a build of the console depends on, relative to the root.
console_sources=(console/index.html console/package.json console/package-lock.json console/tsconfig.json
  console/vite.config.ts console/public console/scripts console/src)

# True where Node.js 20.19 or newer and npm are; asked once.
has_node() {
  if [ -z "${node_state:-}" ]; then
    node_state=no
    if command -v npm >/dev/null && command -v node >/dev/null &&
      node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' 2>/dev/null; then
      node_state=yes
    fi
  fi
  [ "$node_state" = yes ]
}

# True when a build of the sources with this sum can have the console: it can be built and has not failed for them, or was
# built elsewhere.
may_have_console() {
  local failed=''
  [ -f "$root/console/package.json" ] || return 1
  if [ -f "$root/.build/console.failed" ]; then read -r failed <"$root/.build/console.failed" || true; fi
  [ "$failed" != "$1" ] || return 1
  has_node || [ -f "$root/console/dist/index.html" ]
}

# Makes console/dist from the sources as they are; 1 when that failed, which is said.
make_console() {
  local log=$root/.build/console.log sum
  if ! has_node; then
    say "  taking console/dist as it is: Node.js 20.19 or newer is not here"
    return
  fi
  sum=$(sum_of_console) || return
  if [ -f "$root/console/dist/index.html" ] && [ "$(cat "$root/console/dist/.built-from" 2>/dev/null)" = "$sum" ]; then return; fi
  say "  building the console"
  if build_console >"$log" 2>&1 </dev/null; then
    printf '%s\n' "$sum" >"$root/console/dist/.built-from"
    return
  fi
  say "  the console could not be built, the gateway goes without it (whole log: $log; ./gateway --build-only tries again)"
  tail -n 8 "$log" | sed 's/^/    /' >&2
  return 1
}

sum_of_console() {
  local path paths=()
  for path in "${console_sources[@]}"; do [ ! -e "$root/$path" ] || paths+=("$path"); done
  (cd "$root" && find "${paths[@]}" -type f ! -name '.*.sw?' ! -name '*~' ! -name .DS_Store |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 cksum | cksum)
}

build_console() (
  cd "$root/console" || exit
  unset NODE_ENV
  install_console_packages && npm run build
)

# Fetches the packages of the lock file, unless they are there for it and for this Node.js.
install_console_packages() {
  local wanted
  wanted="$(cksum <package-lock.json) $(node --version)"
  if [ "$(cat node_modules/.installed-for 2>/dev/null)" = "$wanted" ]; then return; fi
  npm ci --include=dev --ignore-scripts --no-audit --no-fund && printf '%s\n' "$wanted" >node_modules/.installed-for
}
