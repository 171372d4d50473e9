#!/bin/sh
# Unpacks Debian packages of any release and architecture into a new directory; the system stays as it is.
# Their pkg-config files then say where they are. Does nothing where the directory is there already.
set -eu

if [ $# -lt 4 ]; then
  echo "usage: $0 RELEASE ARCHITECTURE DIRECTORY PACKAGE..." >&2
  exit 2
fi
release=$1 architecture=$2 directory=$3
shift 3
[ ! -d "$directory" ] || exit 0

# From where this machine has its own packages.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep '/debian/$' | head -n 1) ||
  { echo "$0: this machine has no Debian mirror" >&2; exit 1; }

view=$(mktemp -d)
trap 'rm -rf "$view"' EXIT
mkdir -p "$view/lists/partial" "$view/archives/partial" "$view/packages" "$view/unpacked"
chmod -R a+rwX "$view"
: >"$view/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $release main" >"$view/sources.list"
apt="apt-get -qq -o Dir::Etc::SourceList=$view/sources.list -o Dir::Etc::SourceParts=/dev/null
  -o Dir::State::Lists=$view/lists -o Dir::State::Status=$view/status -o Dir::Cache=$view
  -o Dir::Cache::Archives=$view/archives -o APT::Architecture=$architecture
  -o APT::Architectures::=$architecture -o Acquire::Check-Valid-Until=false -o Acquire::Languages=none"

# shellcheck disable=SC2086  # $apt is words
{
  $apt update
  (cd "$view/packages" && $apt download "$@")
}
for package in "$view"/packages/*.deb; do dpkg-deb -x "$package" "$view/unpacked"; done

mkdir -p "$(dirname "$directory")"
find "$view/unpacked" -name '*.pc' -exec sed -i "s|=/usr|=$directory/usr|" {} +
mv "$view/unpacked" "$directory"
