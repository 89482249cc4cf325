#!/usr/bin/env python3
"""Tries a reader on vectors: those without fault must be read, the others must not be read whole.

usage: try.py READER VECTOR.json...

READER is a command that takes what longhaul_reader.py takes: an identity file, the sender's fingerprint, the
target and the drives. Vectors that such a reader cannot be asked about are passed over: runs that do not
unpack, other keys than those that age opens without being asked, other options.
"""

import hashlib
import json
import os
import stat
import subprocess
import sys
import tempfile

from expand import HERE, expand

OPENED_BY_AGE = ("identity.txt", "second.txt", "ssh_ed25519")


def fingerprint():
    with open(os.path.join(HERE, "keys", "trusted-senders"), encoding="ascii") as file:
        return next(line.split()[1] for line in file if line.startswith("sender "))


def shown(path):
    text = ""
    for part in path.decode("utf-8", "surrogateescape"):
        raw = part.encode("utf-8", "surrogateescape")
        text += {"\\": "\\\\"}.get(part, part) if part.isprintable() and "\udc80" > part else "".join(
            "\\x%02x" % byte for byte in raw
        )
    return text


def listing(top):
    """Kinds and contents; a reader that is tried need not set attributes."""
    names = {}
    for folder, folders, files in os.walk(os.fsencode(top)):
        for name in folders + files:
            path = os.path.join(folder, name)
            place = shown(os.path.relpath(path, os.fsencode(top)))
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                names[place] = "link to " + shown(os.readlink(path))
            elif stat.S_ISDIR(mode):
                names[place] = "folder"
            else:
                with open(path, "rb") as file:
                    names[place] = "file " + hashlib.sha256(file.read()).hexdigest()
    return names


def wanted(gives):
    names = {}
    for path, line in gives.items():
        words = line.split(" ")
        whole = {"folder": "folder", "link": line, "file": "file " + words[-1]}
        if path != ".":
            names[path] = whole[words[0]]
    return names


def tried(reader, vector, work):
    """Whether the reader did right; None where it cannot be asked."""
    run = vector["runs"][0]
    if run["command"] != "unpack" or run["options"] or run["key"] not in OPENED_BY_AGE:
        return None
    if vector["leg"] == "ml-dsa" or "newestLegs" in vector:
        return None
    drives = os.path.join(work, "drives")
    expand(vector, drives)
    # ssh keys are read by nobody else, or age refuses them.
    key = os.path.join(work, "key")
    with open(os.path.join(HERE, "keys", run["key"]), "rb") as source, open(key, "wb") as copy:
        os.fchmod(copy.fileno(), 0o600)
        copy.write(source.read())
    target = os.path.join(work, "target")
    command = reader + [key, fingerprint(), target]
    command += [os.path.join(drives, drive) for drive in vector["given"]]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
    assert sorted(os.listdir(work)) in (["drives", "key"], ["drives", "key", "target"])
    if done.returncode != 0:
        return not vector["name"].startswith("valid/")
    return run["status"] in (0, 3) and listing(target) == wanted(run["gives"])


def main(reader, *paths):
    wrong = asked = 0
    for path in paths:
        with open(path, encoding="utf-8") as file:
            vector = json.load(file)
        with tempfile.TemporaryDirectory() as work:
            right = tried([reader], vector, work)
        asked += right is not None
        if right is False:
            wrong += 1
            print("WRONG", vector["name"])
    print(asked, "vectors,", wrong, "wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
