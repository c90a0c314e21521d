#!/bin/bash
# GNU parallel over ssh: a real sshd, the test's own, on this machine's loopback, reached under the
# names of two hosts. The parts that they do, put together, are the bytes of one run.
# shellcheck source=lib/tap.bash
source "$(dirname "$0")/lib/tap.bash"

for ((i = 0; i < 20; i++)); do
    jq -c --arg i "$i" '{id: (.id + "-" + $i), title, abstract}' "$fixtures/papers/papers.jsonl"
done >"$scratch/papers.jsonl"
papers=$scratch/papers.jsonl
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

# on_hosts COMMAND... ::: ARGUMENT...: at most two at a time on each host; $log tells which did what.
log=$scratch/log
on_hosts() {
    PARALLEL_HOME=$scratch/parallel parallel --will-cite --ssh "ssh -F $ssh/config" --sshlogin 2/first,2/second \
        --joblog "$log" "$@"
}

# names_both: whether both hosts have done some of the last jobs.
names_both() {
    [ "$(tail -n +2 "$log" | cut -f 2 | sort -u | xargs)" = "first second" ]
}

# killed_amid FILE COMMAND...: kills the command without warning once its file has begun, for certain
# before it ends: the papers come through a pipe that halts before the last.
killed_amid() {
    local file=$1 feeder
    shift
    mv "$papers" "$scratch/kept"
    mkfifo "$papers"
    (
        head -n -50 "$scratch/kept"
        exec sleep 100
    ) >"$papers" &
    feeder=$!
    "$@" &
    until [ -s "$file" ] || ! kill -0 $! 2>/dev/null; do sleep 0.01; done
    kill -9 $! $feeder 2>/dev/null
    wait $! $feeder 2>/dev/null
    mv "$scratch/kept" "$papers"
}

if ! parallel --version 2>/dev/null | grep -q GNU; then
    skip "GNU parallel over ssh" "it is not installed"
elif ! has sshd ssh ssh-keygen; then
    skip "GNU parallel over ssh" "no ssh client or no sshd is installed"
elif ! start_sshd; then
    skip "GNU parallel over ssh" "a sshd of one's own does not start here or lets nobody in: $(tail -qn 1 "$ssh"/sshd.log "$ssh"/refusal)"
else
    "$chairlift" score -f jsonl -j 1 -o "$scratch/whole" "$papers"
    "$chairlift" extract -o "$scratch/extracted" "$fixtures/papers/pdf"

    check "two hosts score the shards" on_hosts \
        "$chairlift" score -f jsonl -j 1 --resume -o "$scratch/part.{}" --shard "{}/5" "$papers" ::: {1..5}
    check "both did some" names_both
    check "and they are the whole" cmp <(sort "$scratch"/part.[1-5]) <(sort "$scratch/whole")
    check "two hosts extract from PDFs" on_hosts \
        "$chairlift" extract --resume -o "$scratch/pdfs.{}" --shard "{}/4" "$fixtures/papers/pdf" ::: {1..4}
    check "both did some" names_both
    check "and they are the whole" cmp <(sort "$scratch"/pdfs.[1-4]) <(sort "$scratch/extracted")

    # One part is whole, one has been killed amid a record, one amid the first, one was never begun.
    cp "$scratch/part.1" "$scratch/again.1"
    killed_amid "$scratch/again.2" "$chairlift" score -f jsonl -j 1 --resume -o "$scratch/again.2" --shard 2/5 "$papers"
    check "a run is killed amid its part" test "$(wc -c <"$scratch/again.2")" -lt "$(wc -c <"$scratch/part.2")"
    head -c 100 "$scratch/part.3" >"$scratch/again.3"
    check "the hosts go on with it" on_hosts \
        "$chairlift" score -f jsonl -j 1 --resume -o "$scratch/again.{}" --shard "{}/5" "$papers" ::: {1..5}
    for part in {1..5}; do
        check "part $part is that of an undisturbed run" cmp "$scratch/again.$part" "$scratch/part.$part"
    done
fi
done_testing
