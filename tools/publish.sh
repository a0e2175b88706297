#!/bin/sh
# Publish a folder as a branch, by one more commit on it, or by none if nothing changed:
#     sh tools/publish.sh FOLDER REMOTE BRANCH MESSAGE
# History is never rewritten, because nbgitpuller brings nothing any more to a learner whose branch was.
set -eu
folder=$(cd "$1" && pwd) remote=$2 branch=$3 message=$4
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export GIT_DIR="$scratch/git" GIT_WORK_TREE="$folder"

git init --quiet --initial-branch "$branch"
echo .made.json > "$GIT_DIR/info/exclude"
# A remote that cannot be reached stops us here; a branch that is not there yet lists nothing.
if [ -n "$(git ls-remote --heads "$remote" "refs/heads/$branch")" ]; then
    git fetch --quiet --depth 1 "$remote" "refs/heads/$branch"
    git reset --quiet FETCH_HEAD
fi
git -c core.autocrlf=false add --all
if git rev-parse --quiet --verify HEAD >"$scratch/head" && git diff --cached --quiet HEAD; then
    echo "The branch $branch holds all this already."
    exit 0
fi
git -c user.name="github-actions[bot]" -c user.email="41898282+github-actions[bot]@users.noreply.github.com" \
    commit --quiet --message "$message"
git push --quiet "$remote" "HEAD:refs/heads/$branch"
echo "The branch $branch has a new commit."
