"""Messages about the command itself: use, writing, environment, limits."""

from __future__ import annotations

from spp_press.catalogue.entry import Entry

RUNNING: dict[str, Entry] = {
    # setting up a checkout
    "set-up-installs": Entry(
        zh="正在安装 {what}。",
        en="installing {what}.",
        zh_remedy="只需这一次，请稍候。",
        en_remedy="Please wait: this is done only once.",
    ),
    "set-up-waits": Entry(
        zh="另一个命令正在准备运行环境。",
        en="another command is setting up.",
        zh_remedy="请稍候，它完成后会接着运行。",
        en_remedy="Please wait: this one goes on when that is done.",
    ),
    "packages-missing": Entry(
        zh="这台电脑缺少 {packages}。",
        en="this machine lacks {packages}.",
        zh_remedy="请先运行：{command}",
        en_remedy="First type: {command}",
    ),
    "packages-failed": Entry(
        zh="没能装上 {packages}（{reason}）。",
        en="could not install {packages} ({reason}).",
        zh_remedy="请检查网络和 apt 的软件源，然后重新运行。",
        en_remedy="Check the network and apt's sources, then run this again.",
    ),
    "environment-failed": Entry(
        zh="没能建好运行环境 .venv（{reason}）。",
        en="could not build the environment .venv ({reason}).",
        zh_remedy="请检查网络（或 pip 的 index-url）和磁盘空间，然后重新运行。",
        en_remedy="Check the network (or pip's index-url) and the disk space, then run this again.",
    ),
    # writing
    "disk-full": Entry(
        zh="磁盘已满，没有写入；原有的文件没有动过。",
        en="the disk is full; nothing was written, and what was there before is untouched.",
        zh_remedy="请腾出空间，或用 --output 换一个文件夹。",
        en_remedy="Make room, or choose another folder with --output.",
    ),
    "not-writable": Entry(
        zh="这里不能写入（{reason}）；原有的文件没有动过。",
        en="this cannot be written ({reason}); what was there before is untouched.",
        zh_remedy="若文件正在别的程序中打开，请先关闭；否则请检查权限，或换一个文件夹。",
        en_remedy="Close it if another program has it open; else check who may write there, "
        "or choose another folder.",
    ),
    "not-written": Entry(
        zh="没能写入（{reason}）；原有的文件没有动过。",
        en="this could not be written ({reason}); what was there before is untouched.",
        zh_remedy="请检查路径，或用 --output 换一个文件夹。",
        en_remedy="Check the path, or choose another folder with --output.",
    ),
    # a build in a process of its own
    "limit-time": Entry(
        zh="排版超过了 {limit} 秒的时限，已停止。",
        en="the build took longer than its limit of {limit} s and was stopped.",
        zh_remedy="请检查最近改动的文章和图片，看是否有异常复杂或巨大的内容。",
        en_remedy="Look at what was changed last for something overly complex or large.",
    ),
    "limit-memory": Entry(
        zh="排版用尽了内存（上限 {limit} MB），已停止。",
        en="the build ran out of memory (its limit is {limit} MB) and was stopped.",
        zh_remedy="请检查最近改动的图片和表格，并关闭其他占用内存的程序。",
        en_remedy="Look at the pictures and tables changed last, and close other large programs.",
    ),
    "limit-file": Entry(
        zh="要写的一个文件超过了 {limit} MB 的上限，已停止。",
        en="a file grew over its limit of {limit} MB and the build was stopped.",
        zh_remedy="请检查最近改动的图片。",
        en_remedy="Look at the pictures changed last.",
    ),
    "limit-depth": Entry(
        zh="内容的嵌套层次太深，已停止。",
        en="something is nested too deeply and the build was stopped.",
        zh_remedy="请检查最近改动的文章中多层的引文、列表或表格。",
        en_remedy="Look for quotes, lists or tables within each other in what was changed last.",
    ),
    "no-temporary-folder": Entry(
        zh="没有可用的临时文件夹（{reason}）。",
        en="there is no temporary folder to work in ({reason}).",
        zh_remedy="请腾出磁盘空间，或用环境变量 TMPDIR 指定一个可以写入的文件夹。",
        en_remedy="Make room, or name a folder that can be written in the variable TMPDIR.",
    ),
    "library-missing": Entry(
        zh="这台电脑缺少系统库 {library}。",
        en="this machine lacks the library {library}.",
        zh_remedy="请安装 Pango：Debian、Ubuntu 用 apt install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0，Fedora 用 dnf install pango harfbuzz，macOS 用 brew install pango，"
        "Windows 在 MSYS2 中用 pacman -S mingw-w64-ucrt-x86_64-pango。",
        en_remedy="Install Pango. Debian, Ubuntu: apt install libpango-1.0-0 libpangoft2-1.0-0 "
        "libharfbuzz-subset0; Fedora: dnf install pango harfbuzz; macOS: brew install pango; "
        "Windows: pacman -S mingw-w64-ucrt-x86_64-pango in MSYS2.",
    ),
    "crashed": Entry(
        zh="排版程序崩溃了（{signal}）。",
        en="the typesetter crashed ({signal}).",
        zh_remedy="多半是系统的 Pango、Fontconfig 或字体不完整：请重装 Pango，然后重新运行。",
        en_remedy="Most often the system's Pango, Fontconfig or fonts are incomplete: "
        "install Pango again, then run this again.",
    ),
    "unexpected": Entry(
        zh="遇到了没有料到的错误：{error}（{at}）。",
        en="something unforeseen went wrong: {error} ({at}).",
        zh_remedy="这是程序的缺陷：请把这一行和这一期的文件夹发给维护者。",
        en_remedy="This is a fault of the program: please send this line and the issue's folder "
        "to its maintainers.",
    ),
    "root-missing": Entry(
        zh="从 {folder} 往上找不到 issues/bulletin.toml。",
        en="There is no issues/bulletin.toml in {folder} or above it.",
        zh_remedy="到简报的文件夹里再运行，或用 --root 指明它。",
        en_remedy="Run it in the bulletin's folder, or name that with --root.",
    ),
    "pdf-missing": Entry(
        zh="读不到这个文件（{reason}）。",
        en="this file cannot be read ({reason}).",
        zh_remedy="检查文件名和路径。",
        en_remedy="Check its name and its path.",
    ),
    "edition-unknown": Entry(
        zh="没有“{name}”这种版本。",
        en="There is no edition {name}.",
        zh_remedy="可用的版本：{editions}。",
        en_remedy="There are: {editions}.",
    ),
}
