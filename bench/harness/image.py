"""Whether a file is the image that a builder was to make: table, file system, content, boot."""

import json
import pathlib
import subprocess
import time

SECTOR = 512


class NotAnImage(Exception):
    """What is wrong with the image; its text is for people."""


def disk_used(image):
    return image.stat().st_blocks * 512


def check(image, mark):
    """Reads the partition table, checks the root file system and looks for the script's mark in it."""
    root = root_offset(image)
    found = run(["e2fsck", "-fn", f"{image}?offset={root}"])
    if found.returncode != 0:
        raise NotAnImage(f"e2fsck -fn says of {image.name}:\n{found.stdout}")
    written = run(["debugfs", "-R", "cat /etc/bench-mark", f"{image}?offset={root}"], errors=False).stdout
    if written.strip() != mark:
        raise NotAnImage(f"{image.name}: /etc/bench-mark is {written.strip()!r}, not {mark!r}: a stale build")


def root_offset(image):
    """Byte offset of the largest partition, which is the root file system."""
    table = run(["sfdisk", "--json", str(image)], errors=False)
    if table.returncode != 0:
        raise NotAnImage(f"sfdisk reads no partition table in {image.name}")
    partitions = json.loads(table.stdout)["partitiontable"]["partitions"]
    return max(partitions, key=lambda p: p["size"])["start"] * SECTOR


def packages(image):
    """Names and versions of what dpkg says is installed in the image."""
    status = run(["debugfs", "-R", "cat /var/lib/dpkg/status", f"{image}?offset={root_offset(image)}"], errors=False)
    found = {}
    for paragraph in status.stdout.split("\n\n"):
        fields = dict(l.split(": ", 1) for l in paragraph.splitlines() if ": " in l and not l.startswith(" "))
        if fields.get("Status", "").endswith("ok installed"):
            found[fields["Package"]] = fields["Version"]
    return found


def boot(image, firmware, folder, limit=600):
    """Boots a throw-away view of the image in QEMU without KVM; seconds until a login prompt."""
    serial = folder / f"serial-{firmware}.log"
    serial.unlink(missing_ok=True)
    command = ["qemu-system-x86_64", "-accel", "tcg", "-cpu", "max", "-m", "1024", "-display", "none"]
    command += ["-nic", "none", "-no-reboot", "-snapshot", "-serial", f"file:{serial}", "-monitor", "none"]
    command += ["-drive", f"file={image},format=raw,if=virtio"]
    command += {"bios": bios, "uefi": uefi, "kernel": kernel}[firmware](image, folder)
    began = time.monotonic()
    machine = subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        while time.monotonic() - began < limit:
            console = serial.read_bytes() if serial.exists() else b""
            if b"login:" in console:
                return time.monotonic() - began
            if b"Kernel panic" in console:
                raise NotAnImage(f"the kernel panics by {firmware}:\n{tail(serial)}")
            if machine.poll() is not None:
                raise NotAnImage(f"QEMU ended: {machine.stderr.read().decode()} {tail(serial)}")
            time.sleep(0.1)
        raise NotAnImage(f"no login prompt by {firmware} in {limit} s; the console ends:\n{tail(serial)}")
    finally:
        machine.kill()
        machine.wait()


def bios(_image, _folder):
    return []


def uefi(_image, folder):
    variables = folder / "ovmf-variables.fd"
    variables.write_bytes(pathlib.Path("/usr/share/OVMF/OVMF_VARS_4M.fd").read_bytes())
    return [
        "-drive",
        "if=pflash,format=raw,readonly=on,file=/usr/share/OVMF/OVMF_CODE_4M.fd",
        "-drive",
        f"if=pflash,format=raw,file={variables}",
    ]


def kernel(image, folder):
    """For images without a boot loader: kernel and, if there is one, initrd are taken out of them."""
    source = f"{image}?offset={root_offset(image)}"
    listing = run(["debugfs", "-R", "ls -p /boot", source], errors=False).stdout
    names = [line.split("/")[5] for line in listing.splitlines() if line.count("/") > 5]
    options = []
    for option, prefix in (("-kernel", "vmlinuz-"), ("-initrd", "initrd.img-")):
        for name in sorted(n for n in names if n.startswith(prefix))[-1:]:
            run(["debugfs", "-R", f"dump /boot/{name} {folder / prefix}", source])
            options += [option, str(folder / prefix)]
    number = partition_number(image)
    return options + ["-append", f"root=/dev/vda{number} console=ttyS0 rw"]


def partition_number(image):
    table = json.loads(run(["sfdisk", "--json", str(image)], errors=False).stdout)["partitiontable"]["partitions"]
    largest = max(table, key=lambda p: p["size"])
    return largest["node"].removeprefix(str(image)).lstrip("p")


def tail(serial):
    return serial.read_bytes()[-2000:].decode(errors="replace") if serial.exists() else ""


def run(command, errors=True):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT if errors else subprocess.DEVNULL,
        text=True,
        errors="replace",
        check=False,
    )
