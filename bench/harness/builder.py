"""The tools that are compared: each is a script in bench/builders with the same few actions."""

import dataclasses
import os
import pathlib
import subprocess
import sys

from . import image, measure

SCENARIOS = ["cold", "warm", "unchanged"]
# The measuring itself, QEMU for --boot, and apt for the warm-up.
OWN_PACKAGES = ["e2fsprogs", "fdisk", "util-linux", "qemu-system-x86", "ovmf", "apt-utils"]


@dataclasses.dataclass(frozen=True)
class Run:
    """One measured build; fault says what was wrong with it or its image, if anything."""

    tool: str
    scenario: str
    number: int
    cost: measure.Cost
    disk_used: int
    packages: int
    fault: str

    def __str__(self):
        text = f"round {self.number + 1}: {self.tool}, {self.scenario}:"
        text += f" {self.cost.wall:.1f} s, {self.cost.user:.1f} + {self.cost.system:.1f} CPU s"
        text += f", {self.cost.peak // 2**20} MiB, disk {self.disk_used // 2**20} MiB, {self.packages} packages"
        return text + (f": FAILED: {self.fault}" if self.fault else "")


class Builder:
    def __init__(self, name, bench, work):
        self.name = name
        self.script = bench / "builders" / name
        self.work = pathlib.Path(work).resolve()
        self.folder = self.work / name
        # Nothing of the caller's settings changes what the tools do.
        self.environment = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "BENCH": str(bench.parent),
        }
        self.use(self.folder)
        for handed in ("JAVA_HOME", "http_proxy", "https_proxy", "no_proxy"):
            if handed in os.environ:
                self.environment[handed] = os.environ[handed]
        self.mark = ""

    def use(self, folder):
        """Works in another folder, of which only logs and the image stay after a round."""
        self.folder = folder
        self.environment |= {"HOME": str(folder), "BENCH_WORK": str(folder)}

    def ask(self, action):
        done = subprocess.run(
            [self.script, action], env=self.environment, stdout=subprocess.PIPE, text=True, check=False
        )
        if done.returncode != 0:
            sys.exit(f"bench: {self.script} {action} failed; bench/image-builders --install gets what it needs")
        return done.stdout.strip()

    def version(self):
        return self.ask("version")

    def scenarios(self):
        return self.ask("scenarios").split()

    def firmware(self):
        return self.ask("firmware").split()

    def image(self):
        return pathlib.Path(self.ask("image"))

    def run(self, scenario, number):
        if scenario == "cold":
            self.ask("forget")
            # A name that no benchmark had before: ext4 chooses the block group by it.
            self.use(self.work / f"{self.name}-{number + 1}-{os.getpid()}")
            self.folder.mkdir(exist_ok=True)
            self.ask("forget")
            self.mark = f"round-{number}-first"
        if scenario == "warm":
            self.mark = f"round-{number}-changed"
        self.script_says(self.mark)
        # What earlier runs have written does not go to disk at this one's expense.
        os.sync()
        path = self.folder / f"{scenario}-{number}.log"
        with open(path, "wb") as log:
            cost = measure.isolated([str(self.script), "build"], self.environment, log)
        fault, used, packages = self.verdict(cost, path)
        return Run(self.name, scenario, number, cost, used, packages, fault)

    def script_says(self, mark):
        subprocess.run([self.script, "script", mark], env=self.environment, check=True)

    def verdict(self, cost, log):
        if cost.status != 0:
            return f"status {cost.status}, log ends:\n{log.read_bytes()[-3000:].decode(errors='replace')}", 0, 0
        made = self.image()
        try:
            image.check(made, self.mark)
            return "", image.disk_used(made), len(image.packages(made))
        except (image.NotAnImage, OSError) as fault:
            return str(fault), 0, 0

    def leave_image(self):
        """Makes room for the other tools: all but logs and the image goes."""
        subprocess.run([self.script, "tidy"], env=self.environment, check=True)


def install(builders):
    packages = set(OWN_PACKAGES)
    for each in builders:
        packages.update(each.ask("needs").split())
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *sorted(packages)]
    subprocess.run(["apt-get", "update"], check=True)
    subprocess.run(command, env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, check=True)


def warm_network(builders, folder):
    """Fetches once what all will fetch, so that the first tool does not pay for a mirror's cold cache."""
    script = pathlib.Path(builders[0].script).parent / "warm-up"
    environment = builders[0].environment | {"BENCH_WORK": str(folder)}
    print("bench: warming up the network", file=sys.stderr)
    done = subprocess.run([script], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode != 0:
        sys.exit(f"bench: the mirror does not answer as it should:\n{done.stdout.decode(errors='replace')[-2000:]}")
