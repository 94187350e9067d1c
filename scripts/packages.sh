#!/bin/sh
# Installs what Rejoin is built, tested and shown with, on Debian 12 or Ubuntu 24.04. Does nothing when all is there.
# usage: scripts/packages.sh [build|test]
set -eu

build="clang-16 ninja-build ccache cmake git pkg-config
 qt6-base-dev libqt6svg6-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-translations-l10n qt6-qpa-plugins
 libgl-dev libvulkan-dev libxkbcommon-dev qcoro-qt6-dev libboost-dev libpugixml-dev libssl-dev libedit-dev
 libkrb5-dev gss-ntlmssp qtkeychain-qt6-dev libsecret-1-0
 fonts-dejavu-core fonts-noto-cjk xvfb xauth"
test="g++ clang-tidy-16 clang-format-16 libclang-rt-16-dev openssl libbenchmark-dev imagemagick xdotool
 krb5-kdc krb5-admin-server krb5-user tinyproxy-bin dante-server openssh-server openssh-client dbus-daemon gnome-keyring g++-mingw-w64-x86-64"

wanted="$build"
[ "${1:-build}" = test ] && wanted="$wanted $test"

missing=""
for package in $wanted; do
    dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done
if [ "$(id -u)" = 0 ]; then as_root=""; else as_root="sudo"; fi
if [ -n "$missing" ]; then
    echo "Installing:$missing"
    # A bare machine has no package lists yet.
    $as_root apt-get update -qq
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing
fi

# Optional: where there is a .NET SDK, a real PowerShell for the tests that run on both engines of the lab. Without one
# they run on the lab's own engine alone and say so.
if [ "${1:-build}" = test ] && command -v dotnet >/dev/null && ! command -v pwsh >/dev/null; then
    tools=/opt/rejoin-pwsh
    echo "Installing: PowerShell (a .NET tool, in $tools)"
    if { [ -x "$tools/pwsh" ] ||
        $as_root dotnet tool install PowerShell --version '7.6.*' --tool-path "$tools" >/dev/null 2>&1; } &&
        $as_root ln -sf "$tools/pwsh" /usr/local/bin/pwsh; then
        pwsh -NoLogo -NoProfile -Command '"PowerShell $($PSVersionTable.PSVersion)"' || true
    else
        echo "PowerShell could not be installed: the tests against a real one are skipped."
    fi
fi
