"""Ends in good order when told to: cleaning up is what `with` and `finally` do."""

import contextlib
import signal
import sys


@contextlib.contextmanager
def interruptible(program):
    """Ctrl-C, TERM and HUP leave through all clean-up, with the shell's status for them."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        yield
    except KeyboardInterrupt:
        print(f"{program}: interrupted; what it made is removed", file=sys.stderr)
        sys.exit(130)
