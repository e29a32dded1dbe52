#!/usr/bin/env bash
# Debian's Chromium and a Chinese font, for the browser tests.
set -eu
. "$(dirname "$0")/env.sh"
command -v chromium >/dev/null || install_debian chromium
[ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' -print -quit 2>/dev/null)" ] || install_debian fonts-noto-cjk
