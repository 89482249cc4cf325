#!/usr/bin/env python3
"""Reads a leg by FORMAT.md alone, and shares no code with Longhaul.

usage: longhaul_reader.py IDENTITY_FILE FINGERPRINT TARGET DRIVE...

Needs Python 3.9, the tools age, openssl and zstd, and libcrypto. It restores files, folders, links and hard links
with their content, and proves each file by its SHA-256; attributes other than content are not set.
"""

import base64
import ctypes
import ctypes.util
import hashlib
import hmac
import json
import os
import stat
import struct
import subprocess
import sys
import tempfile

from erasure import combine, crc32c, generator, invert

crypto = ctypes.CDLL(ctypes.util.find_library("crypto") or "libcrypto.so.3")
for name in ("EVP_CIPHER_CTX_new", "EVP_aes_256_gcm"):
    getattr(crypto, name).restype = ctypes.c_void_p


def gcm_open(key, nonce, bound, sealed):
    """AES-256-GCM; None when the tag does not fit."""
    context = ctypes.c_void_p(crypto.EVP_CIPHER_CTX_new())
    body, tag = sealed[:-16], sealed[-16:]
    out, length = ctypes.create_string_buffer(len(body) + 16), ctypes.c_int()
    try:
        crypto.EVP_DecryptInit_ex(context, ctypes.c_void_p(crypto.EVP_aes_256_gcm()), None, key, nonce)
        crypto.EVP_DecryptUpdate(context, None, ctypes.byref(length), bound, len(bound))
        crypto.EVP_DecryptUpdate(context, out, ctypes.byref(length), body, len(body))
        crypto.EVP_CIPHER_CTX_ctrl(context, 0x11, 16, tag)
        return out.raw[: len(body)] if crypto.EVP_DecryptFinal_ex(context, None, ctypes.byref(length)) > 0 else None
    finally:
        crypto.EVP_CIPHER_CTX_free(context)


def expand(key, info, length=32):
    return hmac.new(key, info + b"\x01", hashlib.sha256).digest()[:length]


def zstd(frame, size):
    """Decompresses to exactly so many bytes, and never to many more."""
    with tempfile.TemporaryFile() as source:
        source.write(frame)
        source.seek(0)
        command = ["zstd", "-d", "-c", "-q", "--memory=2048MB"]
        with subprocess.Popen(command, stdin=source, stdout=subprocess.PIPE) as process:
            content = process.stdout.read(size + 1)
            process.stdout.close()
    assert len(content) == size, "a frame does not have its length"
    return content


def read(folder, name, most=1 << 32):
    """An ordinary file of a drive; links and pipes are not opened."""
    path = os.path.join(folder, name)
    assert stat.S_ISREG(os.lstat(path).st_mode), path + " is not an ordinary file"
    assert os.path.getsize(path) <= most, path + " is too long"
    with open(path, "rb") as file:
        return file.read()


def once(pairs):
    assert len({name for name, _ in pairs}) == len(pairs), "a field stands twice"
    return dict(pairs)


def parsed(document):
    return json.loads(document.decode("utf-8"), object_pairs_hook=once)


# ---- encodings


class Source:
    def __init__(self, data):
        self.data, self.at = data, 0

    def raw(self, count):
        part = self.data[self.at : self.at + count]
        if len(part) != count:
            raise ValueError("it ends in the middle of something")
        self.at += count
        return part

    def number(self):
        shift = result = 0
        while True:
            octet = self.raw(1)[0]
            result |= (octet & 0x7F) << shift
            shift += 7
            if octet < 0x80:
                if result >> 64 or octet == 0 and shift > 7:
                    raise ValueError("a number is not in its one form")
                return result
            if shift > 63:
                raise ValueError("a number does not end")

    def signed(self):
        n = self.number()
        return n >> 1 ^ -(n & 1)

    def bytes(self):
        return self.raw(self.number())


