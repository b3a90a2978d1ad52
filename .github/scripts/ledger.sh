#!/usr/bin/env bash
# Keeps the SQLite ledger on a branch of its own: `fetch` before a run, `keep` after it.
# A push is never forced: if the branch moved meanwhile, the run fails and says so.
set -euo pipefail

branch=syndication-ledger
file=ledger/ledger.db
base=.git/bedside-ledger-base # the commit this run's ledger came from

fetch() {
  local code=0
  git ls-remote --exit-code origin "refs/heads/$branch" > /dev/null || code=$?
  if [ "$code" -eq 2 ]; then # git's own code for: no such branch
    rm -f "$base"
    echo "There is no ledger yet: the first run announces nothing and writes one."
    return
  fi
  [ "$code" -eq 0 ] || { echo "::error::The remote could not be asked for the ledger."; exit "$code"; }
  git fetch --quiet --no-tags --depth=1 origin "refs/heads/$branch"
  mkdir -p "$(dirname "$file")"
  rm -f "$file" "$file-wal" "$file-shm"
  git cat-file blob "FETCH_HEAD:ledger.db" > "$file"
  git rev-parse FETCH_HEAD > "$base"
}

keep() {
  if [ ! -f "$file" ]; then
    echo "There is no ledger to keep."
    return
  fi
  # Move what SQLite still holds in its journal into the file itself.
  python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA wal_checkpoint(TRUNCATE)")' "$file"
  local blob tree commit parent=()
  [ ! -f "$base" ] || parent=(-p "$(cat "$base")")
  blob=$(git hash-object -w "$file")
  if [ -f "$base" ] && [ "$blob" = "$(git rev-parse "$(cat "$base"):ledger.db")" ]; then
    echo "The ledger did not change."
    return
  fi
  tree=$(printf '100644 blob %s\tledger.db\n' "$blob" | git mktree)
  commit=$(git -c user.name=Bedside -c user.email=bedside@localhost \
    commit-tree "$tree" ${parent[@]+"${parent[@]}"} -m "Ledger after run ${GITHUB_RUN_ID:-by hand}")
  for pause in 0 5 20; do
    sleep "${LEDGER_PAUSE:-$pause}"
    if git push --quiet origin "$commit:refs/heads/$branch"; then
      echo "$commit" > "$base"
      return
    fi
  done
  echo "::error::The ledger could not be kept. Do not run again before it is: docs/deploying.md, When it fails."
  exit 1
}

case "${1:-}" in
  fetch) fetch ;;
  keep) keep ;;
  *) echo "usage: ledger.sh fetch|keep" >&2; exit 2 ;;
esac
