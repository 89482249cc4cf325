#!/usr/bin/env bash
# Where the processors' time of a whole command goes, by the JDK's Flight Recorder: methods and threads, with shares.
#
#   bench/commands/profile.sh pack|unpack|repair|verify [MIB [KIND]]
#
# `repair` is unpack with 2 of 8 drives gone. MIB of data, 1024 if not given, of KIND media (tables, small: MiB of
# 4 KiB files). Time spent in native code and in the kernel counts for the native method that was called. Takes 3.7
# times as much room in /dev/shm. The recording is kept in $BENCH_OUT or bench/target/report.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/measure.sh"
command=${1:-help} mib=${2:-1024} kind=${3:-media}
case $command in pack | unpack | repair | verify) ;; *) usage ;; esac
out=${BENCH_OUT:-$bench/target/report}
mkdir -p "$out"
files=1000 amount=$mib
[ "$kind" != small ] || files=$((mib * 256)) amount=$((mib * 256))
begin $((mib * 37 / 10 + 1024 + files / 400)) "$((files * 2))"
make_data "$kind" "$work/data" "$amount"
jfr=$("$longhaul" --which-jdk)/bin/jfr
recording=$(readlink -f "$out")/$command-$kind.jfr

# shellcheck disable=SC2046
run() { # COMMAND
  case $1 in
    pack)
      fresh_drives 8
      timed "$longhaul" pack "$work/data" --geometry 6+2 --to $(drives 8)
      ;;
    verify) timed "$longhaul" verify $(drives 8) ;;
    unpack | repair)
      rm -rf "$work/copy"
      timed "$longhaul" unpack $(drives 8 | grep -v "$([ "$1" = repair ] && echo 'd00[27]' || echo none)") --into "$work/copy"
      ;;
  esac
}
pair=first current=run
run pack
[ "$command" = pack ] || run "$command"
pair=plain
run "$command"
pair=recorded
export LONGHAUL_JVM_OPTS="-XX:StartFlightRecording=filename=$recording,settings=none,+jdk.CPUTimeSample#enabled=true,+jdk.CPUTimeSample#throttle=5ms,+jdk.CPUTimeSample#stackTrace=true"
run "$command"
read -r plain_s plain_user plain_system _ <"$work/times/plain.run"
read -r _ user system _ <"$work/times/recorded.run"

"$jfr" print --events jdk.CPUTimeSample --stack-depth 20 "$recording" >"$work/samples"
# A sample stands for 5 ms of a thread's processor time; the rest is the JVM's own, and the recorder's.
shares() { # TITLE; names come on standard input, one a sample
  echo "| $1 | share | CPU s |"
  echo "|---|---|---|"
  sort | uniq -c | sort -rn | head -12 | awk -v all="$(compute "$user + $system")" '
    {count = $1; sub(/^ *[0-9]+ /, ""); if (count * 0.005 / all >= 0.005) printf "| `%s` | %.1f %% | %.2f |\n", $0, count * 0.5 / all, count * 0.005}'
  echo "| not in Java threads: compilers, collector, start of the JVM, recorder | $(awk -v n="$(grep -c 'jdk.CPUTimeSample {' "$work/samples")" -v all="$(compute "$user + $system")" 'BEGIN {printf "%.1f %% | %.2f", 100 - n * 0.5 / all, all - n * 0.005}') |"
}

echo "$command, $mib MiB of $kind, 6+2: $plain_s s, of which user $plain_user s and system $plain_system s on $(nproc) cores."
echo
frames() { # PATTERN: the innermost frame of each sample that fits it
  awk -v p="$1" '/stackTrace = \[/ {looking = 1; next} /^  \]/ {looking = 0}
    looking && $0 ~ p {sub(/^ */, ""); sub(/line:.*/, ""); gsub(/\([^)]*\)/, ""); sub(/ +$/, ""); print; looking = 0}' "$work/samples"
}
frames . | shares "method"
echo
frames org.longhaul | shares "method of Longhaul's, with what it calls"
echo
sed -n 's/.*eventThread = "\([^"]*\)".*/\1/p' "$work/samples" | sed -E 's/[- ]+[0-9]+$//' | shares "threads"
