"""The checksum and the erasure code of a leg, by FORMAT.md."""


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
