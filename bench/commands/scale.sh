#!/usr/bin/env bash
# Time and peak memory as one thing grows, in memory: points, how time grows with it, and a plot with two log-log axes.
#
#   bench/commands/scale.sh data [MOST_MIB]      media, from 64 MiB on, doubling to 8192 or so; 6+2
#   bench/commands/scale.sh files [MOST_FILES]   files of some bytes, from 1000 on, to 1000000 or so; 3+1
#   bench/commands/scale.sh empty [MOST_FILES]   files with nothing in them, to 10000000 or so: the others take a page
#                                                of memory each
#   bench/commands/scale.sh drives [MIB]         4 to 255 drives, a quarter of them parity, 1024 MiB or so of media
#
# $BENCH_ROUNDS runs of each point, 1 if not given, after one that does not count; medians. The points go to
# scale-WHAT.tsv and the plot to scale-WHAT.svg, in $BENCH_OUT or bench/target/report. A point that does not fit in
# memory is left out, and said. Needs Debian's gnuplot-nox for the plot.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
what=${1:-help} rounds=${BENCH_ROUNDS:-1}
out=${BENCH_OUT:-$bench/target/report}
case $what in
  data)
    most=${2:-8192} unit=MiB axis="MiB of media"
    points=$(for ((n = 64; n <= most; n *= 2)); do echo $n; done)
    ;;
  files | empty)
    most=${2:-$([ "$what" = files ] && echo 1000000 || echo 10000000)} unit=files
    axis=$([ "$what" = files ] && echo "files of some bytes" || echo "empty files")
    points=$(for ((n = 1000; n <= most; n *= 10)); do echo $n $((n * 3)); done | tr ' ' '\n' | awk -v m="$most" '$1 <= m')
    ;;
  drives)
    most=${2:-1024} unit=drives axis="drives, $most MiB of media"
    points="4 8 16 32 64 128 255"
    ;;
  *) usage ;;
esac
mkdir -p "$out"
begin 1024
table=$out/scale-$what.tsv

# Room for the data and the drives, or for the drives and the copy: data and copy are not there together.
point() { # N
  case $what in
    data) parity=2 drives=8 mib=$1 files=1000 ;;
    files | empty) parity=1 drives=4 mib=0 files=$1 ;;
    drives) parity=$(($1 / 4)) drives=$1 mib=$most files=1000 ;;
  esac
  local pages=$((files / 800))
  [ "$what" != files ] || pages=$((files / 190))
  # Of a catalogue of a million files each drive takes about 100 MiB.
  fits $((mib * 24 / 10 + pages + files / 10000 * drives + drives * 2 + 1024)) "$files"
}

make_point() {
  case $what in
    files) make_data tiny "$work/data" "$files" ;;
    empty) make_data empty "$work/data" "$files" ;;
    *) make_data media "$work/data" "$mib" ;;
  esac
}

# shellcheck disable=SC2046
{
  pack() {
    fresh_drives "$drives"
    timed "$longhaul" pack "$work/data" --geometry "$((drives - parity))+$parity" --to $(drives "$drives")
  }
  verify() { timed "$longhaul" verify $(drives "$drives"); }
  unpack() {
    rm -rf "$work/copy"
    timed "$longhaul" unpack $(drives "$drives") --into "$work/copy"
  }
}

middle_of() { awk -v c="$2" '{print $c}' "$work/times/$1.$1" | middle; } # COMMAND COLUMN

alone() { # COMMAND
  local round
  pair=$1 current=$1
  rm -f "$work/times/$1.$1"
  for round in $(seq 0 "$rounds"); do
    "$1"
    [ "$round" -gt 0 ] || rm -f "$work/times/$1.$1"
  done
}

echo "# $unit pack_s verify_s unpack_s pack_kib verify_kib unpack_kib" >"$table"
left_out=
for n in $points; do
  if ! point "$n"; then
    left_out="$left_out $n"
    continue
  fi
  make_point
  alone pack
  alone verify
  rm -rf "$work/data"
  alone unpack
  echo "$n $(middle_of pack 1) $(middle_of verify 1) $(middle_of unpack 1) $(middle_of pack 4) $(middle_of verify 4) $(middle_of unpack 4)" >>"$table"
  rm -rf "$work/copy" "$work/drives"
done

# The least-squares slope of log(time) over log(n): 1 is linear, 0 is flat. Over all points, starting weighs much on
# the small ones; so also over the upper half.
slope() { # COLUMN upper|all
  grep -v '^#' "$table" | awk -v c="$1" -v part="$2" '
    {n[NR] = log($1); t[NR] = log($c + 0.001)}
    END {
      for (i = part == "all" ? 1 : int(NR / 2) + 1; i <= NR; i++) {m++; x += n[i]; y += t[i]; xx += n[i] * n[i]; xy += n[i] * t[i]}
      if (m > 1) printf "%.2f", (m * xy - x * y) / (m * xx - x * x); else printf "-"
    }'
}

echo "By ${axis}; medians of $rounds runs; $(nproc) cores.${left_out:+ Left out, for want of room:$left_out.}"
echo
echo "| $unit | pack s | verify s | unpack s | pack peak MB | verify peak MB | unpack peak MB |"
echo "|---|---|---|---|---|---|---|"
grep -v '^#' "$table" | awk '{printf "| %s | %s | %s | %s | %d | %d | %d |\n", $1, $2, $3, $4, $5 / 1000, $6 / 1000, $7 / 1000}'
echo "| slope, all points | $(for c in 2 3 4 5 6 7; do printf '%s | ' "$(slope $c all)"; done)"
echo "| slope, upper half | $(for c in 2 3 4 5 6 7; do printf '%s | ' "$(slope $c upper)"; done)"
largest=$(tail -1 "$table")
fact "scale-$what-largest" "$(echo "$largest" | cut -d ' ' -f 1)"
fact "scale-$what-slopes" "$(slope 2 upper)/$(slope 3 upper)/$(slope 4 upper)"
fact "scale-$what-peak-mb" "$(echo "$largest" | awk '{m = $5 > $7 ? $5 : $7; printf "%d", (m > $6 ? m : $6) / 1000}')"

has gnuplot gnuplot-nox || exit 0
# The same data on more drives should cost the same, so no line of proportion goes there.
linear=
[ "$what" = drives ] || linear=", $(awk '!/^#/ {n = $1; t = $2} END {printf "%g", t / n}' "$table") * x dashtype 2 lc \"gray\" title \"linear\""
gnuplot <<PLOT
set terminal svg size 960,400 font "sans-serif,12" background "white"
set output "$out/scale-$what.svg"
set multiplot layout 1,2
set logscale xy
set grid
set key outside top center horizontal
set autoscale xfix
set xlabel "$axis"
set ylabel "seconds"
plot for [c=2:4] "$table" using 1:c with linespoints lw 2 pt 7 title word("pack verify unpack", c - 1)$linear
set ylabel "peak memory, MB"
set yrange [10:*]
plot for [c=5:7] "$table" using 1:(column(c) / 1000) with linespoints lw 2 pt 7 title word("pack verify unpack", c - 4)
PLOT
