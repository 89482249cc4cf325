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
import struct
import subprocess
import sys
import tempfile

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


def zstd(frame):
    return subprocess.run(["zstd", "-d", "-c"], input=frame, stdout=subprocess.PIPE, check=True).stdout


def crc32c_table():
    table = []
    for i in range(256):
        for _ in range(8):
            i = i >> 1 ^ (0x82F63B78 if i & 1 else 0)
        table.append(i)
    return table


CRC = crc32c_table()


def crc32c(data):
    value = 0xFFFFFFFF
    for byte in data:
        value = value >> 8 ^ CRC[(value ^ byte) & 0xFF]
    return value ^ 0xFFFFFFFF


# ---- the field and the code

POWER, LOG = [0] * 510, [0] * 256
value = 1
for i in range(255):
    POWER[i] = POWER[i + 255] = value
    LOG[value] = i
    value = value << 1 ^ (0x11D if value & 0x80 else 0)


def mul(a, b):
    return POWER[LOG[a] + LOG[b]] if a and b else 0


def div(a, b):
    return POWER[LOG[a] + 255 - LOG[b]] if a else 0


def generator(k, m):
    power = 1
    while power < m:
        power *= 2
    points = power if power + k <= 256 else m
    rows = []
    for j in range(m):
        row = []
        for i in range(k):
            g = 1
            for x in range(points):
                if x != j:
                    g = mul(g, div(points + i ^ x, j ^ x))
            row.append(g)
        rows.append(row)
    return rows


def invert(matrix):
    size = len(matrix)
    rows = [list(row) + [int(i == j) for j in range(size)] for i, row in enumerate(matrix)]
    for column in range(size):
        pivot = next(r for r in range(column, size) if rows[r][column])
        rows[column], rows[pivot] = rows[pivot], rows[column]
        scale = rows[column][column]
        rows[column] = [div(v, scale) for v in rows[column]]
        for r in range(size):
            factor = rows[r][column]
            if r != column and factor:
                rows[r] = [v ^ mul(factor, w) for v, w in zip(rows[r], rows[column])]
    return [row[size:] for row in rows]


def combine(coefficients, payloads, length):
    total = 0
    for factor, payload in zip(coefficients, payloads):
        if factor and payload is not None:
            products = bytes(mul(factor, v) for v in range(256))
            total ^= int.from_bytes(payload.translate(products), "big")
    return total.to_bytes(length, "big")


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
                return result

    def signed(self):
        n = self.number()
        return n >> 1 ^ -(n & 1)

    def bytes(self):
        return self.raw(self.number())


