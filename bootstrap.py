"""Sets up what a checkout needs on this machine: Pango, and ``.venv`` from a lock with hashes.

``python bootstrap.py STAMP LOCK [NEED=DEBIAN-PACKAGE…]``, called by ``spp-press`` and
``tests/run`` with any Python from 3.11; it needs nothing but the standard library. STAMP is a copy
of LOCK in ``.venv``, written last of all: an environment without it is built again.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from spp_press.catalogue import remedy, say
from spp_press.cli.language import language
from spp_press.problems import Exit, MissingError, PressError, Problem, Severity
from spp_press.writing import locked, write_whole

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"

# By Debian's names, each with what Linux, macOS and Windows call the library.
LIBRARIES = {
    "libpango-1.0-0": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "libpangoft2-1.0-0": ("libpangoft2-1.0.so.0", "libpangoft2-1.0.dylib", "libpangoft2-1.0-0.dll"),
    "libharfbuzz-subset0": (
        "libharfbuzz-subset.so.0",
        "libharfbuzz-subset.0.dylib",
        "libharfbuzz-subset-0.dll",
    ),
}

WINDOWS_FOLDERS = (
    r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
)


def main(stamp: Path, lock_file: Path, needs: Mapping[str, str]) -> None:
    """Bring what is missing, once for several who ask at the same time.

    Raises MissingError for what cannot be had, WriteError if the checkout cannot be written.
    """
    missing = list(missing_packages(needs))
    apt = shutil.which("apt-get") if sys.platform == "linux" and os.geteuid() == 0 else None
    if missing and apt is None:
        raise failure("packages-missing", packages=" ".join(missing), command=command_for(missing))
    if is_set_up(stamp, lock_file) and not missing:
        return
    with locked(ROOT, "venv", waiting=lambda: tell("set-up-waits")):
        missing = list(missing_packages(needs))  # who held the lock may have brought them
        if missing and apt is not None:
            install_packages(apt, missing)
        if not is_set_up(stamp, lock_file):
            set_up_environment(stamp, lock_file)


def install_packages(apt: str, missing: list[str]) -> None:
    """Install the Debian packages that are missing."""
    packages = " ".join(missing)
    tell("set-up-installs", what=packages)
    options = ("--yes", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")
    run("packages-failed", apt, "update", packages=packages)
    run("packages-failed", apt, "install", *options, *missing, packages=packages)


def missing_packages(needs: Mapping[str, str]) -> Iterator[str]:
    """The Debian packages of what is not there: ``needs``, and what the press needs itself."""
    if sys.platform == "win32":
        for folder in os.environ.get("WEASYPRINT_DLL_DIRECTORIES", WINDOWS_FOLDERS).split(";"):
            with suppress(OSError):
                os.add_dll_directory(folder)
    yield from (package for package, names in LIBRARIES.items() if not is_loadable(names))
    yield from (package for need, package in needs.items() if not is_there(need))
    if importlib.util.find_spec("ensurepip") is None:
        yield f"python{sys.version_info.major}.{sys.version_info.minor}-venv"


def is_there(need: str) -> bool:
    """Whether a command is found, or a file by its whole path."""
    return Path(need).exists() if need.startswith("/") else shutil.which(need) is not None


def is_loadable(names: tuple[str, ...]) -> bool:
    """Whether a library loads by one of ``names``."""
    for name in names:
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        return True
    return False


def command_for(missing: list[str]) -> str:
    """The command that brings ``missing`` on this kind of machine."""
    if sys.platform == "darwin":
        return "brew install pango; export DYLD_FALLBACK_LIBRARY_PATH=$(brew --prefix)/lib"
    if sys.platform == "win32":
        return "pacman -S mingw-w64-ucrt-x86_64-pango  (MSYS2, https://www.msys2.org)"
    if shutil.which("dnf"):
        return "sudo dnf install pango harfbuzz"
    return f"sudo apt-get install {' '.join(missing)}"


def is_set_up(stamp: Path, lock_file: Path) -> bool:
    """Whether ``.venv`` runs and was finished from ``lock_file``."""
    try:
        return stamp.read_bytes() == lock_file.read_bytes() and python().exists()
    except OSError:
        return False


def set_up_environment(stamp: Path, lock_file: Path) -> None:
    """Build ``.venv`` anew from ``lock_file``."""
    tell("set-up-installs", what=f"{VENV.name} ({lock_file.name})")
    stamp.unlink(missing_ok=True)
    # The file itself, not a link to it: when an upgrade takes it away, so goes .venv/bin/python.
    base = os.path.realpath(getattr(sys, "_base_executable", sys.executable))
    run("environment-failed", base, "-m", "venv", "--clear", str(VENV))
    pip = (str(python()), "-m", "pip", "--disable-pip-version-check", "--no-input", "install")
    run("environment-failed", *pip, "--require-hashes", "--only-binary=:all:", "-r", str(lock_file))
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(VENV)}))
    # A relative line: the checkout can be moved.
    write_whole(site / "spp-press.pth", os.fsencode(f"{os.path.relpath(ROOT, site)}\n"))
    write_whole(stamp, lock_file.read_bytes())


def python() -> Path:
    """The environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(key: str, *command: str, **values: str) -> None:
    """Run ``command`` unseen; if it fails, raise ``key`` with the reason that it gives."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode:
        lines = [line.strip() for line in done.stdout.splitlines() if line.strip()]
        reasons = [line for line in lines if line.startswith(("E:", "ERROR:"))] or lines
        raise failure(key, reason=reasons[0] if reasons else command[0], **values)


def failure(key: str, **values: str) -> MissingError:
    """What cannot be had."""
    return MissingError([Problem(key, values=tuple(values.items()))])


def tell(key: str, **values: str) -> None:
    """Say on standard error what is being done."""
    show(Problem(key, severity=Severity.NOTICE, values=tuple(values.items())))


def show(problem: Problem) -> None:
    """One line: what, and what to do."""
    lang = language(())
    gap = "" if lang == "zh" else " "
    place = f"{problem.place}: " if problem.place else ""
    line = f"spp-press: {place}{say(problem, lang)}{gap}{remedy(problem, lang)}"
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    stamp, lock_name, *needs = sys.argv[1:]
    try:
        main(Path(stamp), ROOT / lock_name, dict(need.split("=", 1) for need in needs))
    except PressError as error:
        for problem in error.problems:
            show(problem)
        sys.exit(Exit.ENVIRONMENT)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
