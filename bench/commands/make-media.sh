#!/usr/bin/env bash
# make-media.sh FOLDER MIB: incompressible files of 100 kB to 20 MB, the same each time.
set -euo pipefail
folder=$1 left=$(($2 * 1048576)) number=0
mkdir -p "$folder"
sizes=(120000 350000 900000 2400000 5600000 11000000 19000000 750000 1300000 4100000)
while [ "$left" -gt 0 ]; do
  size=${sizes[number % ${#sizes[@]}]}
  [ "$size" -le "$left" ] || size=$left
  mkdir -p "$folder/$((number / 100))"
  openssl enc -aes-128-ctr -K "$(printf '%032x' "$number")" -iv 0 -in /dev/zero 2>/dev/null \
    | head -c "$size" >"$folder/$((number / 100))/media-$number.bin" || true
  left=$((left - size)) number=$((number + 1))
done
