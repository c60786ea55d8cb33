"""The folder that everything a benchmark makes is in, and its removal."""

import json
import os
import pathlib
import subprocess
import sys

MARKER = ".slipway-bench"


class Work:
    """Used as a context: whatever happens in it, loop devices and files are gone afterwards."""

    def __init__(self, folder, keep=False):
        self.folder = pathlib.Path(folder).resolve()
        self.keep = keep

    def __enter__(self):
        if self.folder.exists() and any(self.folder.iterdir()):
            if not (self.folder / MARKER).exists():
                sys.exit(f"bench: {self.folder} is not empty and not a benchmark's; give another --work")
            self.clear()
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / MARKER).touch()
        self.spread()
        return self

    def spread(self):
        """Has ext4 put each folder in here into a group of its own.

        It looks at every inode that was deleted lately before it gives one out: whoever makes many files
        where others have just removed theirs would pay for that with seconds.
        """
        subprocess.run(["chattr", "+T", self.folder], stderr=subprocess.DEVNULL, check=False)

    def __exit__(self, *_):
        if self.keep:
            self.release()
        else:
            self.clear()

    def clear(self):
        self.release()
        if mounts := mounts_below(self.folder):
            sys.exit(f"bench: {mounts[0]} is still mounted; unmount it, then remove {self.folder}")
        subprocess.run(["rm", "-rf", "--one-file-system", "--", self.folder], check=True)

    def release(self):
        """Detaches the loop devices whose files are in this folder, and no others."""
        for device in loop_devices():
            back = device["back-file"].removesuffix(" (deleted)")
            if pathlib.Path(back).is_relative_to(self.folder):
                subprocess.run(["partx", "-d", device["name"]], stderr=subprocess.DEVNULL, check=False)
                subprocess.run(["losetup", "-d", device["name"]], check=True)


def loop_devices():
    listing = subprocess.run(["losetup", "--json", "--list"], stdout=subprocess.PIPE, check=True).stdout
    return [d for d in json.loads(listing or "{}").get("loopdevices", []) if d["back-file"]]


def mounts_below(folder):
    with open("/proc/self/mounts", encoding="utf-8") as mounts:
        points = [line.split()[1] for line in mounts]
    return [p for p in points if p == str(folder) or p.startswith(f"{folder}{os.sep}")]
