#!/usr/bin/env bash
# Tries what `mvn install` leaves in a repository as a project elsewhere would: with the BOM as docs/install.md has it, and the
# README's snippet as its code.    try-library.sh REPOSITORY [options of mvn]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
top=${here%/*}
repository=$1
project=$(mktemp -d)
trap 'rm -rf "$project"' EXIT

for module in core ml cli; do
  for part in "" -sources -javadoc; do
    compgen -G "$repository/io/logsentinel/logsentinel-$module/*/logsentinel-$module-*$part.jar" >/dev/null ||
      { echo "library: no logsentinel-$module$part.jar in $repository" >&2; exit 1; }
  done
done
block() { awk -v lang="$2" '$0 == "```" lang && !done { inside = 1; next } $0 == "```" && inside { done = 1; inside = 0 } inside' "$1"; }

{
  cat <<'EOS'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>org.example</groupId>
  <artifactId>consumer</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
EOS
  block "$top/docs/install.md" xml
  echo "  <build><pluginManagement><plugins>"
  # the versions that are there, as the build uses them
  for plugin in compiler resources; do
    grep -A1 "<artifactId>maven-$plugin-plugin</artifactId>" "$top/pom.xml" | head -n 2 | sed '1i <plugin>' && echo '</plugin>'
  done
  echo "  </plugins></pluginManagement></build></project>"
} >"$project/pom.xml"

mkdir -p "$project/src/main/java"
{
  block "$top/README.md" java | grep '^import '
  echo 'class Consumer {'
  echo '  static void run(java.nio.file.Path monday, java.nio.file.Path today, java.nio.file.Path file) throws Exception {'
  block "$top/README.md" java | grep -v '^import '
  echo '  }'
  echo '}'
} >"$project/src/main/java/Consumer.java"

(cd "$project" && mvn -q -B -Dmaven.repo.local="$repository" "${@:2}" compile)
test -s "$project/target/classes/Consumer.class"
echo "library: a project elsewhere compiles against it"
