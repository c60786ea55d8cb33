#!/bin/bash
# Starts the service once, as the instance will, but without a network: what is missing in the image
# fails here and not at boot.
set -eu
runuser -u jcloudscale -- /opt/jcloudscale.sh &
answer=$(curl --silent --retry 60 --retry-delay 1 --retry-connrefused http://127.0.0.1:8080/)
kill %1
echo "$answer"
grep -qx "JCloudScale $SLIPWAY_VERSION" <<<"$answer"
