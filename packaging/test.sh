#!/usr/bin/env bash
# Tries the packages in packaging/target as their users would; `mvn -Pdist verify` calls it. Needs no network. What cannot be
# tried on this machine is said, and skipped.
set -Eeuo pipefail

: "${VERSION:?}"
here=$(cd "$(dirname "$0")" && pwd)
target=$here/target
name=logsentinel-$VERSION
work=$(mktemp -d)
trap 'chmod -R u+w "$work" && rm -rf "$work"' EXIT
trap 'echo "packages: FAILED at line $LINENO: $BASH_COMMAND" >&2' ERR
has() { command -v "$1" >/dev/null || { echo "   skipped: $1 is not there"; return 1; }; }
bytes() { (cd "$1" && find Data Models -type f ! -name run.json -exec sha256sum {} + | sort -k2); }

try_archive() { # TAR OWN_JAVA
  echo "== $1"
  local at="$work/a folder $2"
  mkdir -p "$at" "$work/bin-$2"
  tar --extract --file "$target/$1" --directory "$at"
  ln -s "$at/$name/bin/logsentinel" "$work/bin-$2/logsentinel"
  chmod -R a-w "$at"
  chmod a+rx "$work"
  # without a Java of the machine where the package brings one
  local path=$work/bin-$2:$PATH home=${JAVA_HOME:-} run=()
  if [ "$2" = own-java ]; then home=/nonexistent; fi
  if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then run=(setpriv --reuid=65534 --regid=65534 --clear-groups); fi
  mkdir -m 777 "$work/run-$2"
  cd "$work/run-$2"
  call() { env PATH="$path" JAVA_HOME="$home" "${run[@]}" "$@"; }
  call logsentinel --version | grep -qx "logsentinel $VERSION"
  call logsentinel demo --quiet --dir demo >/dev/null 2>&1
  test -s demo/Models/incidents.json
  bytes demo >"$work/bytes-$2"
  # classes come from the archive, in this folder too; -Xlog:disable of the launcher comes before
  LOGSENTINEL_JAVA_OPTS=-Xlog:class+load:file=loaded call logsentinel --help >/dev/null
  local shared
  shared=$(grep -c 'picocli.*shared objects file' loaded || true)
  echo "   $shared classes of the parser come from the archive of classes"
  if compgen -G "$at/$name/lib/logsentinel/classes_*.jsa" >/dev/null; then [ "$shared" -gt 50 ]; fi
  if [ "$2" = own-java ]; then
    LOGSENTINEL_JAVA_OPTS=-XshowSettings:properties call logsentinel --version 2>&1 | grep -q "java.home = $at"
    # what must be had from the runtime: compressions, encodings, sockets, zones
    local day=(demo/Data/raw/Monday*)
    gzip -c "${day[0]}" >monday.csv.gz
    if has zstd; then zstd -q "${day[0]}" -o monday.csv.zst && call logsentinel inspect monday.csv.zst >/dev/null; fi
    iconv -f UTF-8 -t UTF-16 "${day[0]}" >monday16.csv
    call logsentinel inspect --time-zone America/Halifax monday.csv.gz monday16.csv >/dev/null
    call logsentinel evaluate --models-dir demo/Models --data-dir demo/Data >/dev/null
    call logsentinel --step monitor --models-dir demo/Models --data-dir demo/Data --quiet --output ocsf:- \
      --syslog tcp://127.0.0.1:9 2>/dev/null | grep -q class_uid || true
  fi
  if has man; then
    local page
    for page in "$at/$name"/share/man/man1/*.1; do
      [ -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)" ]
    done
  fi
  # shellcheck disable=SC1090
  (source "$at/$name/share/bash-completion/completions/logsentinel" && COMP_WORDS=(logsentinel --step pre) COMP_CWORD=2 &&
    _logsentinel && [ "${COMPREPLY[*]}" = preprocess ])
  local file
  for file in README.md LICENSE NOTICE docs/install.md licenses/zstd-jni.txt licenses/commons-math3.txt; do
    test -s "$at/$name/$file"
  done
  if grep '@' "$at/$name/NOTICE"; then false; fi
  cd "$work"
}
try_archive "$name.tar.gz" any-java
own=("$target/$name"-linux-*.tar.gz)
try_archive "${own[0]##*/}" own-java
diff "$work/bytes-any-java" "$work/bytes-own-java"

deb=$(echo "$target"/logsentinel_*.deb)
echo "== ${deb##*/}"
if has lintian; then
  # not to be mended here: OpenJDK's binaries are as its packages have them, and the jar is beside the Java that runs it
  lintian --allow-root --fail-on error --suppress-tags \
    unstripped-binary-or-object,bogus-mail-host,no-changelog,jar-not-in-usr-share,maintainer-script-calls-systemctl "$deb"
