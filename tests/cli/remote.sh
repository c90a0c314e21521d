#!/bin/bash
# GNU parallel over ssh: a real sshd, the test's own, on this machine's loopback, reached under the
# names of two hosts. The parts that they do, put together, are the bytes of one run.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

# shellcheck source=lib/recipe.bash
source "$(dirname "$0")/lib/recipe.bash"

make_job 20
ln -s "$chairlift" "$scratch/bin/chairlift"
ssh=$scratch/ssh
made_run_sshd=false

# write_ssh_files PORT: keys that are used nowhere else, and what server and client are told. The server
# lets nobody in but who holds the key, and the client trusts no other server.
write_ssh_files() {
    ssh-keygen -q -t ed25519 -N "" -f "$ssh/host_key" && ssh-keygen -q -t ed25519 -N "" -f "$ssh/user_key" || return 1
    cat >"$ssh/sshd_config" <<END
ListenAddress 127.0.0.1:$1
HostKey $ssh/host_key
PidFile $ssh/sshd.pid
AuthorizedKeysFile $ssh/user_key.pub
# the folder above this one, /tmp, belongs to everybody
StrictModes no
AuthenticationMethods publickey
PermitRootLogin prohibit-password
AllowUsers $(id -un)
UsePAM no
# that is ten and more at once, for two hosts
MaxStartups 100
SetEnv PATH=$scratch/bin:/usr/local/bin:/usr/bin:/bin
# of the sanitizers that the program is built with
AcceptEnv *SAN_OPTIONS
END
    cat >"$ssh/config" <<END
Host first second
    HostName 127.0.0.1
    Port $1
    User $(id -un)
    IdentityFile $ssh/user_key
    IdentitiesOnly yes
    BatchMode yes
    StrictHostKeyChecking yes
    UserKnownHostsFile $ssh/known_hosts
    SendEnv *SAN_OPTIONS
END
    echo "[127.0.0.1]:$1 $(<"$ssh/host_key.pub")" >"$ssh/known_hosts"
}

# start_sshd: 1 where that cannot be.
start_sshd() {
    local sshd port tries
    sshd=$(PATH=$PATH:/usr/sbin command -v sshd) || return 1 # it insists on its whole path
    mkdir -m 700 "$ssh"
    # As root it shuts its unprivileged part in this empty folder, which a service manager makes.
    if [ "$(id -u)" -eq 0 ] && [ ! -d /run/sshd ]; then
        mkdir -m 755 /run/sshd || return 1
        made_run_sshd=true
    fi
    for port in $((20000 + $$ % 10000)) $((40000 + $$ % 10000)) $((50000 + $$ % 10000)); do
        rm -f "$ssh"/*_key*
        write_ssh_files "$port" || return 1
        "$sshd" -f "$ssh/sshd_config" -E "$ssh/sshd.log" || continue
        for ((tries = 0; tries < 40; tries++)); do
            ssh -F "$ssh/config" first true 2>"$ssh/refusal" && return 0
            sleep 0.1
        done
        stop_sshd
    done
    return 1
}

stop_sshd() {
    [ -f "$ssh/sshd.pid" ] && kill "$(<"$ssh/sshd.pid")" 2>/dev/null
    rm -f "$ssh/sshd.pid"
    if $made_run_sshd; then rmdir /run/sshd && made_run_sshd=false; fi
}
trap 'stop_sshd; rm -rf "$scratch"' EXIT

log=$scratch/log # which host did what
export PARALLEL_SSH="ssh -F $ssh/config" PARALLEL_HOME=$scratch/parallel PARALLEL="--will-cite --joblog $log"

# both_did: whether both hosts have done some of the last jobs, and nobody else.
both_did() {
    [ "$(tail -n +2 "$log" | cut -f 2 | sort -u | xargs)" = "first second" ]
}

if ! parallel --version 2>/dev/null | grep -q GNU; then
    skip "GNU parallel over ssh" "it is not installed"
elif ! has sshd ssh ssh-keygen; then
    skip "GNU parallel over ssh" "no ssh client or no sshd is installed"
elif ! start_sshd; then
    skip "GNU parallel over ssh" "a sshd of one's own does not start here or lets nobody in: $(tail -qn 1 "$ssh"/sshd.log "$ssh"/refusal)"
else
    "$chairlift" score -f jsonl -j 1 -o "$scratch/whole" arxiv.jsonl.gz
    shards=$(recipe "GNU parallel, on machines that share this folder")
    pipes=$(recipe "GNU parallel, on machines that share nothing")

    check "two hosts score the shards" bash -c "$shards"
    check "both did some" both_did
    check "and they are the whole" cmp <(sort part.[1-4].jsonl) <(sort "$scratch/whole")

    # One part is whole, one was killed amid a record (by the limit of a file's size), one amid the first,
    # one was never begun.
    mkdir "$scratch/before"
    mv part.[1-4].jsonl "$scratch/before"
    cp "$scratch/before/part.1.jsonl" .
    (
        ulimit -f 20
        exec "$chairlift" score -f jsonl -j 1 --shard 2/4 --resume -o part.2.jsonl arxiv.jsonl.gz
    )
    expect_equal "a run is killed amid its part" "$? $(stat -c %s part.2.jsonl)" "$((128 + $(kill -l XFSZ))) 20480"
    head -c 100 "$scratch/before/part.3.jsonl" >part.3.jsonl
    check "the hosts go on with it" bash -c "$shards"
    check "and the parts are those of undisturbed runs" diff -r . "$scratch/before" --exclude="*.gz"

    check "two hosts score what is sent to them" bash -c "${pipes/10M/100k}"
    check "both did some" both_did
    check "and it is the whole, in its order" cmp <(jq -c 'del(.source)' scores.jsonl) <(jq -c 'del(.source)' "$scratch/whole")

    check "two hosts extract from PDFs" parallel --sshlogin 2/first,2/second \
        chairlift extract --resume -o "$scratch/pdfs.{}" --shard "{}/4" "$fixtures/papers/pdf" ::: {1..4}
    check "both did some" both_did
    check "and that is the whole" cmp <(sort "$scratch"/pdfs.[1-4]) <("$chairlift" extract "$fixtures/papers/pdf" | sort)
fi
done_testing
