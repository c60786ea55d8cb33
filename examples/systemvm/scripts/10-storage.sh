#!/bin/sh
# Where secondary storage keeps its files; a disk of its own may be mounted there.
set -e
install -d -o www-data -g www-data /srv/secondary
