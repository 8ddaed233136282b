#!/usr/bin/env bash
# Makes the packages from what the build left in logsentinel-*/target; `mvn -Pdist package` calls it:
#   target/logsentinel-VERSION.tar.gz                for any Linux or macOS with a JDK or JRE 17 or newer
#   target/logsentinel-VERSION-linux-ARCH.tar.gz     with its own Java
#   target/logsentinel_VERSION_ARCH.deb              the same for Debian and Ubuntu, with systemd units
# Same sources, same JDK, same bytes, whatever the locale and umask are; of the archive of classes in the two .tar.gz where
# class-archive can have the same addresses every time.
set -euo pipefail
umask 022
export LC_ALL=C TZ=UTC

: "${JAVA_HOME:?}" "${VERSION:?}" "${BUILD_TIME:?}" "${LIBRARIES:?}"
here=$(cd "$(dirname "$0")" && pwd)
top=${here%/*}
target=$here/target
jar=$top/logsentinel-cli/target/logsentinel.jar
tests=$top/logsentinel-cli/target/test-classes
export SOURCE_DATE_EPOCH
SOURCE_DATE_EPOCH=$(date -d "$BUILD_TIME" +%s)

for tool in tar gzip unzip dpkg-deb; do
  command -v "$tool" >/dev/null || { echo "packages: $tool is not on the PATH: install it" >&2; exit 1; }
done
[ -f "$jar" ] || { echo "packages: no $jar: call mvn -Pdist package in $top" >&2; exit 1; }
[ -d "$tests/io/logsentinel/cli/manual" ] ||
  { echo "packages: no $tests: the manual is made by classes beside the tests, so give -DskipTests, not -Dmaven.test.skip" >&2; exit 1; }

case $(uname -m) in
  x86_64) arch=x64 deb_arch=amd64 ;;
  aarch64) arch=aarch64 deb_arch=arm64 ;;
  *) arch=$(uname -m) deb_arch=$(dpkg --print-architecture) ;;
esac

rm -rf "$target"
mkdir -p "$target"

# the same files with the same times, by name, of nobody
pack() { # PARENT NAME OUT
  tar --create --sort=name --format=gnu --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    --directory "$1" "$2" | gzip --no-name --best >"$3"
}
times() { find "$1" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +; }

# --- the tree that all have in common, laid out as under /usr
name=logsentinel-$VERSION
tree=$target/plain/$name
lib=$tree/lib/logsentinel
mkdir -p "$tree/bin" "$lib" "$tree/share"
cp "$top/logsentinel" "$tree/bin/logsentinel"
cp "$jar" "$lib/logsentinel.jar"
cp "$here/class-archive" "$lib/class-archive"
chmod 755 "$tree/bin/logsentinel" "$lib/class-archive"
"$JAVA_HOME/bin/java" -cp "$tests:$jar" io.logsentinel.cli.manual.Manual "$tree/share" "${BUILD_TIME%T*}"
cp -r "$top/README.md" "$top/CHANGELOG.md" "$top/LICENSE" "$top/docs" "$top/examples" "$tree"
mkdir -p "$tree/examples/systemd"
cp "$here"/systemd/* "$here/Dockerfile" "$tree/examples/systemd"
mv "$tree/examples/systemd/Dockerfile" "$tree/examples/Dockerfile"
cp "$here/NOTICE" "$tree/NOTICE"
for library in $LIBRARIES; do sed -i "s/@${library%%=*}@/${library#*=}/" "$tree/NOTICE"; done
unzip -p "$jar" META-INF/NOTICE >>"$tree/NOTICE"
unzip -q -j "$jar" 'META-INF/licenses/*' -d "$tree/licenses"

# --- its own Java: the modules that our classes need, as the libraries' optional parts are not used
modules=$("$JAVA_HOME/bin/jdeps" --multi-release 17 --ignore-missing-deps --print-module-deps \
  "$top"/logsentinel-{core,ml,cli}/target/classes)
java_version=$(sed -n 's/^JAVA_RUNTIME_VERSION="\(.*\)"$/\1/p' "$JAVA_HOME/release")
mkdir -p "$target/with-java"
cp -a "$target/plain/$name" "$target/with-java/$name"
runtime=$target/with-java/$name/lib/logsentinel/runtime
"$JAVA_HOME/bin/jlink" --add-modules "$modules" --strip-debug --no-header-files --no-man-pages \
  --release-info "add:JAVA_RUNTIME_VERSION=\"$java_version\"" --output "$runtime" >/dev/null

# --- Debian: as installed, but for the archive of classes, which is made there
deb=$target/deb
mkdir -p "$deb/DEBIAN" "$deb/usr/share/doc/logsentinel" "$deb/lib/systemd/system" "$deb/usr/lib/sysusers.d" "$deb/etc/default"
cp -a "$target/with-java/$name"/{bin,lib,share} "$deb/usr"
mkdir -p "$deb/usr/share/zsh/vendor-completions"
mv "$deb/usr/share/zsh/site-functions/_logsentinel" "$deb/usr/share/zsh/vendor-completions"
rmdir "$deb/usr/share/zsh/site-functions"
find "$deb/usr/share/man" -name '*.1' -exec gzip --no-name --best {} +
doc=$deb/usr/share/doc/logsentinel
cp -r "$tree/README.md" "$tree/CHANGELOG.md" "$tree/docs" "$tree/examples" "$tree/licenses" "$doc"
rm -r "$doc/examples/systemd"
{ cat "$here/debian/copyright" && cat "$tree/NOTICE"; } >"$doc/copyright"
cp "$here"/systemd/logsentinel.{service,timer} "$deb/lib/systemd/system"
cp "$here/systemd/logsentinel.sysusers" "$deb/usr/lib/sysusers.d/logsentinel.conf"
cp "$here/systemd/logsentinel.default" "$deb/etc/default/logsentinel"
size=$(du -sk --apparent-size "$deb" | cut -f1)
sed "s/@VERSION@/${VERSION/-SNAPSHOT/~snapshot}/; s/@ARCH@/$deb_arch/; s/@SIZE@/$size/" "$here/debian/control" >"$deb/DEBIAN/control"
echo /etc/default/logsentinel >"$deb/DEBIAN/conffiles"
for script in postinst prerm postrm; do install -m 755 "$here/debian/$script" "$deb/DEBIAN/$script"; done
chmod -R u=rwX,go=rX "$deb"
(cd "$deb" && find usr lib -type f -print0 | sort -z | xargs -0 md5sum >DEBIAN/md5sums)
times "$deb"
dpkg-deb --root-owner-group -Zxz --build "$deb" "$target/logsentinel_${VERSION}_$deb_arch.deb" >/dev/null

# --- the archives of classes: for the JVM of this build, and for the one that goes with it
archive() { # TREE JAVA
  local lib=$1/lib/logsentinel
  times "$1"
  "$lib/class-archive" "$2" "$lib/logsentinel.jar" "$lib/classes_$java_version.jsa" --installed ||
    echo "packages: $2 makes no archive of classes: $1 starts without" >&2
}
archive "$tree" "$JAVA_HOME/bin/java"
archive "$target/with-java/$name" "$runtime/bin/java"
pack "$target/plain" "$name" "$target/$name.tar.gz"
pack "$target/with-java" "$name" "$target/$name-linux-$arch.tar.gz"

rm -rf "$target/plain" "$target/with-java" "$deb"
(cd "$target" && sha256sum ./*.tar.gz ./*.deb >SHA256SUMS && ls -l)
