#!/usr/bin/env python3
"""Makes folders of drives out of a vector. Needs Python 3.9 alone.

usage: expand.py VECTOR.json FOLDER
"""

import base64
import json
import os
import shutil
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def content(change):
    if "base64" in change:
        return base64.b64decode(change["base64"])
    return change.get("text", "").encode()


def apply(change, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    kind = change["do"]
    if kind in ("write", "copy", "delete", "link", "folder", "fifo") and os.path.lexists(path):
        os.remove(path)
    if kind == "write":
        with open(path, "wb") as file:
            file.write(content(change))
    elif kind == "append":
        with open(path, "ab") as file:
            file.write(content(change))
    elif kind == "put":
        with open(path, "r+b") as file:
            file.seek(change["at"])
            file.write(content(change))
    elif kind in ("cut", "grow"):
        os.truncate(path, change["to"])
    elif kind == "copy":
        shutil.copyfile(os.path.join(HERE, "legs", change["of"]), path)
    elif kind == "link":
        os.symlink(change["to"], path)
    elif kind == "folder":
        os.mkdir(path)
    elif kind == "fifo":
        os.mkfifo(path)
    elif kind != "delete":
        raise ValueError("unknown change: %s" % kind)


def expand(vector, folder):
    shutil.copytree(os.path.join(HERE, "legs", vector["leg"]), folder)
    for change in vector["changes"]:
        apply(change, os.path.join(folder, change["on"]))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        expand(json.load(file), sys.argv[2])
