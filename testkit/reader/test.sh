#!/usr/bin/env bash
# Packs a small mixed tree, loses drives, and reads it with a reader that knows FORMAT.md only.
# Exit status: 0 the same came back, 77 a tool is missing, 1 anything else. LONGHAUL names the command to test.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
longhaul=${LONGHAUL:-$here/../../longhaul}
for tool in python3 age openssl zstd; do
  command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LONGHAUL_CONFIG=$work/config
mkdir -p "$work/data/deep/er" "$work"/d{1..8}
cd "$work/data"
for i in $(seq 60); do seq "$i" >"deep/small-$i"; done
head -c 900000 /dev/urandom >large
cp large deep/er/double
seq 40000 >table.csv
: >empty
ln -s nowhere dangling
ln deep/small-1 other-name
printf 'x' >"$(printf 'not\377utf8')"
cd "$work"
$longhaul key new --classical >/dev/null
fingerprint=$($longhaul key show | sed -n 's/^signs as *//p')
$longhaul pack data --to d{1..8} --geometry 5+3 >/dev/null
rm -rf d1 d4 d8
python3 "$here/longhaul_reader.py" config/identity.txt "$fingerprint" copy d7 d2 d3 d6 d5
diff -r --no-dereference data copy
echo "the same came back"
