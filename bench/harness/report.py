"""What came of it: the table for people and the runs for programs."""

import dataclasses

from . import builder, image, machine, table

BASE = "plain"
MIB = 2**20


@dataclasses.dataclass(frozen=True)
class Boot:
    tool: str
    firmware: str
    seconds: float
    fault: str

    @staticmethod
    def of(tool, firmware, boot):
        try:
            return Boot(tool, firmware, boot(), "")
        except image.NotAnImage as fault:
            return Boot(tool, firmware, 0.0, str(fault))

    def __str__(self):
        return f"{self.tool} by {self.firmware}: " + (f"FAILED: {self.fault}" if self.fault else f"login after {self.seconds:.1f} s")


@dataclasses.dataclass(frozen=True)
class Result:
    machine: dict
    load_at_end: float
    versions: dict
    runs: list
    boots: list

    def as_json(self):
        return {
            "machine": self.machine | {"load_at_end": self.load_at_end},
            "versions": self.versions,
            "runs": [dataclasses.asdict(r) for r in self.runs],
            "boots": [dataclasses.asdict(b) for b in self.boots],
        }

    def as_text(self):
        parts = [machine.line(self.machine, self.load_at_end)]
        for scenario in builder.SCENARIOS:
            if rows := [self.row(t, scenario) for t in self.versions if self.of(t, scenario)]:
                parts.append(f"## {scenario}\n\n" + table.markdown(self.head(), rows))
        if self.boots:
            rows = [[b.tool, b.firmware, f"{b.seconds:.1f}" if not b.fault else "no login"] for b in self.boots]
            parts.append("## boot\n\n" + table.markdown(["tool", "by", "login in TCG s"], rows))
        parts.append("\n".join(f"- {tool}: {version}" for tool, version in self.versions.items()))
        parts += [f"FAILED {r}" for r in self.runs if r.fault]
        parts += [f"FAILED {b}" for b in self.boots if b.fault]
        busy = sum(1 for r in self.runs if r.cost.load > machine.QUIET)
        if busy:
            parts.append(f"Warning: the load was over {machine.QUIET} before {busy} of {len(self.runs)} runs.")
        return "\n\n".join(parts)

    def head(self):
        return ["tool", "runs", "wall s", f"× {BASE}", "CPU s", f"× {BASE}", "user + system s", "machine CPU s",
                "peak MiB", "disk MiB", "packages"]  # fmt: skip

    def row(self, tool, scenario):
        costs = [r.cost for r in self.of(tool, scenario)]
        # Tools without a cache build everything again, so a warm run is held against plain's cold one.
        base = [r.cost for r in self.of(BASE, "cold")]
        images = self.of(tool, scenario)
        small = "{:.2f}" if scenario != "cold" else "{:.1f}"
        return [
            tool,
            len(costs),
            table.spread([c.wall for c in costs], small),
            table.ratio([c.wall for c in costs], [c.wall for c in base]),
            table.spread([c.cpu for c in costs], small),
            table.ratio([c.cpu for c in costs], [c.cpu for c in base]),
            table.middle([c.user for c in costs], small) + " + " + table.middle([c.system for c in costs], small),
            table.middle([c.machine_cpu for c in costs], small),
            table.middle([c.peak / MIB for c in costs], "{:.0f}"),
            table.middle([r.disk_used / MIB for r in images], "{:.0f}"),
            images[-1].packages,
        ]

    def of(self, tool, scenario):
        return [r for r in self.runs if r.tool == tool and r.scenario == scenario and not r.fault]
