#!/bin/sh
# What the keyless proof costs: `pack` with and without the list of digests, and `verify` by seals,
# by digests and by checksums, against reading the drives with cat. In memory, alternating, medians.
#
#   bench/commands/proof.sh [MEBIBYTES [ROUNDS]]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
longhaul=$here/../../longhaul
mib=${1:-2048}
rounds=${2:-5}
work=$(mktemp -d /dev/shm/longhaul-proof.XXXXXX)
trap 'rm -rf "$work"' EXIT INT TERM
LONGHAUL_CONFIG=$work/config
export LONGHAUL_CONFIG
"$here/make-media.sh" "$work/data" "$mib"
"$longhaul" key new >"$work/log"

seconds() {
  start=$(date +%s%N)
  "$@" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
  end=$(date +%s%N)
  echo $(((end - start) / 1000000))
}
drives() { for i in 1 2 3 4 5 6 7 8; do echo "$work/d$i"; done; }
clear_drives() { for drive in $(drives); do rm -rf "$drive"; mkdir "$drive"; done; }
read_all() { cat "$work"/d?/* >/dev/null; }
median() { sort -n "$1" | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

round=0
while [ $round -le "$rounds" ]; do
  # The first round only warms the memory up.
  for kind in without with; do
    clear_drives
    option=$([ $kind = without ] && echo --no-digests || echo)
    # shellcheck disable=SC2046,SC2086
    took=$(seconds "$longhaul" pack "$work/data" --geometry 6+2 $option --to $(drives))
    [ $round -eq 0 ] || echo "$took" >>"$work/pack-$kind"
    if [ $kind = without ]; then
      # shellcheck disable=SC2046
      took=$(seconds "$longhaul" verify --without-keys $(drives))
      [ $round -eq 0 ] || echo "$took" >>"$work/verify-checksums"
    fi
  done
  # shellcheck disable=SC2046
  for kind in seals digests cat; do
    case $kind in
    seals) took=$(seconds "$longhaul" verify $(drives)) ;;
    digests) took=$(seconds "$longhaul" verify --without-keys $(drives)) ;;
    cat) took=$(seconds read_all) ;;
    esac
    [ $round -eq 0 ] || echo "$took" >>"$work/verify-$kind"
  done
  round=$((round + 1))
done

for what in pack-without pack-with verify-seals verify-checksums verify-digests verify-cat; do
  echo "$what $(median "$work/$what") ms"
done
awk -v with="$(median "$work/pack-with")" -v without="$(median "$work/pack-without")" \
  'BEGIN { printf "pack with digests / without: %.2f\n", with / without }'
awk -v digests="$(median "$work/verify-digests")" -v seals="$(median "$work/verify-seals")" \
  'BEGIN { printf "verify by digests / by seals: %.2f\n", digests / seals }'
