#!/usr/bin/env bash
# pack.sh [MIB] [RUNS]: whole commands in memory, in turns, medians and ratios, as a table.
# Needs restic (Debian), openssl, GNU time, and about 8 times MIB of room in /dev/shm.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
longhaul=$here/../../longhaul
mib=${1:-2048} runs=${2:-3}
room=$(df --output=avail -m /dev/shm | tail -1)
[ "$room" -ge $((mib * 6)) ] || { echo "/dev/shm has $room MiB free; $((mib * 6)) are needed." >&2; exit 1; }
work=$(mktemp -d -p /dev/shm)
trap 'rm -rf "$work"' EXIT
export LONGHAUL_CONFIG=$work/config RESTIC_PASSWORD=bench
"$here/make-media.sh" "$work/data" "$mib"
"$longhaul" --version >/dev/null
drives() { for i in 1 2 3 4 5 6 7 8; do printf '%s ' "$work/d$i"; done; }
fresh_drives() { for d in $(drives); do rm -rf "$d"; mkdir "$d"; done; }
# The first touch of memory is slow: do everything once before anything counts.
measure() { # NAME COMMAND...
  local name=$1
  shift
  /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/out" 2>&1 || { echo "$name failed:" >&2; tail -5 "$work/out" >&2; exit 1; }
  cat "$work/time" >>"$work/$name.times"
}
median() { sort -n "$work/$1.times" | awk -v c="$2" '{v[NR] = $c} END {print v[int((NR + 1) / 2)]}'; }
for run in $(seq 0 "$runs"); do
  fresh_drives
  measure pack "$longhaul" pack "$work/data" --to $(drives) --geometry 6+2
  measure verify "$longhaul" verify $(drives)
  measure cat sh -c "cat $work/d*/segments-* >/dev/null"
  rm -rf "$work/copy"
  measure unpack "$longhaul" unpack $(drives) --into "$work/copy"
  rm -rf "$work/copy" "$work/d2" "$work/d7"
  measure unpack-2-gone "$longhaul" unpack "$work"/d[134568] --into "$work/copy"
  rm -rf "$work/copy" "$work"/d[1-8]
  measure cp cp -r "$work/data" "$work/copy"
  rm -rf "$work/copy" "$work/repo"
  restic init -q -r "$work/repo" >/dev/null 2>&1
  measure restic-backup restic backup -q --no-cache -r "$work/repo" "$work/data"
  measure restic-restore restic restore -q --no-cache -r "$work/repo" latest --target "$work/copy"
  rm -rf "$work/copy" "$work/repo"
  [ "$run" -gt 0 ] || rm -f "$work"/*.times
done
ratio() { awk -v a="$(median "$2" 1)" -v b="$(median "$1" 1)" 'BEGIN {printf "%.2f", a / b}'; }
echo "$mib MiB of media, 6+2 on 8 folders in memory, $(nproc) cores, medians of $runs runs"
echo
echo "| command | seconds | MB/s | peak MB |"
echo "|---|---|---|---|"
for name in pack unpack unpack-2-gone verify cat cp restic-backup restic-restore; do
  echo "| $name | $(median $name 1) | $(awk -v s="$(median $name 1)" -v m="$mib" 'BEGIN {printf "%.0f", m * 1.048576 / s}') | $(awk -v k="$(median $name 2)" 'BEGIN {printf "%.0f", k / 1000}') |"
done
echo
echo "| ratio of speeds | |"
echo "|---|---|"
echo "| pack against restic backup | $(ratio pack restic-backup) |"
echo "| pack against cp | $(ratio pack cp) |"
echo "| unpack against restic restore | $(ratio unpack restic-restore) |"
echo "| unpack with 2 of 8 drives gone against all there | $(ratio unpack-2-gone unpack) |"
echo "| verify against cat | $(ratio verify cat) |"
