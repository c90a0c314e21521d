#!/bin/bash
# A Slurm array job, as README.md has it, and GNU parallel on one machine (over ssh: remote.sh). Their
# parts, put together, are the bytes of one run; also where a task was killed.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"
# shellcheck source=lib/recipe.bash
source "$(dirname "$0")/lib/recipe.bash"

make_job 40
"$chairlift" score -f jsonl -j 1 -o "$scratch/whole" arxiv.jsonl.gz

# is_whole FILE...: whether the files hold together what one run writes.
is_whole() {
    sort "$@" | cmp - <(sort "$scratch/whole")
}

# ---- GNU parallel --------------------------------------------------------------------------------

if command -v parallel >/dev/null && parallel --version 2>/dev/null | grep -q GNU; then
    check "GNU parallel runs the shards" parallel --will-cite -j 2 \
        "$chairlift" score -f jsonl --resume -o "$scratch/parallel.{}" --shard "{}/5" arxiv.jsonl.gz ::: 1 2 3 4 5
    check "and they are the whole" is_whole "$scratch"/parallel.[1-5]
else
    skip "GNU parallel" "it is not installed"
fi

# ---- Slurm ---------------------------------------------------------------------------------------

killed=153 # the status of a shell whose program had its file limited: 128 and the number of SIGXFSZ

# start_slurm: a cluster of this machine alone, with keys and state of its own in $slurm; 1 where that
# cannot be.
start_slurm() {
    slurm=$scratch/slurm
    trap 'stop_slurm; rm -rf "$scratch"' EXIT
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
RequeueExit=$killed
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

# run_job SCRIPT: until nothing of it waits or runs; 1 after four minutes. What is put back into the queue
# would wait for two minutes to begin.
run_job() {
    local job tries
    job=$(sbatch --parsable --output="$scratch/array.%a.log" "$1") || return 1
    for ((tries = 0; tries < 480; tries++)); do
        [ -n "$(squeue -h -j "$job" 2>/dev/null)" ] || return 0
        scontrol update "JobId=$job" StartTime=now >/dev/null 2>&1
        sleep 0.5
    done
    return 1
}

stop_slurm() {
    local name
    for name in slurmd slurmctld munge; do
        [ -f "$slurm/$name.pid" ] && kill "$(cat "$slurm/$name.pid")" 2>/dev/null
    done
    sleep 1 # they still write to their folders
}

if ! has slurmctld slurmd munged sbatch || [ "$(id -u)" -ne 0 ]; then
    skip "a Slurm array job" "slurm-wlm is not installed, or this is not root"
elif ! start_slurm; then
    skip "a Slurm array job" "Slurm does not start here"
else
    # Part 2 comes under a limit of the size of its file when it is done first: so its task is killed amid
    # a record, for certain, and Slurm puts it back into the queue.
    cat >"$scratch/bin/chairlift" <<END
#!/bin/bash
if [ "\$SLURM_ARRAY_TASK_ID" = 2 ]; then
    stat -c "%s bytes" part.2.jsonl >>starts 2>&1
    [ -n "\$SLURM_RESTART_COUNT" ] || ulimit -f 20
fi
exec "$chairlift" "\$@"
END
    chmod +x "$scratch/bin/chairlift"
    printf '#!/bin/bash\n%s\n' "$(recipe Slurm)" >"$scratch/array.sh"
    PATH=$scratch/bin:$PATH
    check "an array job is run" run_job "$scratch/array.sh"
    expect_equal "a task was killed amid its part" "$(tail -n 1 starts)" "20480 bytes"
    check "and the parts are the whole" is_whole part.[1-4].jsonl
fi
done_testing
