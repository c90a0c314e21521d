# SPDX-License-Identifier: GPL-3.0-or-later
"""What the benchmarks share: the cost of a command, and ratios of costs with intervals.

Other work on the machine disturbs times, but less the ratio of two that were taken one after the
other. So programs take turns for some rounds, each round gives a ratio, and what is said is their
median. The least and the greatest of six hold the true median between them with probability
1 - 2 / 2^6 = 0.97, whatever the ratios' distribution: the interval.
"""

import os
import statistics
import subprocess
import sys
import time

ROUNDS = 6


def high_water(pid):
    """MiB at most so far of a running process, or 0. What wait4 says would count this one's, too."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            return next((int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM:")), 0)
    except OSError:
        return 0


def run(command, most=1, **more):
    """Processor seconds, and MiB at most, of a command whose exit status is at most `most`."""
    process = subprocess.Popen(command, **{"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **more})
    memory = 0
    while os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG) is None:
        memory = max(memory, high_water(process.pid))
        time.sleep(0.005)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if not 0 <= process.returncode <= most:
        sys.exit(f"{' '.join(command)}: failed with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, memory


def interval(values, form=".2f"):
    """The median, and the least and greatest of the values, as text."""
    return f"{statistics.median(values):{form}} [{min(values):{form}}, {max(values):{form}}]"


def ratio(ours, theirs):
    """How many times as much theirs is as ours, round by round."""
    return interval([b / a for a, b in zip(ours, theirs)])
