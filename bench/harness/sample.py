"""A disk to convert: sparse, with programs and libraries in a file system, as images are."""

import os
import pathlib
import shutil
import subprocess
import sys

FOLDERS = ["/usr/bin", "/usr/lib", "/usr/share"]


def disk(folder, gib=2, megabytes=300):
    """Makes an ext4 disk of so many GiB from this machine's own files, the first MB of them by name."""
    tree = folder / "tree"
    left = megabytes * 10**6
    for path in files():
        size = path.stat().st_size
        if size > left:
            continue
        target = tree / path.relative_to("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
        left -= size
        if left < 10**5:
            break
    made = folder / "disk.raw"
    with open(made, "wb") as file:
        file.truncate(gib * 2**30)
    subprocess.run(["mke2fs", "-q", "-F", "-t", "ext4", "-d", tree, made], check=True)
    shutil.rmtree(tree)
    return made


def copy(given, folder):
    """A copy with the same holes, so that nothing beside the given disk is written."""
    if not given.is_file():
        sys.exit(f"bench: {given} is no file")
    made = folder / "disk.raw"
    subprocess.run(["cp", "--sparse=always", given, made], check=True)
    return made


def files():
    for top in FOLDERS:
        for parent, folders, names in os.walk(top):
            folders.sort()
            for name in sorted(names):
                path = pathlib.Path(parent, name)
                if path.is_file() and not path.is_symlink() and os.access(path, os.R_OK):
                    yield path
