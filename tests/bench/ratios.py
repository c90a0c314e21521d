# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: the cost of a command, ratios of costs with intervals, and results.

Other work on the machine disturbs times, but less the ratio of two that were taken one after the
other. So programs take turns for some rounds, each round gives a ratio, and what is said is their
median. The least and the greatest of six hold the true median between them with probability
1 - 2 / 2^6 = 0.97, whatever the ratios' distribution: the interval.

What is printed is also appended to the file that BENCH_RESULTS names, from which page.c makes the
page: a JSON object on each line, whose members are explained there.
"""

import collections
import json
import math
import os
import select
import statistics
import subprocess
import sys
import time

ROUNDS = int(os.environ.get("ROUNDS", "6"))
RESULTS = os.environ.get("BENCH_RESULTS", os.devnull)

# Of a command and its children: seconds of the processors and of the clock, and MiB at most.
Cost = collections.namedtuple("Cost", "seconds clock memory")
# One who takes part in a race: what each round cost, MiB at most, and what else is to be said.
Runner = collections.namedtuple("Runner", "name costs memory note", defaults=("",))


def high_water(pid):
    """MiB at most so far of a running process and its running children. What wait4 says would count
    the memory of this one, too, from which they were forked."""
    memory = 0
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            memory = next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:")), 0)
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as children:
            memory += sum(map(high_water, children.read().split()))
    except OSError:
        pass  # it has just ended
    return memory


def run(command, most=1, watched=True, **more):
    """The cost of a command whose exit status is at most `most`. To watch its memory takes a twentieth of
    a processor, which one that uses all of them would miss: unwatched, its memory is not known."""
    begin = time.monotonic()
    process = subprocess.Popen(command, **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more})
    end = os.pidfd_open(process.pid)
    memory, wait = high_water(process.pid), 0.0002 if watched else None
    while not select.select([end], [], [], wait)[0]:
        memory = max(memory, high_water(process.pid))
        wait = min(1.1 * wait, 0.005)  # so that short commands are looked at often, too
    clock = time.monotonic() - begin
    os.close(end)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not 0 <= process.returncode <= most:
        sys.exit(f"{' '.join(command)}: failed with {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, clock, memory)


def turns(what=""):
    """Numbers of rounds, from 0, and says on standard error which one it is."""
    for number in range(ROUNDS):
        print(f"  {what}{', ' if what else ''}round {number + 1} of {ROUNDS}", file=sys.stderr, flush=True)
        yield number


def record(**members):
    """Appends a result to those of this run."""
    with open(RESULTS, "a", encoding="utf-8") as out:
        print(json.dumps(members, ensure_ascii=False), file=out)


def tell(kind, text):
    """Prints a sentence and records it; kind is "fact" or "left_out"."""
    print(text, flush=True)
    record(**{kind: text})


def spread(values):
    """The median, the least and the greatest."""
    return statistics.median(values), min(values), max(values)


def interval(values):
    """Likewise as text, with three digits of the median; of one value, this alone."""
    middle, least, greatest = spread(values)
    decimals = max(0, 2 - math.floor(math.log10(middle))) if middle > 0 else 2
    around = f" [{least:,.{decimals}f}, {greatest:,.{decimals}f}]" if len(values) > 1 else ""
    return f"{middle:,.{decimals}f}{around}"


def quotients(above, below):
    """Round by round."""
    return [a / b for a, b in zip(above, below)]


def verdict(ours, theirs):
    """What chairlift is beside another program, from what both cost in each round."""
    longer = quotients(theirs, ours)
    if min(longer) >= 1:
        return f"chairlift is {interval(longer)} times as fast"
    if max(longer) <= 1:
        return f"chairlift takes {interval(quotients(ours, theirs))} times as long"
    return f"no sure difference: it takes {interval(longer)} times as long"


def mebibytes(memory):
    return f"{memory:,.0f} MiB" if memory else ""


def show_race(title, work, unit, runners):
    """Prints and records a race: what was done, on what, the costs' unit, and Runners, chairlift first."""
    print(f"{title} ({work}; {unit}, rounds: {ROUNDS})")
    for runner in runners:
        is_peer = runner is not runners[0]
        said = verdict(runners[0].costs, runner.costs) if is_peer else ""
        print(f"  {runner.name:34} {interval(runner.costs):>26} {mebibytes(runner.memory):>10}"
              f"  {'; '.join(filter(None, (said, runner.note)))}", flush=True)
        record(race=title, work=work, name=runner.name, cost=interval(runner.costs), unit=unit,
               memory=mebibytes(runner.memory), verdict=said, note=runner.note,
               ratio=spread(quotients(runner.costs, runners[0].costs)) if is_peer else None)


class Growth:
    """How cost grows with the number of something; for several series, if need be."""

    def __init__(self, title, work, what):
        self.title, self.work, self.what = title, work, what
        print(f"{title} ({work})\n  {what:>12} {'seconds':>26} {'microseconds each':>18} {'memory':>10}", flush=True)

    def add(self, number, costs, series=""):
        """A step: the Costs of its rounds."""
        seconds = [cost.seconds for cost in costs]
        middle, memory = statistics.median(seconds), max(cost.memory for cost in costs)
        said = interval(seconds)
        each = f"{1e6 * middle / number:,.1f}"
        print(f"  {number:12,} {said:>26} {each:>18} {mebibytes(memory):>10}  {series}", flush=True)
        record(growth=self.title, work=self.work, what=self.what, series=series, number=number, seconds=spread(seconds),
               cost=said, each=each, mebibytes=memory, memory=mebibytes(memory))
