#!/bin/sh
# Runs once, as root, inside the tree that becomes the image. Change it and build again.
set -e
echo "This image was made by $SLIPWAY_NAME $SLIPWAY_VERSION." > /etc/issue.slipway