class Leg:
    def __init__(self, identity, fingerprint, folders):
        self.drives, self.root = {}, None
        for folder in folders:
            label_bytes = read(folder, "label.json", 1 << 22)
            label = parsed(label_bytes)
            if label["format"] != "longhaul/1" or label["state"] != "sealed":
                continue
            statement = signed(folder, "root.json", fingerprint)
            assert statement["predicateType"] == "urn:longhaul:leg:v1"
            assert self.root in (None, statement["predicate"]), "drives of different legs"
            self.root = statement["predicate"]
            self.catalogue_sha256 = statement["subject"][0]["digest"]["sha256"]
            if hashlib.sha256(label_bytes).hexdigest() == self.root["drives"][label["drive"]]["labelSha256"]:
                self.drives[label["drive"]] = folder
        assert self.root["format"] == "longhaul/1" and self.drives, "no drive can be used"
        self.k, self.m = map(int, self.root["geometry"].split("+"))
        assert self.k + self.m == len(self.root["drives"]) <= 255
        self.size = self.root["segmentBytes"]
        assert self.size in (1 << shift for shift in range(16, 25))
        self.payload = self.size - 128
        self.id = bytes.fromhex(self.root["leg"])
        secret = self.any_drive(lambda folder: self.secret(folder, identity, fingerprint))
        self.key = hmac.new(self.id, secret, hashlib.sha256).digest()
        assert expand(self.key, b"longhaul/1 commitment\0").hex() == self.root["keyCommitment"]
        self.catalogue = self.any_drive(self.signed_catalogue)
        self.matrix = generator(self.k, self.m)
        self.cache = {}

    def any_drive(self, reading):
        for number, folder in enumerate(self.drives.values(), 1):
            try:
                return reading(folder)
            except (AssertionError, OSError, ValueError):
                if number == len(self.drives):
                    raise

    def secret(self, folder, identity, fingerprint):
        wrapped = read(folder, "key.age", 1 << 18)
        vouched = [self.root["keySha256"]]
        if os.path.lexists(os.path.join(folder, "access.json")):
            statement = signed(folder, "access.json", fingerprint)
            assert statement["predicateType"] == "urn:longhaul:access:v1"
            assert statement["predicate"]["leg"] == self.root["leg"]
            vouched.append(statement["subject"][0]["digest"]["sha256"])
            vouched.append(statement["predicate"]["replacedSha256"])
        assert hashlib.sha256(wrapped).hexdigest() in vouched, "nobody vouches for the wrapped key"
        command = ["age", "-d", "-i", identity]
        opened = subprocess.run(command, input=wrapped, stdout=subprocess.PIPE)
        assert opened.returncode == 0 and len(opened.stdout) >= 32, "the wrapped key does not open"
        return opened.stdout[:32]

    def signed_catalogue(self, folder):
        catalogue = read(folder, "catalogue.lhc", self.root["catalogueBytes"])
        assert hashlib.sha256(catalogue).hexdigest() == self.catalogue_sha256, "another catalogue"
        return catalogue

    def segment(self, drive, number):
        """The payload of one segment; None when it is lost."""
        if drive not in self.drives or number >= self.root["drives"][drive]["segments"]:
            return None
        per_file = 2**31 // self.size
        path = os.path.join(self.drives[drive], "segments-%04d.lhs" % (number // per_file))
        if not os.path.isfile(path) or os.path.islink(path):
            return None
        with open(path, "rb") as file:
            file.seek(number % per_file * self.size)
            record = file.read(self.size)
        writings = self.root["drives"][drive]["writings"]
        salt = bytes.fromhex([writing["salt"] for writing in writings if writing["from"] <= number][-1])
        head = b"LHSEGv01" + self.id + struct.pack(">IIQ", drive, self.size, number) + salt
        if len(record) < self.size or record[:56] != head or any(record[60:112]):
            return None
        if number == 0 and struct.unpack(">I", record[56:60])[0] != crc32c(record[:56] + record[60:]):
            return None
        key = expand(self.key, b"longhaul/1 drive\0" + struct.pack(">I", drive) + salt)
        return gcm_open(key, struct.pack(">IQ", 0, number), record[:56], record[112:])

    def data(self, drive, number):
        """The payload of a data drive, read or remade."""
        if (drive, number) in self.cache:
            return self.cache[drive, number]
        payload = self.segment(drive, number)
        if payload is None:
            payload = self.remade(drive, number)
        self.cache = {(drive, number): payload}
        return payload

    def remade(self, drive, number):
        rows, payloads = [], []
        for d in range(self.k + self.m):
            if d < self.k and number >= self.root["drives"][d]["segments"]:
                payload = bytes(self.payload)
            else:
                payload = self.segment(d, number)
                if payload is None:
                    continue
            rows.append([int(i == d) for i in range(self.k)] if d < self.k else self.matrix[d - self.k])
            payloads.append(payload)
            if len(rows) == self.k:
                return combine(invert(rows)[drive], payloads, self.payload)
        raise ValueError("too many drives are lost")

    def stream(self, region, offset, count):
        parts = []
        while count:
            payload = self.data(region, offset // self.payload)
            at = offset % self.payload
            part = payload[at : at + count]
            parts.append(part)
            offset += len(part)
            count -= len(part)
        return b"".join(parts)

    def content(self, regions, region, offset, in_block, size):
        parts = []
        while size:
            if offset >= regions[region]["stored"]:
                region, offset, in_block = region + 1, 0, 0
                continue
            plain, stored = struct.unpack(">II", self.stream(region, offset, 8))
            length = stored & 0x7FFFFFFF
            assert 1 <= plain <= 1 << 20 and offset + 8 + length <= regions[region]["stored"]
            block = self.stream(region, offset + 8, length)
            if stored >> 31:
                block = zstd(block, plain)
            assert len(block) == plain and in_block < plain
            part = block[in_block : in_block + size]
            parts.append(part)
            size -= len(part)
            offset, in_block = offset + 8 + (stored & 0x7FFFFFFF), 0
        return b"".join(parts)

    def part(self, kind, number, at):
        (length,) = struct.unpack(">I", self.catalogue[at : at + 4])
        head = self.catalogue[:64]
        key = expand(self.key, b"longhaul/1 catalogue\0" + head[24:40])
        nonce = struct.pack(">IQ", kind, number)
        plain = gcm_open(key, nonce, head, self.catalogue[at + 4 : at + 4 + length])
        assert plain is not None and len(plain) > 4, "the seal of a part does not hold"
        (size,) = struct.unpack(">I", plain[:4])
        assert size <= (1 << 27 if kind == 2 else 1 << 25), "a part is too long"
        return Source(zstd(plain[4:], size))

    def entries(self):
        assert self.catalogue[:24] == b"LHCATv01" + self.id
        assert len(self.catalogue) == self.root["catalogueBytes"]
        info = self.part(0, 0, 64)
        count, file_count, _ = info.number(), info.number(), info.number()
        assert file_count <= count
        regions = []
        for _ in range(info.number()):
            numbers = [info.number() for _ in range(6)]
            assert numbers[1] < 1 << 62 and numbers[2] <= count and numbers[4] <= count
            regions.append({"stored": numbers[1]})
        assert len(regions) == self.k and info.at == len(info.data)
        index_at, index_number = struct.unpack(">QQ", self.catalogue[-16:])
        index = self.part(2, index_number, index_at)
        seen, last = 0, None
        for part in range(index.number()):
            at, first, path = index.number(), index.number(), index.bytes()
            count_here, digest = index.number(), index.raw(32)
            (length,) = struct.unpack(">I", self.catalogue[at : at + 4])
            assert at >= 64 and first == seen and 0 < count_here <= 65536
            assert hashlib.sha256(self.catalogue[at + 4 : at + 4 + length]).digest() == digest
            source = self.part(1, part + 1, at)
            for entry in entries_of(source, count_here):
                parts = entry["path"].split(b"/") if entry["path"] else []
                assert last is None or last < parts, "entries are not in order"
                assert seen != first or entry["path"] == path
                last = parts
                seen += 1
                yield regions, entry
            assert source.at == len(source.data), "something follows the last entry"
        assert seen == count and index.at == len(index.data)


def signed(folder, name, fingerprint):
    """The statement in an envelope, if the sender signed it with Ed25519 and nothing else."""
    envelope = parsed(read(folder, name, 1 << 22))
    payload = base64.b64decode(envelope["payload"], validate=True)
    (signature,) = envelope["signatures"]
    key = base64.b64decode(signature["keyid"], validate=True)
    assert "SHA256:" + hashlib.sha256(key).hexdigest() == fingerprint, "another sender"
    kind = envelope["payloadType"].encode()
    assert kind == b"application/vnd.in-toto+json"
    message = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(work, file) for file in ("key", "message", "signature")]
        for path, content in zip(paths, (key, message, base64.b64decode(signature["sig"]))):
            with open(path, "wb") as file:
                file.write(content)
        subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
            + ["-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
        )
    statement = parsed(payload)
    assert statement["_type"] == "https://in-toto.io/Statement/v1"
    return statement


def entries_of(source, count):
    path, region, offset = b"", 0, 0
    for _ in range(count):
        tag = source.raw(1)[0]
        shared = source.number()
        path = path[:shared] + source.bytes()
        entry = {"kind": tag & ~56, "path": path}
        if entry["kind"] in (0, 1, 2):
            assert source.number() <= 0o7777
            source.signed(), source.signed(), source.signed()
            assert source.number() < 1_000_000_000
            count_here = source.number() if tag & 32 else 0
            assert count_here <= 256
            for _ in range(count_here):
                name, value = source.bytes(), source.bytes()
                assert 0 < len(name) < 256 and b"\0" not in name and len(value) <= 65536
        if entry["kind"] == 1:
            entry["size"] = source.number()
            assert entry["size"] or not tag & 16, "an empty file has content"
            if entry["size"]:
                entry["sha256"] = source.raw(32)
                if tag & 16:
                    entry["back"], entry["to"] = source.number(), source.bytes()
                    entry["place"] = source.number(), source.number(), source.number()
                else:
                    step = source.number()
                    if step:
                        region, offset = region + step, 0
                    offset += source.number()
                    entry["place"] = region, offset, source.number()
        elif entry["kind"] == 2:
            entry["target"] = source.bytes()
            assert 0 < len(entry["target"]) <= 4096 and b"\0" not in entry["target"]
        elif entry["kind"] == 3:
            entry["back"] = source.number()
            entry["to"] = source.bytes()
        elif entry["kind"] == 4:
            assert source.number() < 6
        elif entry["kind"] != 0:
            raise ValueError("an entry of unknown kind")
        assert tag & {0: 24, 1: 0, 2: 24, 3: 56, 4: 56}[entry["kind"]] == 0
        yield entry


def main(identity, fingerprint, target, *folders):
    leg = Leg(identity, fingerprint, folders)
    root = os.fsencode(target)
    os.makedirs(root)
    links, files = [], {}
    for ordinal, (regions, entry) in enumerate(leg.entries()):
        parts = entry["path"].split(b"/")
        assert entry["path"] != b"" or entry["kind"] == 0, "the top is not a folder"
        assert entry["path"] == b"" or not {b"", b".", b".."} & set(parts)
        assert all(len(part) < 256 for part in parts) and len(entry["path"]) <= 4096
        assert b"\0" not in entry["path"]
        path = os.path.join(root, entry["path"])
        if entry["kind"] == 0:
            os.makedirs(path, exist_ok=True)
        elif entry["kind"] == 1:
            if "to" in entry:
                assert files.get(ordinal - entry["back"]) == entry["to"], "a copy of what is no file"
            content = leg.content(regions, *entry["place"], entry["size"]) if entry["size"] else b""
            assert entry["size"] == 0 or hashlib.sha256(content).digest() == entry["sha256"], path
            with open(path, "xb") as file:
                file.write(content)
            files[ordinal] = entry["path"]
        elif entry["kind"] == 2:
            links.append((entry["target"], path))
        elif entry["kind"] == 3:
            assert files.get(ordinal - entry["back"]) == entry["to"], "a link to what is no file"
            os.link(os.path.join(root, entry["to"]), path)
    for text, path in links:
        os.symlink(text, path)
    print(len(files), "files, all proven")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
