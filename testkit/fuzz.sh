#!/usr/bin/env bash
# Fuzzes every parser, each for so many seconds; a failure says its seed and the document in hexadecimal.
# usage: testkit/fuzz.sh SECONDS [SEED]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec mvn -q -pl core,testkit -am test -Dtest='*FuzzTest' -Dsurefire.failIfNoSpecifiedTests=false \
  -Dlonghaul.fuzz.seconds="${1:?usage: testkit/fuzz.sh SECONDS [SEED]}" ${2:+-Dlonghaul.fuzz.seed="$2"}
