# Sourced, with $root set, by spp-press and tests/run.
# shellcheck shell=sh disable=SC2154

python=$root/.venv/bin/python
# The environment's lock, written last of all: named for the machine, as a folder can be shared.
stamp="$root/.venv/$(uname -sm).lock"

is_set_up() { # LOCK
  [ -x "$python" ] && cmp -s "$root/$1" "$stamp"
}

set_up() { # LOCK [NEED=DEBIAN-PACKAGE…]
  for found in python3.13 python3.12 python3.11 python3; do
    if "$found" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      "$found" -B "$root/bootstrap.py" "$stamp" "$@" || exit
      return
    fi
  done
  case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in
    zh*) echo "spp-press：没有找到 Python 3.11 或更高版本。请先安装：Debian、Ubuntu 用 apt install python3，Fedora 用 dnf install python3，macOS 用 brew install python，然后重新运行。" ;;
    *) echo "spp-press: no Python 3.11 or newer was found. Install it (Debian, Ubuntu: apt install python3; Fedora: dnf install python3; macOS: brew install python), then run this again." ;;
  esac >&2
  exit 5
}
