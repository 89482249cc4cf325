#!/usr/bin/env bash
# Erasure coding on one core, ours against ISA-L, in one run. Needs gcc and Debian's libisal-dev.
# CODING_JMH adds options of JMH's, such as "-jvmArgsAppend -XX:UseAVX=2" for processors without AVX-512.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
geometries=${*:-3+1 10+4 40+20 45+15 54+6 200+55}
read -ra options <<<"${CODING_JMH:-}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -o "$work/isal_rs" "$here/isal/isal_rs.c" -lisal
jdk=$("$root/longhaul" --which-jdk)
[ -d "$here/target/lib" ] || (cd "$root" && JAVA_HOME=$jdk mvn -q -DskipTests package)
class_path=$(echo "$here"/target/longhaul-bench-*.jar "$here"/target/lib/*.jar | tr ' ' :)
"$jdk/bin/java" -cp "$class_path" org.openjdk.jmh.Main CodingBenchmark -p "geometry=$(echo "$geometries" | tr ' ' ,)" \
  "${options[@]}" -rf csv -rff "$work/jmh.csv" >"$work/jmh.log" 2>&1 || { cat "$work/jmh.log" >&2; exit 1; }
echo "| geometry | encode GB/s | rebuild GB/s | rebuild against encode | ISA-L encode GB/s | encode against ISA-L |"
echo "|---|---|---|---|---|---|"
for geometry in $geometries; do
  isal=$(taskset -c 0 "$work/isal_rs" "${geometry%+*}" "${geometry#*+}")
  encode=$(tr -d '"' <"$work/jmh.csv" | grep -F ",$geometry" | grep '\.encode,' | cut -d, -f5 | awk -v k="${geometry%+*}" '{printf "%.2f", $1 * k * 262144 / 1e9}')
  rebuild=$(tr -d '"' <"$work/jmh.csv" | grep -F ",$geometry" | grep '\.reconstruct,' | cut -d, -f5 | awk -v k="${geometry%+*}" '{printf "%.2f", $1 * k * 262144 / 1e9}')
  echo "| $geometry | $encode | $rebuild | $(awk -v a="$rebuild" -v b="$encode" 'BEGIN {printf "%.2f", a / b}') | $isal | $(awk -v a="$encode" -v b="$isal" 'BEGIN {printf "%.2f", a / b}') |"
done
