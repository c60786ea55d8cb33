"""Runs one command and says what it cost."""

import dataclasses
import os
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


class Runner:
    """Runs commands one at a time; stop() ends the one that runs, with all that it started."""

    def __init__(self):
        self.process = None

    def isolated(self, arguments, environment, log):
        """Measures a command in a mount and a process namespace of its own.

        When it ends, or this program does, the kernel kills what is left of it and takes its mounts
        away. Killed processes that nobody waited for are not in its CPU time.
        """
        wrapper = ["setpriv", "--pdeathsig", "KILL", "unshare", "--mount", "--propagation", "private"]
        wrapper += ["--pid", "--fork", "--kill-child", "--mount-proc", "--"]
        return self.measure(wrapper + arguments, environment, log)

    def measure(self, arguments, environment=None, log=subprocess.DEVNULL):
        load = os.getloadavg()[0]
        busy = machine_busy()
        began = time.monotonic()
        self.process = subprocess.Popen(
            arguments,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        _, status, usage = os.wait4(self.process.pid, 0)
        wall = time.monotonic() - began
        self.process.returncode = os.waitstatus_to_exitcode(status)
        code, self.process = self.process.returncode, None
        return Cost(
            wall=wall,
            user=usage.ru_utime,
            system=usage.ru_stime,
            machine_cpu=machine_busy() - busy,
            peak=usage.ru_maxrss * 1024,
            load=load,
            status=code,
        )

    def stop(self):
        if self.process is not None and self.process.returncode is None:
            try:
                self.process.kill()
                self.process.wait()
            except (ProcessLookupError, ChildProcessError):
                pass
            self.process = None


def machine_busy():
    """Seconds that all processors together have worked since the machine began."""
    with open("/proc/stat", encoding="ascii") as stat:
        user, nice, system, _, _, irq, softirq = map(int, stat.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
