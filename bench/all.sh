#!/usr/bin/env bash
# Runs all benchmarks, and writes a report with the ratios that Longhaul is held to, and plots.
#
#   bench/all.sh [quick|full [FOLDER]]
#
# quick, the default: small sizes, one round, about ten minutes on two cores, to see that all runs; start weighs much
# in its figures. full: 4 GiB of media, a million small files, three rounds, some hours; 22 GiB of room in /dev/shm.
# The report is FOLDER/report.md, bench/target/report if not given. Peers that are missing are named and left out:
#   apt-get install restic borgbackup rclone par2 age zstd gnuplot-nox gcc libisal-dev time
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
source "$here/commands/measure.sh"
size=${1:-quick} BENCH_OUT=${2:-$here/target/report}
[ "$size" = quick ] || [ "$size" = full ] || usage 2
mkdir -p "$BENCH_OUT"
load=$(cut -d " " -f 1 /proc/loadavg)
BENCH_OUT=$(readlink -f "$BENCH_OUT")
BENCH_FACTS=$BENCH_OUT/facts
export BENCH_OUT BENCH_FACTS
rm -f "$BENCH_FACTS" "$BENCH_OUT"/*.{md,svg,tsv,jfr}
"$longhaul" --version >/dev/null

section() { # TITLE SCRIPT ARGUMENTS...
  local title=$1 script=$2 start=$SECONDS
  shift 2
  echo "$(date +%H:%M) $script $*" >&2
  {
    echo
    echo "## $title"
    echo
    echo "\`bench/$script${*:+ $*}\`"
    echo
    "$here/$script" "$@" || echo "It failed."
    [ "$script" != commands/scale.sh ] || echo "
![$title](scale-$1.svg)"
  } >>"$BENCH_OUT/sections.md"
  echo "      $((SECONDS - start)) s" >&2
}

if [ "$size" = quick ]; then
  few="restic tar" media=256 small=20000 tables=128 rounds=1 parity=32 data=512 files=30000 empty=100000 wide=128 profile=256
else
  few="" media=4096 small=1000000 tables=2048 rounds=3 parity=128 data=8192 files=1000000 empty=10000000 wide=1024 profile=2048
fi
section "Erasure coding, one core" coding.sh 10+4 40+20 54+6
section "Against what bounds it" commands/bounds.sh $media $rounds
section "Media, against others" commands/peers.sh media $media $rounds
section "Small files, against others" commands/peers.sh small $small $rounds $few
section "Tables, against others" commands/peers.sh tables $tables $rounds $few
section "What the keyless proof costs" commands/proof.sh $media $rounds
section "Parity, against par2" commands/parity.sh $parity $rounds
section "Scale: data" commands/scale.sh data $data
section "Scale: files" commands/scale.sh files $files
section "Scale: empty files" commands/scale.sh empty $empty
section "Scale: drives" commands/scale.sh drives $wide
for command in pack unpack repair verify; do
  section "Profile: $command" commands/profile.sh $command $profile
done
section "Profile: pack, small files" commands/profile.sh pack $((profile / 4)) small

value() { awk -v n="$1" '$1 == n {v = $2} END {print v == "" ? "-" : v}' "$BENCH_FACTS"; }
isal() { awk -F '|' -v g=" $1 " '$2 == g {v = $(NF - 1)} END {gsub(/ /, "", v); print v == "" ? "-" : v}' "$BENCH_OUT/sections.md"; }
version() { command -v "$1" >/dev/null && "$@" 2>&1 | grep -oE '[0-9]+(\.[0-9]+)+' | head -1 || echo missing; }
jdk=$("$longhaul" --which-jdk)
{
  echo "# Longhaul's benchmarks, $size"
  echo
  echo "- commit $(git -C "$here" rev-parse --short HEAD 2>/dev/null || echo unknown), $(date -u +%F), \`bench/all.sh $size\`, $((SECONDS / 60)) minutes"
  echo "- $(lscpu | sed -n 's/^Model name: *//p'), $(nproc) cores, $(awk '/MemTotal/ {printf "%.0f GiB", $2 / 1048576}' /proc/meminfo);$(grep -m1 ^flags /proc/cpuinfo | grep -owE 'avx2|avx512bw|gfni|vaes|sha_ni' | sort -u | tr '\n' ' ' | sed 's/^/ /; s/ $//')"
  echo "- Linux $(uname -r), $(. /etc/os-release && echo "$PRETTY_NAME"), JDK $(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"/\1/p' "$jdk/release")"
  echo "- restic $(version restic version), borg $(version borg --version), rclone $(version rclone version), par2 $(version par2 -V), age $(version age --version), zstd $(version zstd --version), tar $(version tar --version)"
  echo "- all files in $room; load before: $load"
  echo
  echo "## Held to"
  echo
  echo "| figure | goal | measured |"
  echo "|---|---|---|"
  echo "| coding 10+4 / 40+20 / 54+6 against ISA-L, one core | 1.0 / 2.0 / 1.0 | $(isal 10+4) / $(isal 40+20) / $(isal 54+6) |"
  echo "| pack $media MiB of media against restic backup | 10 | $(value media-pack-restic_backup) |"
  echo "| pack against its kernels' bound, start included / apart from start | 0.8 | $(value pack-bound) / $(value pack-bound-net) |"
  echo "| unpack against restic restore | 10 | $(value media-unpack-restic_restore) |"
  echo "| unpack, 2 of 8 gone, against all there | 0.6 | $(value media-unpack_2_gone-unpack) |"
  echo "| verify against cat | 0.5 | $(value media-verify-cat_drives) |"
  echo "| pack $small files of 4 KiB against restic / against tar | 5 / 0.5 | $(value small-pack-restic_backup) / $(value small-pack-tar_create) |"
  echo "| peak memory at $(value scale-files-largest) / $(value scale-empty-largest) files, MB | 1073 | $(value scale-files-peak-mb) / $(value scale-empty-peak-mb) |"
  echo "| longhaul --version, s | 0.15 | $(value version-seconds) |"
  echo "| time grows with data / files / drives (slope of pack/verify/unpack; 1 is linear) | 1 | $(value scale-data-slopes), $(value scale-files-slopes), $(value scale-drives-slopes) |"
  cat "$BENCH_OUT/sections.md"
} >"$BENCH_OUT/report.md"
rm "$BENCH_OUT/sections.md"
echo "$BENCH_OUT/report.md" >&2
