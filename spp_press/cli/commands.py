"""The commands. Built for one language, so that their help is in it."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from spp_press import __version__
from spp_press.catalogue.words import word
from spp_press.cli import completing
from spp_press.cli.grammar import Command, Group, missing
from spp_press.cli.show import Show
from spp_press.years import YEARS


def build(lang: str) -> Group:  # noqa: PLR0915  (a command each)
    """The command, speaking ``lang`` (``zh`` or ``en``)."""

    def t(key: str) -> str:
        return word(key, lang)

    app = typer.Typer(
        cls=Group,
        help=t("help"),
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "obj": lang},
    )

    def command(name: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        return app.command(name, cls=Command, help=t(f"help-{name}"))

    Issue = typer.Argument(
        metavar=t("an-issue"), help=t("help-issue"), autocompletion=completing.issues
    )
    Issues = typer.Argument(
        metavar=t("issues"), help=t("help-issue"), autocompletion=completing.issues
    )
    Output = Annotated[
        Path | None, typer.Option("--output", metavar=t("a-folder"), help=t("help-output"))
    ]
    Root = Annotated[
        Path | None, typer.Option("--root", metavar=t("a-folder"), help=t("help-root"))
    ]
    Cache = Annotated[
        Path | None, typer.Option("--cache", metavar=t("a-folder"), help=t("help-cache"))
    ]
    style_option = typer.Option(
        "--style", metavar=t("a-style"), help=t("help-style"), autocompletion=completing.styles
    )
    printer_option = typer.Option(
        "--printer",
        metavar=t("a-printer"),
        help=t("help-printer"),
        autocompletion=completing.printers,
    )
    Style = Annotated[str | None, style_option]
    Printer = Annotated[str | None, printer_option]
    Open = Annotated[bool, typer.Option("--open", help=t("help-open"))]
    Anyway = Annotated[bool, typer.Option("--anyway", help=t("help-anyway"))]
    Json = Annotated[bool, typer.Option("--json", help=t("help-json"))]
    Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=t("help-quiet"))]
    Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=t("help-verbose"))]

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"spp-press {__version__}")
            raise typer.Exit

    @app.callback(invoke_without_command=True)
    def options(
        ctx: typer.Context,
        language: Annotated[
            Literal["zh", "en"],
            typer.Option("--lang", metavar="zh|en", help=t("help-lang"), expose_value=False),
        ] = "zh",
        version: Annotated[
            bool,
            typer.Option("--version", help=t("help-version"), callback=show_version, is_eager=True),
        ] = False,
    ) -> None:
        if ctx.invoked_subcommand is None:
            typer.echo(ctx.get_help())

    @command("make")
    def make(  # noqa: PLR0917  (typer calls it by name)
        issues: Annotated[list[str] | None, Issues] = None,
        sample: Annotated[bool, typer.Option("--sample", help=t("help-sample"))] = False,
        edition: Annotated[
            list[str] | None,
            typer.Option(
                "--edition",
                metavar=t("an-edition"),
                help=t("help-edition"),
                autocompletion=completing.editions,
            ),
        ] = None,
        stage: Annotated[
            str | None,
            typer.Option(
                "--stage",
                metavar=t("a-stage"),
                help=t("help-stage"),
                autocompletion=completing.stages,
            ),
        ] = None,
        output: Output = None,
        root: Root = None,
        style: Style = None,
        printer: Printer = None,
        open_: Open = False,
        keep_html: Annotated[bool, typer.Option("--keep-html", help=t("help-keep-html"))] = False,
        final: Annotated[bool, typer.Option("--final", help=t("help-final"))] = False,
        anyway: Anyway = False,
        cache: Cache = None,
        profile: Annotated[bool, typer.Option("--profile", help=t("help-profile"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.making import Wish, make_issues

        if not issues and not sample:
            raise missing(t("issues"), "spp-press make")
        wish = Wish(
            editions=tuple(edition or ()),
            stage=stage,
            output=output,
            root=root,
            style=style,
            printer=printer,
            open=open_,
            keep_html=keep_html,
            final=final,
            sample=sample,
            anyway=anyway,
            cache=cache,
            profile=profile,
        )
        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(make_issues(issues or (), wish, show))

    @command("archive")
    def archive(  # noqa: PLR0917  (typer calls it by name)
        only: Annotated[
            list[str] | None,
            typer.Option(
                "--only",
                metavar=t("an-issue"),
                help=t("help-only"),
                autocompletion=completing.issues,
            ),
        ] = None,
        jobs: Annotated[
            int | None, typer.Option("--jobs", metavar=t("a-count"), min=1, help=t("help-jobs"))
        ] = None,
        output: Annotated[
            Path | None,
            typer.Option("--output", metavar=t("a-folder"), help=t("help-archive-output")),
        ] = None,
        root: Root = None,
        cache: Cache = None,
        cluster: Annotated[
            str | None,
            typer.Option("--cluster", metavar=t("an-address"), help=t("help-cluster")),
        ] = None,
        anyway: Anyway = False,
        json: Annotated[bool, typer.Option("--json", help=t("help-json-lines"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.archiving import Wish, press_archive

        wish = Wish(tuple(only or ()), jobs, output, root, cache, cluster, anyway, json)
        raise typer.Exit(press_archive(wish, Show(lang, quiet=quiet, verbose=verbose)))

    @command("check")
    def check(  # noqa: PLR0917  (typer calls it by name)
        targets: Annotated[
            list[str],
            typer.Argument(
                metavar=t("issues-or-pdfs"), help=t("help-target"), autocompletion=completing.issues
            ),
        ],
        output: Output = None,
        root: Root = None,
        style: Style = None,
        printer: Printer = None,
        strict: Annotated[bool, typer.Option("--strict", help=t("help-strict"))] = False,
        json: Json = False,
        ink: Annotated[bool, typer.Option("--ink", help=t("help-ink"))] = False,
        fix: Annotated[bool, typer.Option("--fix", help=t("help-fix"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.checking import Wish, check_all

        wish = Wish(output, root, style, printer, strict, json, ink, fix)
        raise typer.Exit(check_all(targets, wish, Show(lang, quiet=quiet, verbose=verbose)))

    @command("finish")
    def finish(  # noqa: PLR0917  (typer calls it by name)
        files: Annotated[list[Path], typer.Argument(metavar=t("pdfs"), help=t("help-pdf"))],
        printer: Annotated[str, printer_option],
        output: Output = None,
        root: Root = None,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.finishing import finish_all

        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(finish_all(files, printer, output, root, show))

    @command("preview")
    def preview(  # noqa: PLR0917  (typer calls it by name)
        issue: Annotated[str | None, Issue] = None,
        sample: Annotated[bool, typer.Option("--sample", help=t("help-sample-preview"))] = False,
        root: Root = None,
        style: Style = None,
        printer: Printer = None,
        port: Annotated[
            int,
            typer.Option("--port", metavar=t("a-count"), help=t("help-port"), min=0, max=65535),
        ] = 0,
        editor: Annotated[
            str | None, typer.Option("--editor", metavar=t("an-editor"), help=t("help-editor"))
        ] = None,
        no_browser: Annotated[
            bool, typer.Option("--no-browser", help=t("help-no-browser"))
        ] = False,
    ) -> None:
        from spp_press.cli.previewing import Wish, preview_issue

        if not issue and not sample:
            raise missing(t("an-issue"), "spp-press preview")
        wish = Wish(root, style, printer, port, editor, not no_browser, sample)
        preview_issue(issue, wish, Show(lang))

    @command("verify")
    def verify(  # noqa: PLR0917  (typer calls it by name)
        issues: Annotated[list[str], Issues],
        output: Output = None,
        root: Root = None,
        cache: Cache = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.verifying import Wish, verify_issues

        raise typer.Exit(
            verify_issues(issues, Wish(output, root, cache, json), Show(lang, quiet=quiet))
        )

    @command("doctor")
    def doctor(
        output: Output = None,
        root: Root = None,
        json: Json = False,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.doctoring import examine

        raise typer.Exit(examine(root, output, json, Show(lang, quiet=quiet, verbose=not quiet)))

    @command("unpack")
    def unpack(
        file: Annotated[Path, typer.Argument(metavar=t("a-pdf"), help=t("help-screen-pdf"))],
        output: Annotated[
            Path | None,
            typer.Option("--output", metavar=t("a-folder"), help=t("help-unpack-output")),
        ] = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.unpacking import unpack_file

        unpack_file(file, output, Show(lang, quiet=quiet))

    @command("list")
    def list_(root: Root = None, json: Json = False) -> None:
        from spp_press.cli.listing import list_all

        list_all(root, json, Show(lang))

    @command("styles")
    def styles(
        verb: Annotated[
            str | None,
            typer.Argument(metavar="[copy", help=t("help-copy"), autocompletion=lambda: ["copy"]),
        ] = None,
        source: Annotated[
            str | None,
            typer.Argument(
                metavar=t("a-style"), help=t("help-from"), autocompletion=completing.styles
            ),
        ] = None,
        name: Annotated[
            str | None, typer.Argument(metavar=f"{t('a-name')}]", help=t("help-to"))
        ] = None,
        root: Root = None,
        json: Json = False,
    ) -> None:
        from spp_press.cli.designing import copy, list_styles

        if verb is None:
            list_styles(root, json, Show(lang))
        elif verb == "copy" and source and name:
            copy(source, name, root, Show(lang))
        else:
            raise missing(f"copy {t('a-style')} {t('a-name')}", "spp-press styles")

    @command("compare")
    def compare(  # noqa: PLR0917  (typer calls it by name)
        issue: Annotated[str, Issue],
        against: Annotated[
            str, typer.Option("--against", metavar=t("a-revision"), help=t("help-against"))
        ] = "HEAD",
        output: Output = None,
        root: Root = None,
        style: Style = None,
        cache: Cache = None,
        open_: Open = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.comparing import Wish, compare_issue

        wish = Wish(against, output, root, style, cache, open_)
        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(compare_issue(issue, wish, show))

    @command("new")
    def new(  # noqa: PLR0917  (typer calls it by name)
        issue: Annotated[
            str | None, typer.Argument(metavar=t("an-issue-optional"), help=t("help-issue-new"))
        ] = None,
        year: Annotated[
            int | None,
            typer.Option(
                "--year", metavar=t("a-year"), min=YEARS[0], max=YEARS[1], help=t("help-year")
            ),
        ] = None,
        joint: Annotated[bool, typer.Option("--joint", help=t("help-joint"))] = False,
        supplement: Annotated[
            bool, typer.Option("--supplement", help=t("help-supplement"))
        ] = False,
        root: Root = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.listing import Wish, start

        start(Wish(issue, year, joint, supplement), root, Show(lang, quiet=quiet, verbose=True))

    @command("export")
    def export(
        issue: Annotated[str, Issue],
        docx: Annotated[bool, typer.Option("--docx", help=t("help-docx"))] = False,
        output: Annotated[
            Path | None,
            typer.Option("--output", "-o", metavar=t("a-file"), help=t("help-export-output")),
        ] = None,
        root: Root = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.exporting import export as export_issue

        if not docx:
            raise missing("--docx", "spp-press export")
        export_issue(issue, output, root, Show(lang, quiet=quiet))

    @command("import")
    def import_(  # noqa: PLR0917  (typer calls it by name)
        sources: Annotated[list[Path], typer.Argument(metavar=t("files"), help=t("help-sources"))],
        issue: Annotated[
            str | None, typer.Option("--issue", metavar=t("an-issue"), help=t("help-import-issue"))
        ] = None,
        yes: Annotated[bool, typer.Option("--yes", "-y", help=t("help-import-yes"))] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t("help-dry-run"))] = False,
        root: Root = None,
        json: Annotated[bool, typer.Option("--json", help=t("help-review-json"))] = False,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.importing import Wish, import_issue
        from spp_press.cli.reviewing import are_reviews, take_back

        show = Show(lang, quiet=quiet, verbose=True)
        wish = Wish(root, issue, yes, dry_run, json)
        if are_reviews(sources):
            raise typer.Exit(take_back(sources, wish, show))
        if json:
            raise missing(t("reviewed-files"), "spp-press import --json")
        raise typer.Exit(import_issue(sources, wish, show))

    @command("init")
    def init(  # noqa: PLR0917  (typer calls it by name)
        folder: Annotated[
            Path, typer.Argument(metavar=t("a-folder-optional"), help=t("help-folder"))
        ] = Path(),
        name: Annotated[
            str | None, typer.Option("--name", metavar=t("a-name"), help=t("help-name"))
        ] = None,
        publisher: Annotated[
            str | None, typer.Option("--publisher", metavar=t("a-name"), help=t("help-publisher"))
        ] = None,
        first: Annotated[
            str | None, typer.Option("--first", metavar=t("an-issue"), help=t("help-first"))
        ] = None,
        cumulative: Annotated[
            int | None,
            typer.Option(
                "--cumulative",
                metavar=t("a-count"),
                help=t("help-cumulative"),
                min=1,
                max=99_999,
            ),
        ] = None,
        editor: Annotated[
            str | None, typer.Option("--editor", metavar=t("a-name"), help=t("help-editor-name"))
        ] = None,
        style: Annotated[str, style_option] = "classic",
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.founding import Wish, start_bulletin

        wish = Wish(name, publisher, first, cumulative, editor, style)
        start_bulletin(folder, wish, Show(lang, quiet=quiet))

    return _completed(app, lang)


def _completed(app: typer.Typer, lang: str) -> Group:
    """The tree of ``app``: ``--lang`` wherever it is written, and completion in our words."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    own = {param.name: param for param in group.params}
    for each in group.commands.values():
        each.params.append(own["language"])

    def install(ctx: Any, param: Any, wanted: Any) -> None:
        if wanted and not ctx.resilient_parsing:
            typer.echo(completing.install(lang))
            ctx.exit()

    own["install_completion"].callback = install
    for name in ("install", "show"):
        described: Any = own[f"{name}_completion"]
        described.help = word(f"help-{name}-completion", lang)
    return group
