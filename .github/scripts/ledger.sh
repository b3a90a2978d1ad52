#!/usr/bin/env bash
# Keeps the SQLite ledger, and the evidence that a runner writes beside it, on a branch of its own:
# `fetch` before a run, `keep` after it.
# A push is never forced: if the branch moved meanwhile, the run fails and says so.
set -euo pipefail

branch=syndication-ledger
file=ledger/ledger.db
kept=(ledger.db evidence/evidence.jsonl evidence/head.json) # below ledger/
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
  mkdir -p ledger/evidence
  rm -f "$file-wal" "$file-shm"
  local name
  for name in "${kept[@]}"; do
    rm -f "ledger/$name"
    if git cat-file -e "FETCH_HEAD:$name" 2> /dev/null; then
      git cat-file blob "FETCH_HEAD:$name" > "ledger/$name"
    fi
  done
  git rev-parse FETCH_HEAD > "$base"
}

keep() {
  # Move what SQLite still holds in its journal into the file itself.
  [ ! -f "$file" ] || python3 -c 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA wal_checkpoint(TRUNCATE)")' "$file"
  local name tree commit parent=() index=.git/bedside-ledger-index
  [ ! -f "$base" ] || parent=(-p "$(cat "$base")")
  rm -f "$index"
  for name in "${kept[@]}"; do
    [ ! -f "ledger/$name" ] || GIT_INDEX_FILE=$index git update-index --add \
      --cacheinfo "100644,$(git hash-object -w "ledger/$name"),$name"
  done
  if [ ! -f "$index" ]; then
    echo "There is no ledger to keep."
    return
  fi
  tree=$(GIT_INDEX_FILE=$index git write-tree)
  if [ -f "$base" ] && [ "$tree" = "$(git rev-parse "$(cat "$base")^{tree}")" ]; then
    echo "The ledger did not change."
    return
  fi
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
