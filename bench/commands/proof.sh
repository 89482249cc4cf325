#!/usr/bin/env bash
# What the keyless proof costs, in memory, pair by pair: `pack` with the list of digests and without, and `verify` by
# digests, by seals and by checksums.
#
#   bench/commands/proof.sh [MIB [ROUNDS]]
#
# MIB of media, 1024 if not given; takes 2.7 times as much room in /dev/shm.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
mib=${1:-1024} rounds=${2:-3}
[ "$mib" -gt 0 ] 2>/dev/null || usage
begin $((mib * 27 / 10 + 1024)) 2000
make_data media "$work/data" "$mib"

# shellcheck disable=SC2046
{
  pack_8() { # OPTIONS...
    fresh_drives 8
    timed "$longhaul" pack "$work/data" --geometry 6+2 "$@" --to $(drives 8)
  }
  pack() { pack_8; }
  pack_without() { pack_8 --no-digests; }
  by_seals() { timed "$longhaul" verify $(drives 8); }
  by_digests() { timed "$longhaul" verify --without-keys $(drives 8); }
  by_checksums() { timed "$longhaul" verify --without-keys $(drives 8); }
}

echo "Media, $mib MiB, 6+2; medians of $rounds rounds; $(nproc) cores."
echo
pair_head
pair_row "$mib" pack_without pack "pack --no-digests" pack
pair_row "$mib" by_digests by_seals "verify by digests" "verify by seals"
pair=first current=pack_without
pack_without
pair_row "$mib" by_checksums by_seals "verify by checksums" "verify by seals"
