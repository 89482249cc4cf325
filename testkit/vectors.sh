#!/usr/bin/env bash
# Makes all published vectors anew, the same each time. Build first: mvn -q -DskipTests package
# usage: testkit/vectors.sh [FOLDER]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$here/.."
java=java
for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/*; do
  if [ -x "$jdk/bin/java" ] && grep -q '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$jdk/release" 2>/dev/null; then
    java=$jdk/bin/java
    break
  fi
done
program=cli/target/longhaul.jar
[ -f "$program" ] || { echo "Build first: mvn -q -DskipTests package" >&2; exit 1; }
exec "$java" --enable-native-access=ALL-UNNAMED -cp "testkit/target/classes:$program" \
  org.longhaul.testkit.vectors.VectorPress "${1:-testkit/vectors}"
