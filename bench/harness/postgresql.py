"""A PostgreSQL server of Debian's package, with a folder and a port of its own."""

import contextlib
import os
import pathlib
import subprocess
import sys

INSTALLED = pathlib.Path("/usr/lib/postgresql")
USER = "postgres"


@contextlib.contextmanager
def server(folder, port):
    """The JDBC URL of an empty database, as long as it runs; as Debian has it, so that it waits for its disk."""
    programs = newest()
    data = folder / "data"
    folder.mkdir()
    own = []
    if os.geteuid() == 0:
        # It does not run as root.
        own = ["setpriv", "--reuid", USER, "--regid", USER, "--clear-groups", "--"]
        folder.parent.chmod(0o711)
        subprocess.run(["chown", f"{USER}:", folder], check=True)
    run([*own, programs / "initdb", "-D", data, "-U", "slipway", "-A", "trust"])
    listening = f"-h 127.0.0.1 -p {port} -k {folder}"
    run([*own, programs / "pg_ctl", "-D", data, "-l", folder / "log", "-w", "-o", listening, "start"])
    try:
        run([*own, programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "slipway", "slipway"])
        yield f"jdbc:postgresql://127.0.0.1:{port}/slipway?user=slipway"
    finally:
        run([*own, programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"])


def newest():
    versions = sorted(INSTALLED.glob("*/bin"), key=lambda p: int(p.parent.name)) if INSTALLED.is_dir() else []
    if not versions:
        sys.exit("bench: there is no PostgreSQL here: apt-get install --no-install-recommends postgresql")
    return versions[-1]


def run(line):
    done = subprocess.run(line, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
    if done.returncode != 0:
        sys.exit(f"bench: {line} failed:\n{done.stderr.decode()}")
