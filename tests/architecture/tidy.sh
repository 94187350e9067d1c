#!/bin/sh
# tidy.sh CLANG_TIDY BUILD_DIR: the checks of .clang-tidy over the product's sources, two at a time.
set -eu
git ls-files 'core/*.cpp' 'ui/*.cpp' 'app/*.cpp' |
    xargs -P 2 -n 4 "$1" -p "$2" --quiet --warnings-as-errors='*'
