"""Fingerprints as the contract describes them, written without a look at Slipway's.

usage: fingerprint.py package DIR NAME [DEPENDENCY …] -- PATH …   paths below src or blobs
       fingerprint.py job DIR NAME -- TEMPLATE …
       fingerprint.py licence DIR
"""

import hashlib
import os
import pathlib
import stat
import sys


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def mode(path):
    return "100755" if path.stat().st_mode & (stat.S_IXUSR | stat.S_IXGRP | stat.S_IXOTH) else "100644"


def entry(name, path, follow, with_mode):
    if path.is_symlink() and not follow:
        return name, digest(os.fsencode(os.readlink(path))) + "symlink"
    return name, digest(path.read_bytes()) + (mode(path) if with_mode else "")


def package(root, name, *rest):
    cut = rest.index("--")
    found = []
    for script in ("packaging", "pre_packaging"):
        path = root / "packages" / name / script
        if path.exists():
            found.append(entry(script, path, True, False))
    for each in rest[cut + 1 :]:
        below = root / "src" / each
        found.append(entry(each, below if os.path.lexists(below) else root / "blobs" / each, False, True))
    return found, sorted(rest[:cut])


def job(root, name, *rest):
    folder = root / "jobs" / name
    found = [entry("job.MF", folder / "spec", True, True)]
    for each in ("monit", "properties_schema.json"):
        if (folder / each).exists():
            found.append(entry(each, folder / each, True, True))
    found += [entry("templates/" + each, folder / "templates" / each, True, True) for each in rest[1:]]
    return found, []


def licence(root):
    return [entry(p.name, p, True, False) for p in root.iterdir() if p.name.startswith(("LICENSE", "NOTICE"))], []


what, folder, *arguments = sys.argv[1:]
entries, needed = globals()[what](pathlib.Path(folder), *arguments)
text = "v2" + "".join(n + d for n, d in sorted(entries, key=lambda e: os.fsencode(e[0]))) + ",".join(needed)
print(hashlib.sha256(os.fsencode(text)).hexdigest())
