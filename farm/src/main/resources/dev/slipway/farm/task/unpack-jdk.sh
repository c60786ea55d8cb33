# unpack-jdk FOLDER SHA256
# Makes FOLDER/jdk of FOLDER/jdk.tar.
set -eu
cd "$1"
rm -rf jdk.new
mkdir jdk.new
tar -xf jdk.tar -C jdk.new --strip-components=1 --no-same-owner
if [ ! -x jdk.new/bin/javac ]; then
    echo "there is no bin/javac in the folder that the JDK's tar has" >&2
    exit 1
fi
echo "$2" >jdk.new/.tar-sha256
rm -rf jdk
mv jdk.new jdk
rm -f jdk.tar
