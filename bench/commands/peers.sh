#!/usr/bin/env bash
# Whole commands against those of others, in memory, pair by pair: times, peak memory and ratios as a table.
#
#   bench/commands/peers.sh media|small|tables AMOUNT [ROUNDS [PEER...]]
#
# AMOUNT: MiB of media or tables; number of small files, 4 KiB each. PEER: restic borg rclone cp tar age.
# Takes 4.5 times the data's room in /dev/shm; for unpacking, where there is less, it is left out.
#
# Longhaul packs with 6+2 on 8 folders, the others to one, without parity: restic and borg encrypt and deduplicate
# as they do by default, restic without its local cache, borg's cache in memory; rclone copies with --checksum; `age`
# is tar | zstd -T0 | age, encrypted for one key; cp and tar only copy.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
kind=${1:-help} amount=${2:-0} rounds=${3:-3}
case $kind in
  media | tables) mib=$amount files=1000 ;;
  small) mib=$((amount / 256 + 1)) files=$amount ;;
  *) usage ;;
esac
[ "$amount" -gt 0 ] || usage 2
peers=${*:4}
peers=${peers:-restic borg rclone cp tar age}
# Small files lie in pages of their own, with an inode each.
data_mib=$((mib * 11 / 10 + files / 800 + 16))
begin $((data_mib * 7 / 2 + 1024)) "$((files * 2))"
make_data "$kind" "$work/data" "$amount"

pack() {
  fresh_drives 8
  # shellcheck disable=SC2046
  timed "$longhaul" pack "$work/data" --geometry 6+2 --to $(drives 8)
}
unpack() {
  rm -rf "$work/copy"
  # shellcheck disable=SC2046
  timed "$longhaul" unpack $(drives 8) --into "$work/copy"
}

export RESTIC_PASSWORD=bench BORG_PASSPHRASE=bench BORG_BASE_DIR=$work/borg
repo=$work/repo

restic_backup() {
  rm -rf "$repo"
  restic init -q -r "$repo"
  timed restic backup -q --no-cache -r "$repo" "$work/data"
}
restic_restore() {
  rm -rf "$work/copy"
  timed restic restore -q --no-cache -r "$repo" latest --target "$work/copy"
}
borg_create() {
  rm -rf "$repo" "$work/borg"
  borg init -e repokey "$repo" 2>/dev/null
  timed borg create "$repo::data" "$work/data"
}
borg_extract() {
  rm -rf "$work/copy"
  mkdir "$work/copy"
  timed bash -c 'cd "$1" && borg extract "$2::data"' - "$work/copy" "$repo"
}
rclone_copy() {
  rm -rf "$repo"
  timed rclone copy --checksum --config "$work/rclone.conf" "$work/data" "$repo"
}
rclone_back() {
  rm -rf "$work/copy"
  timed rclone copy --checksum --config "$work/rclone.conf" "$repo" "$work/copy"
}
cp_there() {
  rm -rf "$repo"
  timed cp -r "$work/data" "$repo"
}
cp_back() {
  rm -rf "$work/copy"
  timed cp -r "$repo" "$work/copy"
}
tar_create() {
  rm -rf "$repo"
  timed tar -cf "$repo" -C "$work" data
}
tar_extract() {
  rm -rf "$work/copy"
  mkdir "$work/copy"
  timed tar -xf "$repo" -C "$work/copy"
}
age_create() {
  rm -rf "$repo"
  timed bash -c 'set -o pipefail; tar -c -C "$1" data | zstd -q -T0 | age -r "$2" >"$3"' - "$work" "$recipient" "$repo"
}
age_extract() {
  rm -rf "$work/copy"
  mkdir "$work/copy"
  timed bash -c 'set -o pipefail; age -d -i "$1" "$2" | zstd -q -d | tar -x -C "$3"' - "$work/age.key" "$repo" "$work/copy"
}

compare() { # PEER'S_PACKING TITLE PEER'S_UNPACKING TITLE
  pair_row "$mib" pack "$1" pack "$2"
  if fits "$((data_mib + 1536))" "$files"; then
    pair_row "$mib" unpack "$3" unpack "$4"
  else
    echo "| unpack | | | | | $4: left out, no room | | | | | |"
  fi
  rm -rf "$repo" "$work/copy"
}

echo "$kind: $(find "$work/data" -type f | wc -l) files, $mib MiB; medians of $rounds rounds; $(nproc) cores."
echo
pair_head
for peer in $peers; do
  case $peer in
    restic) has restic restic && compare restic_backup "restic backup" restic_restore "restic restore" || true ;;
    borg) has borg borgbackup && compare borg_create "borg create" borg_extract "borg extract" || true ;;
    rclone) has rclone rclone && compare rclone_copy "rclone copy --checksum" rclone_back "rclone copy, back" || true ;;
    cp) compare cp_there "cp -r" cp_back "cp -r, back" ;;
    tar) compare tar_create "tar -cf" tar_extract "tar -xf" ;;
    age)
      has age age && has zstd zstd || continue
      age-keygen -o "$work/age.key" 2>/dev/null
      recipient=$(age-keygen -y "$work/age.key")
      compare age_create "tar, zstd -T0, age" age_extract "age -d, zstd -d, tar"
      ;;
    *) fail "knows no peer '$peer'" ;;
  esac
done
fact "$kind-packed-mib" "$(du -sm "$work/drives" | cut -f1)"
echo
echo "Longhaul's eight drives hold $(du -sm "$work/drives" | cut -f1) MiB together, parity and catalogues counted."
