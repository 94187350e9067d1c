#!/bin/sh
# tidy.sh CLANG_TIDY BUILD_DIR [all]: the checks of .clang-tidy, two files at a time. A file takes about five seconds, so
# by itself the test looks at what speaks to servers; `all` looks at every source of the product (scripts/check does).
set -eu
if [ "${3:-}" = all ]; then
    files="$(git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp')"
else
    files="$(git ls-files 'core/base/*.cpp' 'core/clixml/*.cpp' 'core/psrp/*.cpp' 'core/wsman/*.cpp' \
        'core/transport/*.cpp' 'core/remoting/*.cpp' 'core/sessions/*.cpp' 'core/jobs/*.cpp')"
fi
# Windows' side of a login has no compile command here.
files="$(echo "$files" | grep -v '/sspi[a-z]*\.cpp$')"
echo "$files" | xargs -P 2 -n 3 "$1" -p "$2" --quiet --warnings-as-errors='*'