class Leg:
    def __init__(self, identity, fingerprint, folders):
        self.drives, self.root = {}, None
        for folder in folders:
            label_bytes = open(os.path.join(folder, "label.json"), "rb").read()
            label = json.loads(label_bytes)
            if label["format"] != "longhaul/1" or label["state"] != "sealed":
                continue
            root = self.signed_root(folder, fingerprint)
            assert self.root in (None, root), "drives of different legs"
            self.root = root
            if hashlib.sha256(label_bytes).hexdigest() == root["drives"][label["drive"]]["labelSha256"]:
                self.drives[label["drive"]] = folder
        self.k, self.m = map(int, self.root["geometry"].split("+"))
        self.size = self.root["segmentBytes"]
        self.payload = self.size - 128
        self.id = bytes.fromhex(self.root["leg"])
        folder = next(iter(self.drives.values()))
        wrapped = os.path.join(folder, "key.age")
        assert hashlib.sha256(open(wrapped, "rb").read()).hexdigest() == self.root["keySha256"]
        secret = subprocess.run(
            ["age", "-d", "-i", identity, wrapped], stdout=subprocess.PIPE, check=True
        ).stdout[:32]
        self.key = hmac.new(self.id, secret, hashlib.sha256).digest()
        assert expand(self.key, b"longhaul/1 commitment\0").hex() == self.root["keyCommitment"]
        self.catalogue = open(os.path.join(folder, "catalogue.lhc"), "rb").read()
        assert hashlib.sha256(self.catalogue).hexdigest() == self.catalogue_sha256
        self.matrix = generator(self.k, self.m)
        self.cache = {}

    def signed_root(self, folder, fingerprint):
        envelope = json.load(open(os.path.join(folder, "root.json"), "rb"))
        payload = base64.b64decode(envelope["payload"])
        (signature,) = envelope["signatures"]
        key = base64.b64decode(signature["keyid"])
        assert "SHA256:" + hashlib.sha256(key).hexdigest() == fingerprint, "another sender"
        kind = envelope["payloadType"].encode()
        signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind, len(payload), payload)
        with tempfile.TemporaryDirectory() as work:
            paths = [os.path.join(work, name) for name in ("key", "message", "signature")]
            for path, content in zip(paths, (key, signed, base64.b64decode(signature["sig"]))):
                open(path, "wb").write(content)
            subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER"]
                + ["-inkey", paths[0], "-in", paths[1], "-sigfile", paths[2]],
                stdout=subprocess.DEVNULL,
                check=True,
            )
        statement = json.loads(payload)
        assert statement["predicateType"] == "urn:longhaul:leg:v1"
        self.catalogue_sha256 = statement["subject"][0]["digest"]["sha256"]
        return statement["predicate"]

    def segment(self, drive, number):
        """The payload of one segment; None when it is lost."""
        if drive not in self.drives or number >= self.root["drives"][drive]["segments"]:
            return None
        per_file = 2**31 // self.size
        path = os.path.join(self.drives[drive], "segments-%04d.lhs" % (number // per_file))
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
            block = self.stream(region, offset + 8, stored & 0x7FFFFFFF)
            if stored >> 31:
                block = zstd(block)
            assert len(block) == plain
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
        (size,) = struct.unpack(">I", plain[:4])
        content = zstd(plain[4:])
        assert len(content) == size
        return Source(content)

    def entries(self):
        assert self.catalogue[:24] == b"LHCATv01" + self.id
        info = self.part(0, 0, 64)
        count, _, _ = info.number(), info.number(), info.number()
        regions = []
        for _ in range(info.number()):
            numbers = [info.number() for _ in range(6)]
            regions.append({"stored": numbers[1]})
        index_at, index_number = struct.unpack(">QQ", self.catalogue[-16:])
        index = self.part(2, index_number, index_at)
        seen = 0
        for part in range(index.number()):
            at, _, _, entries, _ = index.number(), index.number(), index.bytes(), index.number(), index.raw(32)
            for entry in entries_of(self.part(1, part + 1, at), entries):
                seen += 1
                yield regions, entry
        assert seen == count


def entries_of(source, count):
    path, region, offset = b"", 0, 0
    for _ in range(count):
        tag = source.raw(1)[0]
        shared = source.number()
        path = path[:shared] + source.bytes()
        entry = {"kind": tag & ~56, "path": path}
        if entry["kind"] in (0, 1, 2):
            for _ in range(1):
                source.number(), source.signed(), source.signed(), source.signed(), source.number()
            if tag & 32:
                for _ in range(source.number()):
                    source.bytes(), source.bytes()
        if entry["kind"] == 1:
            entry["size"] = source.number()
            if entry["size"]:
                entry["sha256"] = source.raw(32)
                if tag & 16:
                    source.number(), source.bytes()
                    entry["place"] = source.number(), source.number(), source.number()
                else:
                    step = source.number()
                    if step:
                        region, offset = region + step, 0
                    offset += source.number()
                    entry["place"] = region, offset, source.number()
        elif entry["kind"] == 2:
            entry["target"] = source.bytes()
        elif entry["kind"] == 3:
            source.number()
            entry["to"] = source.bytes()
        elif entry["kind"] == 4:
            source.number()
        yield entry


def main(identity, fingerprint, target, *folders):
    leg = Leg(identity, fingerprint, folders)
    root = os.fsencode(target)
    os.makedirs(root)
    links, files = [], 0
    for regions, entry in leg.entries():
        parts = entry["path"].split(b"/")
        assert entry["path"] == b"" or not {b"", b".", b".."} & set(parts)
        path = os.path.join(root, entry["path"])
        if entry["kind"] == 0:
            os.makedirs(path, exist_ok=True)
        elif entry["kind"] == 1:
            content = leg.content(regions, *entry["place"], entry["size"]) if entry["size"] else b""
            assert entry["size"] == 0 or hashlib.sha256(content).digest() == entry["sha256"], path
            with open(path, "xb") as file:
                file.write(content)
            files += 1
        elif entry["kind"] == 2:
            links.append((entry["target"], path))
        elif entry["kind"] == 3:
            os.link(os.path.join(root, entry["to"]), path)
    for text, path in links:
        os.symlink(text, path)
    print(files, "files, all proven")


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
