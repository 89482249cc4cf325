#!/usr/bin/env bash
# Parity made afterwards against parity made while packing, in memory, pair by pair: par2 with 25 % over eight drives
# that were packed without parity, against the whole of packing 8+2.
#
#   bench/commands/parity.sh [MIB [ROUNDS]]
#
# MIB of media, 128 if not given: par2 is slow. Takes 3.6 times as much room in /dev/shm. Needs Debian's par2.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
mib=${1:-128} rounds=${2:-1}
[ "$mib" -gt 0 ] 2>/dev/null || usage
has par2 par2 || exit 0
begin $((mib * 36 / 10 + 1024)) 2000
make_data media "$work/data" "$mib"
mkdir "$work/plain"
# shellcheck disable=SC2046
"$longhaul" pack "$work/data" --geometry 8+0 --to $(mkdir "$work"/plain/d{1..8} && echo "$work"/plain/d{1..8}) >/dev/null

# shellcheck disable=SC2046
pack() {
  fresh_drives 10
  timed "$longhaul" pack "$work/data" --geometry 8+2 --to $(drives 10)
}
par2_create() {
  rm -rf "$work/plain/"*.par2
  timed par2 create -q -q -r25 -B "$work/plain" "$work/plain/all.par2" "$work"/plain/d*/segments-*
}

echo "Media, $mib MiB; medians of $rounds rounds; $(nproc) cores."
echo
pair_head
pair_row "$mib" pack par2_create "pack, 8+2: everything" "par2 create -r25: parity only"
