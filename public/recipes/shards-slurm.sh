#!/bin/sh
# One experiment as a Slurm job array: a task a shard, then one that merges them.
# Written to Slurm's documentation and not run by us.
#
#   merge_after=$(sbatch --parsable shards-slurm.sh web.yaml 1000 results)
#   sbatch --dependency "afterok:$merge_after" --wrap 'cutover merge results'
#
# A task that failed or was requeued goes on where it was.
#SBATCH --job-name=cutover
#SBATCH --array=1-16
#SBATCH --cpus-per-task=2
#SBATCH --requeue
set -eu
file=$1 runs=${2:-1000} out=${3:-results}
exec cutover compare "$file" --runs "$runs" --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" --jobs "$SLURM_CPUS_PER_TASK" --out "$out"
