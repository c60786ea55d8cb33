"""Runs one command and says what it cost."""

import contextlib
import dataclasses
import os
import signal
import subprocess
import time


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a command took.

    wall and cpu (user + system) are seconds; cpu is that of the process and of everything below it
    that was waited for. machine_cpu is what both processors were busy with in that time, in seconds:
    it includes kernel threads (loop devices, write-back) and whatever else ran on the machine.
    peak is the resident memory of the largest single process, in bytes. load is the load average of
    the minute before.
    """

    wall: float
    user: float
    system: float
    machine_cpu: float
    peak: int
    load: float
    status: int

    @property
    def cpu(self):
        return self.user + self.system


def isolated(arguments, environment, log):
    """Measures a command in a mount and a process namespace of its own.

    When it ends, or this program does, the kernel ends what is left of it and takes its mounts away.
    Processes that nobody waited for are not in its CPU time.
    """
    wrapper = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private"]
    wrapper += ["--pid", "--fork", "--kill-child", "--mount-proc", "--"]
    return measure(wrapper + arguments, environment, log)


def measure(arguments, environment=None, log=subprocess.DEVNULL):
    """Runs a command to its end; if this is interrupted, it is gone when the exception goes on."""
    load = os.getloadavg()[0]
    busy = machine_busy()
    began = time.monotonic()
    process = subprocess.Popen(
        arguments,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _, status, usage = os.wait4(process.pid, 0)
    except BaseException:
        end(process)
        raise
    wall = time.monotonic() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        wall=wall,
        user=usage.ru_utime,
        system=usage.ru_stime,
        machine_cpu=machine_busy() - busy,
        peak=usage.ru_maxrss * 1024,
        load=load,
        status=process.returncode,
    )


def end(process):
    """Kills a process's children first: of a namespace's first process, the kernel lets the parent
    know only when all others in it are gone, and with them its mounts."""
    with open(f"/proc/{process.pid}/task/{process.pid}/children", encoding="ascii") as children:
        below = [int(pid) for pid in children.read().split()]
    for pid in below:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if not below:
        process.kill()
    process.wait()


def machine_busy():
    """Seconds that all processors together have worked since the machine began."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _, _, irq, softirq = map(int, stat.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
