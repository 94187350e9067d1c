#!/bin/sh
# The main job in the terminal, against rejoin-lab with its demo: find a disconnected session, connect, see its jobs,
# bring their output, disconnect. Each command is shown with what it prints.
# usage: scripts/tour.sh FOLDER_OF_THE_PROGRAMS
set -eu
bin="$1"
work="$(mktemp -d)"
lab=""
cleanup() {
    [ -n "$lab" ] && kill "$lab" 2>/dev/null && wait "$lab" 2>/dev/null
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# A password of this run only; it goes to the programs through descriptors, never on a command line.
(umask 077; head -c 15 /dev/urandom | base64 >"$work/password")

echo "\$ rejoin-lab --demo --user lab --ready-file ready.json"
"$bin/rejoin-lab" --demo --user lab --password-fd 3 --ready-file "$work/ready.json" 3<"$work/password" &
lab=$!
tries=0
until [ -s "$work/ready.json" ]; do
    tries=$((tries + 1))
    [ $tries -gt 100 ] && { echo "The lab did not start." >&2; exit 1; }
    kill -0 "$lab" 2>/dev/null || { echo "The lab ended." >&2; exit 1; }
    sleep 0.1
done

# The lab's computers listen on free ports of this machine: --connect-to says where each name really is.
rules="$(awk -F'[:,"[:space:]]+' '/"httpsPort"/ {port = $3} /"name": "/ {print "--connect-to " $3 ":5986:127.0.0.1:" port}' \
    "$work/ready.json")"

# The certificate was made a moment ago and nobody vouches for it: -SkipCACheck, for this lab only.
login='-Credential lab -Authentication Basic -UseSSL -SessionOption @{SkipCACheck=$true}'
show() {
    echo
    echo "\$ rejoinctl --connect-to … --password-fd 3 -Command '$1'"
    # A step that reports a failing computer has exit status 1; the tour shows it and goes on.
    # shellcheck disable=SC2086
    "$bin/rejoinctl" --profile "$work" $rules --password-fd 3 -Command "$1" 3<"$work/password" || echo "(exit status $?)"
}

show "Get-PSSession -ComputerName Server01,Server02,Server03,Server04 $login"
show "Connect-PSSession -ComputerName Server01 -Name ITTask $login"
show "\$s = Connect-PSSession -ComputerName Server01 -Name ITTask $login; Invoke-Command -Session \$s {Get-Job}; Invoke-Command -Session \$s {Receive-Job -Name Job2 -Keep}; Disconnect-PSSession -Session \$s -OutputBufferingMode Drop -IdleTimeoutSec 60*60*15"
show "Get-PSSession -ComputerName Server01 $login"
