#!/usr/bin/env bash
# Keeps the evidence that a runner writes on a branch of its own: `fetch` before a run, `keep` after it.
# A push is never forced: if the branch moved meanwhile, the run fails and says so.
set -euo pipefail

branch=evidence
folder=${BEDSIDE_EVIDENCE:-evidence}
kept=(evidence.jsonl head.json)
base=.git/bedside-evidence-base # the commit this run's evidence came from

fetch() {
  local code=0
  git ls-remote --exit-code origin "refs/heads/$branch" > /dev/null || code=$?
  if [ "$code" -eq 2 ]; then # git's own code for: no such branch
    rm -f "$base"
    echo "There is no evidence yet: this run begins it."
    return
  fi
  [ "$code" -eq 0 ] || { echo "::error::The remote could not be asked for the evidence."; exit "$code"; }
  git fetch --quiet --no-tags --depth=1 origin "refs/heads/$branch"
  mkdir -p "$folder"
  local name
  for name in "${kept[@]}"; do
    rm -f "$folder/$name"
    if git cat-file -e "FETCH_HEAD:$name" 2> /dev/null; then
      git cat-file blob "FETCH_HEAD:$name" > "$folder/$name"
    fi
  done
  git rev-parse FETCH_HEAD > "$base"
}

keep() {
  local name tree commit parent=() index=.git/bedside-evidence-index
  [ ! -f "$base" ] || parent=(-p "$(cat "$base")")
  rm -f "$index"
  for name in "${kept[@]}"; do
    [ ! -f "$folder/$name" ] || GIT_INDEX_FILE=$index git update-index --add \
      --cacheinfo "100644,$(git hash-object -w "$folder/$name"),$name"
  done
  if [ ! -f "$index" ]; then
    echo "There is no evidence to keep."
    return
  fi
  tree=$(GIT_INDEX_FILE=$index git write-tree)
  if [ -f "$base" ] && [ "$tree" = "$(git rev-parse "$(cat "$base")^{tree}")" ]; then
    echo "The evidence did not change."
    return
  fi
  commit=$(git -c user.name=Bedside -c user.email=bedside@localhost \
    commit-tree "$tree" ${parent[@]+"${parent[@]}"} -m "Evidence after run ${GITHUB_RUN_ID:-by hand}")
  for pause in 0 5 20; do
    sleep "${EVIDENCE_PAUSE:-$pause}"
    if git push --quiet origin "$commit:refs/heads/$branch"; then
      echo "$commit" > "$base"
      return
    fi
  done
  echo "::error::The evidence could not be kept: docs/deploying.md, When it fails."
  exit 1
}

case "${1:-}" in
  fetch) fetch ;;
  keep) keep ;;
  *) echo "usage: evidence.sh fetch|keep" >&2; exit 2 ;;
esac
