# How every script here measures; to be sourced. Two commands run in turns, pair by pair, so that a machine's moods
# meet both; the first round only warms memory up and does not count; times are medians, and a ratio is the median
# of the pairs' ratios.
#
# All files are in /dev/shm, or under $BENCH_ROOM. $BENCH_FACTS may name a file that takes the main figures.

bench=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
longhaul=$(dirname "$bench")/longhaul
room=${BENCH_ROOM:-/dev/shm}

fail() { echo "$(basename "$0"): $*" >&2; exit 1; }

# Says what the comment on top of the script says.
usage() { sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"; exit "${1:-0}"; }

# Whether a tool is here; otherwise names it, and the Debian package that has it.
has() { # TOOL PACKAGE
  command -v "$1" >/dev/null && return
  echo "$1 is missing, and what needs it was left out: apt-get install $2" >&2
  return 1
}

# Whether so much room is free, in the folder and, when that is memory, for the processes too.
fits() { # MIB [FILES]
  local free memory files
  free=$(df --output=avail -m "$room" | tail -1)
  memory=$(awk '/MemAvailable/ {print int($2 / 1024)}' /proc/meminfo)
  files=$(df --output=iavail "$room" | tail -1)
  [ "$(stat -f -c %T "$room")" != tmpfs ] || [ "$memory" -gt "$free" ] || free=$memory
  [ "$free" -ge "$1" ] || { echo "$room has $free MiB free; $1 are needed." >&2; return 1; }
  # A file system in memory has fewer files than room; root can change it: mount -o remount,nr_inodes=0 /dev/shm
  [ "$files" -ge "${2:-0}" ] || { echo "$room has room for $files more files; $2 are needed (mount option nr_inodes)." >&2; return 1; }
}

# Makes the work folder, and builds Longhaul and the benchmarks if need be.
begin() { # MIB [FILES]
  [ -x /usr/bin/time ] || fail "GNU time is missing: apt-get install time"
  fits "$@" || exit 1
  work=$(mktemp -d -p "$room" longhaul-bench.XXXXXX)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT TERM
  mkdir "$work/times"
  export LONGHAUL_CONFIG=$work/config
  "$longhaul" --version >/dev/null
}

# Runs a class of the benchmarks with the launcher's own flags.
java_bench() { # CLASS ARGUMENTS...
  "$("$longhaul" --which-jdk)/bin/java" --enable-native-access=ALL-UNNAMED --add-modules jdk.incubator.vector \
    -XX:+UseParallelGC -cp "$(echo "$bench"/target/longhaul-bench-*.jar "$bench"/target/lib/*.jar | tr ' ' :)" \
    "org.longhaul.bench.$1" "${@:2}" 2> >(grep -v 'incubator modules' >&2)
}

make_data() { java_bench MakeData "$@"; } # KIND FOLDER AMOUNT

drives() { seq -f "$work/drives/d%03.0f" 1 "$1"; } # COUNT

fresh_drives() { # COUNT
  rm -rf "$work/drives"
  # shellcheck disable=SC2046
  mkdir -p $(drives "$1")
}

# Runs one command; seconds, user seconds, system seconds and the peak memory in KiB of its largest process go to a
# line of the current pair's file for the current command.
timed() { # COMMAND...
  /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" >"$work/out" 2>&1 || { tail -5 "$work/out" >&2; fail "failed: $*"; }
  cat "$work/time" >>"$work/times/$pair.$current"
}

# Runs two functions in turns; each calls `timed` once.
pair() { # A B
  local round
  pair=$1-$2
  rm -f "$work/times/$pair".*
  for round in $(seq 0 "$rounds"); do
    for current in "$1" "$2"; do "$current"; done
    [ "$round" -gt 0 ] || rm -f "$work/times/$pair".*
  done
}

middle() { sort -g | awk '{v[NR] = $1} END {if (NR) printf "%.3g\n", (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2}'; }

# The median of a column over all pairs that the command was part of.
median() { cat "$work/times"/*."$1" | awk -v c="$2" '{print $c}' | middle; } # COMMAND COLUMN

# How many times as fast the first of a pair is.
ratio() { # A B
  paste -d ' ' "$work/times/$1-$2.$1" "$work/times/$1-$2.$2" | awk '{print ($5 + 0.005) / ($1 + 0.005)}' | middle
}

compute() { awk "BEGIN {printf \"%.3g\n\", $1}"; }

fact() { echo "$1 $2" >>"${BENCH_FACTS:-/dev/null}"; }

pair_head() {
  echo "| command | s | MB/s | CPU s | peak MB | against | s | MB/s | CPU s | peak MB | times as fast |"
  echo "|---|---|---|---|---|---|---|---|---|---|---|"
}

cells() { # FILE MIB
  local seconds
  seconds=$(awk '{print $1}' "$1" | middle)
  echo "$seconds | $(awk "BEGIN {printf \"%.0f\", $2 * 1.048576 / ($seconds + 0.005)}") | $(awk '{print $2 + $3}' "$1" | middle) | $(awk '{print int($4 / 1000)}' "$1" | middle)"
}

# Measures a pair and prints its line.
pair_row() { # MIB A B [TITLE_A TITLE_B]
  pair "$2" "$3"
  echo "| ${4:-${2//_/ }} | $(cells "$work/times/$2-$3.$2" "$1") | ${5:-${3//_/ }} | $(cells "$work/times/$2-$3.$3" "$1") | $(ratio "$2" "$3") |"
  fact "${kind:-media}-$2-$3" "$(ratio "$2" "$3")"
}
