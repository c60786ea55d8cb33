#!/bin/sh
# What the start-up service runs. Everything was resolved when the image was made, so Maven stays
# off the network (-o).
cd /opt/JCloudScaleService || exit
exec mvn -o -q exec:exec
