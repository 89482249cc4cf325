#!/usr/bin/env bash
# Longhaul against what bounds it, in memory, pair by pair: `pack` against its own kernels in one warm JVM, `unpack`
# with two drives gone against all there, `verify` against `cat`; and how long commands take to start.
#
#   bench/commands/bounds.sh [MIB [ROUNDS]]
#
# MIB of media, 1024 if not given; takes 3.7 times as much room in /dev/shm.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
mib=${1:-1024} rounds=${2:-3}
[ "$mib" -gt 0 ] 2>/dev/null || usage
begin $((mib * 37 / 10 + 1024)) 2000
make_data media "$work/data" "$mib"
mkdir "$work/little"
echo little >"$work/little/file"

# The kernels' GB/s, as seconds for so much data; what each takes by itself is kept aside.
kernels() {
  local segment
  segment=$(od -An -tu4 --endian=big -j28 -N4 "$work/drives/d001/segments-0000.lhs" | tr -d ' ')
  java_bench KernelBound 6+2 "$segment" "$mib" 1 >"$work/kernels"
  cat "$work/kernels" >>"$work/kernels.all"
  awk -v m="$mib" '$1 == "all" {print m * 1.048576e-3 / $2, 0, 0, 0}' "$work/kernels" >>"$work/times/$pair.$current"
}
kernel() { awk -v n="$1" '$1 == n {print $2}' "$work/kernels.all" | middle; } # NAME

# shellcheck disable=SC2046
{
  pack_of() {
    fresh_drives 8
    timed "$longhaul" pack "$1" --geometry 6+2 --to $(drives 8)
  }
  pack_little() { pack_of "$work/little"; }
  pack() { pack_of "$work/data"; }
  unpack_from() { # DRIVE...
    rm -rf "$work/copy"
    timed "$longhaul" unpack "$@" --into "$work/copy"
  }
  unpack() { unpack_from $(drives 8); }
  unpack_2_gone() { unpack_from $(drives 8 | grep -v 'd00[27]'); }
  verify() { timed "$longhaul" verify $(drives 8); }
}
cat_drives() { timed bash -c 'cat "$1"/*/* >/dev/null' - "$work/drives"; }

ten() { timed bash -c 'for _ in {1..10}; do "$@" >/dev/null; done' - "$@"; }
version() { ten "$longhaul" --version; }
info() { ten "$longhaul" info "$work/drives/d001"; }

# The first pair needs drives to read.
pair=first current=pack
pack
rm -f "$work/times/first.pack"
echo "Media, $mib MiB, 6+2; medians of $rounds rounds; $(nproc) cores."
echo
pair_head
pair_row "$mib" verify cat_drives verify "cat of all drives"
pair pack_little pack
pair pack kernels
rm -rf "$work/data"
pair_row "$mib" unpack_2_gone unpack "unpack, 2 of 8 gone" "unpack, all there"
rm -rf "$work/copy"
pair version info

start=$(median pack_little 1)
all=$(median pack 1)
bound=$(kernel all)
net=$(compute "$mib * 1.048576e-3 / ($all - $start)")
echo
echo "| | GB/s of data | against the bound |"
echo "|---|---|---|"
echo "| the bound: hash, code, seal and list | $bound | |"
for step in hash code seal list; do echo "| $step alone | $(kernel $step) | |"; done
echo "| pack, start and end included ($all s) | $(compute "$mib * 1.048576e-3 / $all") | $(ratio pack kernels) |"
echo "| pack, less a pack of nothing much ($start s) | $net | $(compute "$net / $bound") |"
echo
echo "| start to end | s |"
echo "|---|---|"
echo "| longhaul --version | $(compute "$(median version 1) / 10") |"
echo "| longhaul info | $(compute "$(median info 1) / 10") |"
fact pack-bound "$(ratio pack kernels)"
fact pack-bound-net "$(compute "$net / $bound")"
fact version-seconds "$(compute "$(median version 1) / 10")"