fi
mkdir "$work/content"
dpkg-deb --extract "$deb" "$work/content"
(cd "$work/content" && { ldd usr/lib/logsentinel/runtime/lib/server/libjvm.so usr/lib/logsentinel/runtime/lib/*.so |
  grep -o '^[[:space:]]*lib[a-z]*[^ ]*' | tr -d '[:blank:]' | sort -u; }) |
  grep -v -E '^lib(c|m|gcc_s|stdc\+\+|z|dl|pthread|rt|java|jli|jvm|net|nio|jimage|verify|zip)\.so' && exit 1

# into an empty root, from outside: any user can
root=$work/root
mkdir -p "$root/var/lib/dpkg/info" "$root/var/lib/dpkg/updates" "$root/tmp"
touch "$root/var/lib/dpkg/status" "$root/var/lib/dpkg/available"
if [ "$(id -u)" = 0 ]; then
  into_root() { dpkg --root="$root" --force-script-chrootless --force-depends "$@" >"$work/log" 2>&1 || { cat "$work/log"; return 1; }; }
  into_root --install "$deb"
  "$root/usr/bin/logsentinel" --version | grep -qx "logsentinel $VERSION"
  test -s "$(echo "$root"/usr/lib/logsentinel/classes_*.jsa)"
  into_root --purge logsentinel
  left=$(find "$root" ! -type d ! -path '*/var/lib/dpkg/*')
  [ -z "$left" ]
  [ ! -e "$root/usr" ] && [ ! -e "$root/etc" ]
else
  echo "   skipped: installing needs root"
fi

# into a copy of this machine that nobody else sees: as on a server
echo "== ${deb##*/}, installed on a copy of this machine"
cat >"$work/on-the-copy" <<'EOS'
set -eu
export PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset JAVA_HOME
dpkg --install /tmp/logsentinel.deb
getent passwd logsentinel
logsentinel --version
if command -v systemd-analyze >/dev/null; then
  systemd-analyze verify /lib/systemd/system/logsentinel.service /lib/systemd/system/logsentinel.timer 2>&1 |
    { ! grep -i logsentinel; }
  systemd-analyze security --offline=true --threshold=20 /lib/systemd/system/logsentinel.service | tail -n 1
fi
# a day of the service, by its own line
mkdir -p /var/spool/flows /etc/logsentinel
install -d -o logsentinel -g logsentinel /var/lib/logsentinel
cd /tmp
as_service() { setpriv --reuid=logsentinel --regid=logsentinel --init-groups --no-new-privs "$@"; }
logsentinel simulate --out week --scale 0.02 --seed 7 >/dev/null
as_service logsentinel learn --quiet --window-size 500 --state /var/lib/logsentinel week/Monday* >/dev/null 2>&1
cp week/Friday-WorkingHours-Afternoon-PortScan* "/var/spool/flows/flows-$(date -d yesterday +%F).csv"
line=$(sed -n 's/^ExecStart=//p' /lib/systemd/system/logsentinel.service | sed 's/\$\$/$/g; s/%%/%/g')
set -a
. /etc/default/logsentinel
set +a
export STATE_DIRECTORY=/var/lib/logsentinel
code=0
eval "as_service $line" >/tmp/out 2>&1 || code=$?
cat /tmp/out
[ "$code" = 4 ] && grep -q '^SuccessExitStatus=4$' /lib/systemd/system/logsentinel.service
test -s /var/lib/logsentinel/runs/*/incidents.json
# nothing was written where the service may not: only its state is its own
[ -z "$(find / -xdev -user logsentinel ! -path '/var/lib/logsentinel*' ! -path '/proc/*' 2>/dev/null)" ]
dpkg --remove logsentinel
[ ! -e /usr/lib/logsentinel ] && [ ! -e /usr/bin/logsentinel ] && [ -e /etc/default/logsentinel ]
test -s /var/lib/logsentinel/runs/*/incidents.json
dpkg --purge logsentinel
[ ! -e /etc/default/logsentinel ] && [ ! -e /var/lib/logsentinel ]
EOS
if [ "$(id -u)" = 0 ] && has unshare && unshare --mount true 2>/dev/null; then
  mkdir "$work/copy"
  # shellcheck disable=SC2016
  unshare --mount --pid --fork sh -eu -c '
    mount --make-rprivate /
    mount -t tmpfs tmpfs "$1/copy"
    mkdir "$1/copy/upper" "$1/copy/work" "$1/copy/root"
    mount -t overlay overlay -o "lowerdir=/,upperdir=$1/copy/upper,workdir=$1/copy/work" "$1/copy/root"
    mount -t proc proc "$1/copy/root/proc"
    mount --bind /dev "$1/copy/root/dev"
    mount -t tmpfs tmpfs "$1/copy/root/tmp"
    cp "$2" "$1/copy/root/tmp/logsentinel.deb"
    cp "$1/on-the-copy" "$1/copy/root/tmp/on-the-copy"
    exec chroot "$1/copy/root" sh /tmp/on-the-copy
  ' sh "$work" "$deb" >"$work/log" 2>&1 || { cat "$work/log"; false; }
  grep -E '^logsentinel|exposure|Incidents' "$work/log" | sed 's/^/   /'
else
  echo "   skipped: needs root and namespaces of its own"
fi

if has systemd-analyze; then systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' "$here/systemd/logsentinel.timer")" >/dev/null; fi
echo "== all packages passed"
