"""What the measurements were made on."""

import os
import platform
import sys
import time

QUIET = 0.5


def describe():
    return {
        "cpus": os.cpu_count(),
        "processor": processor(),
        "memory_mib": memory() // 2**20,
        "kernel": platform.release(),
        "distribution": platform.freedesktop_os_release()["PRETTY_NAME"],
        "load": load(),
    }


def load():
    """The load average of the last minute."""
    return os.getloadavg()[0]


def warn_if_busy(what):
    """Says on standard error that a measurement begins while others work; returns whether it did."""
    busy = load() > QUIET
    if busy:
        print(f"bench: warning: load {load():.2f} (over {QUIET}) before {what}", file=sys.stderr)
    return busy


def settle(seconds):
    """Waits until the machine is quiet, but no longer than this."""
    waited = 0
    while load() > QUIET and waited < seconds:
        time.sleep(5)
        waited += 5


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as info:
        for line in info:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()


def memory():
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def line(machine, ended):
    return (
        f"{machine['cpus']} CPUs ({machine['processor']}), {machine['memory_mib']} MiB,"
        f" {machine['distribution']}, kernel {machine['kernel']};"
        f" load {machine['load']:.2f} at the beginning, {ended:.2f} at the end"
    )
