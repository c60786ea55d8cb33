#!/bin/sh
# Brings all that Maven needs at boot into the image: the service, its libraries, Maven's plugins.
# Reaches Maven Central, or the mirror in the variable MAVEN_MIRROR (say https://maven.example.org/central).
set -eu
home=/opt/JCloudScaleService
sources=/usr/src/jcloudscale
sed -i "s/@VERSION@/$SLIPWAY_VERSION/g" "$sources/pom.xml" "$home/pom.xml"

if [ -n "${MAVEN_MIRROR:-}" ]; then
    mkdir -p ~/.m2
    printf '<settings><mirrors><mirror><id>mirror</id><mirrorOf>central</mirrorOf><url>%s</url></mirror></mirrors></settings>\n' \
        "$MAVEN_MIRROR" >~/.m2/settings.xml
fi
# Java has trust of its own; here it trusts what the machine trusts that makes the image.
export MAVEN_OPTS="-Djavax.net.ssl.trustStore=$SLIPWAY_JAVA_CERTIFICATES"
mvn() {
    command mvn --batch-mode --no-transfer-progress "$@"
}

# The service is built with a repository of its own, so that the compiler plugin and its like do
# not stay in the image.
mvn -f "$sources/pom.xml" -Dmaven.repo.local=/tmp/building install
mkdir -p "$home/repository/dev"
cp -R /tmp/building/dev/slipway "$home/repository/dev/"

# Resolved by doing what the start-up service does, only with another program than java.
cd "$home"
mvn exec:exec -Dservice.java=true

# Where from and when a file was fetched is this machine's affair, and not the same twice.
find "$home/repository" \( -name '_remote.repositories' -o -name '*.lastUpdated' \
    -o -name 'resolver-status.properties' -o -name 'maven-metadata*' \) -delete
rm -rf ~/.m2 "$sources"
