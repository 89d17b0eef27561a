#!/bin/sh
# One experiment as shards under GNU parallel: all cores of this machine, or of several that share the folder.
#
#   sh shards-parallel.sh web.yaml 1000 results
#
# Interrupted? The same line again plays only what is missing. More machines: SSH="--sshlogin :,one,two --workdir ." in front.
set -eu
file=$1 runs=${2:-1000} out=${3:-results}
shards=${SHARDS:-$(($(getconf _NPROCESSORS_ONLN) * 4))}

# shellcheck disable=SC2086
seq "$shards" | parallel --quote ${SSH:-} --halt soon,fail=1 cutover compare "$file" --runs "$runs" --shard "{}/$shards" --out "$out"
cutover merge "$out"
