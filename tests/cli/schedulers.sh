#!/bin/bash
# The engines that people run over many files on one machine or a cluster: pipes as Spark's, GNU
# parallel (over ssh: remote.sh) and a Slurm array job. Their parts, put together, are the bytes of one
# run; also after kills.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

for ((i = 0; i < 40; i++)); do
    jq -c --arg i "$i" '{id: (.id + "-" + $i), title, abstract}' "$fixtures/papers/papers.jsonl"
done >"$scratch/papers.jsonl"
papers=$scratch/papers.jsonl
"$chairlift" score -f jsonl -j 1 -o "$scratch/whole" "$papers"
"$chairlift" extract -o "$scratch/extracted" "$fixtures/papers/pdf"

# is_whole FILE...: whether the files hold together what one run writes.
is_whole() {
    sort "$@" | cmp - <(sort "$scratch/whole")
}

# ---- a pipe --------------------------------------------------------------------------------------

# As Spark's RDD.pipe: partitions on standard input, records on standard output. A record's source
# tells where it stood, and so is not the same.
without_source='del(.source)'
split -n l/3 "$papers" "$scratch/partition."
for partition in "$scratch"/partition.*; do
    "$chairlift" score -f jsonl - <"$partition"
done | jq -c "$without_source" >"$scratch/piped"
check "partitions through pipes are the whole" cmp "$scratch/piped" <(jq -c "$without_source" "$scratch/whole")

# ---- GNU parallel --------------------------------------------------------------------------------

if command -v parallel >/dev/null && parallel --version 2>/dev/null | grep -q GNU; then
    check "GNU parallel runs the shards" parallel --will-cite --sshlogin : -j 2 \
        "$chairlift" score -f jsonl --resume -o "$scratch/parallel.{}" --shard "{}/5" "$papers" ::: 1 2 3 4 5
    check "and they are the whole" is_whole "$scratch"/parallel.[1-5]
    check "PDFs, too" parallel --will-cite --sshlogin : -j 2 \
        "$chairlift" extract --resume -o "$scratch/pdfs.{}" --shard "{}/3" "$fixtures/papers/pdf" ::: 1 2 3
    check "and they are the whole" cmp <(sort "$scratch"/pdfs.[1-3]) <(sort "$scratch/extracted")
else
    skip "GNU parallel" "it is not installed"
fi

# ---- Slurm ---------------------------------------------------------------------------------------

# start_slurm: a cluster of this machine alone, with keys and state of its own in $slurm; 1 where that
# cannot be.
start_slurm() {
    slurm=$scratch/slurm
    mkdir -p "$slurm/state" "$slurm/spool"
    export SLURM_CONF=$slurm/slurm.conf
    local host processors
    host=$(hostname -s)
    processors=$(nproc)
    cat >"$SLURM_CONF" <<END
ClusterName=test
SlurmctldHost=$host
AuthType=auth/munge
AuthInfo=socket=$slurm/munge.socket
CryptoType=crypto/munge
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
StateSaveLocation=$slurm/state
SlurmdSpoolDir=$slurm/spool
SlurmctldPidFile=$slurm/slurmctld.pid
SlurmdPidFile=$slurm/slurmd.pid
SlurmctldPort=$((20000 + $$ % 10000))
SlurmdPort=$((30000 + $$ % 10000))
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SchedulerType=sched/builtin
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
NodeName=$host CPUs=$processors State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
END
    dd if=/dev/urandom of="$slurm/munge.key" bs=1 count=1024 status=none && chmod 600 "$slurm/munge.key"
    munged --force --key-file="$slurm/munge.key" --socket="$slurm/munge.socket" --pid-file="$slurm/munge.pid" \
        --log-file="$slurm/munge.log" --seed-file="$slurm/munge.seed" >/dev/null 2>&1 || return 1
    slurmctld -c -L "$slurm/slurmctld.log" >/dev/null 2>&1 || return 1
    slurmd -N "$host" -L "$slurm/slurmd.log" >/dev/null 2>&1 || return 1
    local tries
    for ((tries = 0; tries < 40; tries++)); do
        sinfo -h -o %t 2>/dev/null | grep -q idle && return 0
        sleep 0.5
    done
    return 1
}

stop_slurm() {
    local name
    for name in slurmd slurmctld munge; do
        [ -f "$slurm/$name.pid" ] && kill "$(cat "$slurm/$name.pid")" 2>/dev/null
    done
    sleep 1
}

if ! has slurmctld slurmd munged sbatch || [ "$(id -u)" -ne 0 ]; then
    skip "a Slurm array job" "slurm-wlm is not installed, or this is not root"
elif ! start_slurm; then
    stop_slurm
    skip "a Slurm array job" "Slurm does not start here"
else
    cat >"$scratch/job.sh" <<END
#!/bin/bash
#SBATCH --array=1-4
#SBATCH --output=$scratch/job.%a.log
exec "$chairlift" score -f jsonl --resume -o "$scratch/array.\$SLURM_ARRAY_TASK_ID" \\
    --shard "\$SLURM_ARRAY_TASK_ID/4" "$papers"
END
    # one part has been begun by a run that was killed
    "$chairlift" score -f jsonl --shard 2/4 "$papers" 2>/dev/null | head -c 5000 >"$scratch/array.2"
    check "an array job is run" timeout 120 sbatch --wait --export=ALL --chdir="$scratch" "$scratch/job.sh"
    check "and its parts are the whole" is_whole "$scratch"/array.[1-4]
    stop_slurm
fi
done_testing
