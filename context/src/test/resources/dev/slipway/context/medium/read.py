"""What cloud-init itself finds on a medium's files: read.py nocloud|configdrive FOLDER, as JSON."""

import json
import sys

import yaml
from cloudinit import util
from cloudinit.sources.DataSourceConfigDrive import read_config_drive

form, folder = sys.argv[1:]
if form == "nocloud":
    files = util.pathprefix2dict(
        folder, required=["user-data", "meta-data"], optional=["network-config"]
    )
    found = {
        "id": yaml.safe_load(files["meta-data"])["instance-id"],
        "user-data": util.load_yaml(files["user-data"]),
        "network": util.load_yaml(files["network-config"]),
    }
else:
    drive = read_config_drive(folder)
    found = {
        "id": drive["metadata"]["instance-id"],
        "keys": drive["metadata"]["public_keys"],
        "user-data": util.load_yaml(drive["userdata"]),
        "network": drive["networkdata"],
    }
print(json.dumps(found))
