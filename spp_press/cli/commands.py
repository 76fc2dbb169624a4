"""The commands. Built for one language, so that their help is in it."""

from pathlib import Path
from typing import Annotated

import typer

from spp_press import __version__
from spp_press.catalogue.words import word
from spp_press.cli.show import Show


def build(lang: str) -> typer.Typer:  # noqa: PLR0915  (a command each)
    """The command, speaking ``lang`` (``zh`` or ``en``)."""

    def t(key: str) -> str:
        return word(key, lang)

    app = typer.Typer(
        help=t("help"),
        no_args_is_help=True,
        add_completion=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    Root = Annotated[Path | None, typer.Option("--root", help=t("help-root"))]
    Cache = Annotated[Path | None, typer.Option("--cache", help=t("help-cache"))]
    Quiet = Annotated[bool, typer.Option("--quiet", "-q", help=t("help-quiet"))]
    Verbose = Annotated[bool, typer.Option("--verbose", "-v", help=t("help-verbose"))]

    def show_version(wanted: bool) -> None:
        if wanted:
            typer.echo(f"spp-press {__version__}")
            raise typer.Exit

    @app.callback()
    def options(
        language: Annotated[str, typer.Option("--lang", help=t("help-lang"))] = lang,
        version: Annotated[
            bool,
            typer.Option("--version", help=t("help-version"), callback=show_version, is_eager=True),
        ] = False,
    ) -> None:
        pass

    @app.command(help=t("help-make"))
    def make(  # noqa: PLR0917  (typer calls it by name)
        issues: Annotated[
            list[str] | None, typer.Argument(metavar="ISSUE…", help=t("help-issue"))
        ] = None,
        sample: Annotated[bool, typer.Option("--sample", help=t("help-sample"))] = False,
        edition: Annotated[
            list[str] | None, typer.Option("--edition", help=t("help-edition"))
        ] = None,
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        style: Annotated[str | None, typer.Option("--style", help=t("help-style"))] = None,
        printer: Annotated[str | None, typer.Option("--printer", help=t("help-printer"))] = None,
        open_: Annotated[bool, typer.Option("--open", help=t("help-open"))] = False,
        keep_html: Annotated[bool, typer.Option("--keep-html", help=t("help-keep-html"))] = False,
        final: Annotated[bool, typer.Option("--final", help=t("help-final"))] = False,
        anyway: Annotated[bool, typer.Option("--anyway", help=t("help-anyway"))] = False,
        cache: Cache = None,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.making import Wish, make_issues

        if not issues and not sample:
            raise typer.BadParameter(t("help-issue"), param_hint="ISSUE…")
        wish = Wish(
            editions=tuple(edition or ()),
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
        )
        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(make_issues(issues or (), wish, show))

    @app.command(help=t("help-archive"))
    def archive(  # noqa: PLR0917  (typer calls it by name)
        only: Annotated[list[str] | None, typer.Option("--only", help=t("help-only"))] = None,
        jobs: Annotated[int | None, typer.Option("--jobs", min=1, help=t("help-jobs"))] = None,
        output: Annotated[
            Path | None, typer.Option("--output", help=t("help-archive-output"))
        ] = None,
        root: Root = None,
        cache: Cache = None,
        json: Annotated[bool, typer.Option("--json", help=t("help-json-lines"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.archiving import Wish, press_archive

        wish = Wish(tuple(only or ()), jobs, output, root, cache, json)
        raise typer.Exit(press_archive(wish, Show(lang, quiet=quiet, verbose=verbose)))

    @app.command(help=t("help-check"))
    def check(  # noqa: PLR0917  (typer calls it by name)
        targets: Annotated[
            list[str], typer.Argument(metavar="ISSUE|FILE.pdf…", help=t("help-target"))
        ],
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        printer: Annotated[str | None, typer.Option("--printer", help=t("help-printer"))] = None,
        strict: Annotated[bool, typer.Option("--strict", help=t("help-strict"))] = False,
        json: Annotated[bool, typer.Option("--json", help=t("help-json"))] = False,
        ink: Annotated[bool, typer.Option("--ink", help=t("help-ink"))] = False,
        fix: Annotated[bool, typer.Option("--fix", help=t("help-fix"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.checking import Wish, check_all

        wish = Wish(output, root, printer, strict, json, ink, fix)
        raise typer.Exit(check_all(targets, wish, Show(lang, quiet=quiet, verbose=verbose)))

    @app.command(help=t("help-finish"))
    def finish(  # noqa: PLR0917  (typer calls it by name)
        files: Annotated[list[Path], typer.Argument(metavar="FILE.pdf…", help=t("help-pdf"))],
        printer: Annotated[str, typer.Option("--printer", help=t("help-printer"))],
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.finishing import finish_all

        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(finish_all(files, printer, output, root, show))

    @app.command(help=t("help-preview"))
    def preview(  # noqa: PLR0917  (typer calls it by name)
        issue: Annotated[str | None, typer.Argument(metavar="ISSUE", help=t("help-issue"))] = None,
        sample: Annotated[bool, typer.Option("--sample", help=t("help-sample-preview"))] = False,
        root: Root = None,
        style: Annotated[str | None, typer.Option("--style", help=t("help-style"))] = None,
        printer: Annotated[str | None, typer.Option("--printer", help=t("help-printer"))] = None,
        port: Annotated[int, typer.Option("--port", help=t("help-port"), min=0, max=65535)] = 0,
        editor: Annotated[str | None, typer.Option("--editor", help=t("help-editor"))] = None,
        no_browser: Annotated[
            bool, typer.Option("--no-browser", help=t("help-no-browser"))
        ] = False,
    ) -> None:
        from spp_press.cli.previewing import Wish, preview_issue

        if not issue and not sample:
            raise typer.BadParameter(t("help-issue"), param_hint="ISSUE")
        wish = Wish(root, style, printer, port, editor, not no_browser, sample)
        preview_issue(issue, wish, Show(lang))

    @app.command(help=t("help-verify"))
    def verify(
        issues: Annotated[list[str], typer.Argument(metavar="ISSUE…", help=t("help-issue"))],
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        cache: Cache = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.verifying import verify_issues

        raise typer.Exit(verify_issues(issues, output, root, cache, Show(lang, quiet=quiet)))

    @app.command(help=t("help-doctor"))
    def doctor(
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        json: Annotated[bool, typer.Option("--json", help=t("help-json"))] = False,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.doctoring import examine

        raise typer.Exit(examine(root, output, json, Show(lang, quiet=quiet, verbose=not quiet)))

    @app.command(help=t("help-unpack"))
    def unpack(
        file: Annotated[Path, typer.Argument(metavar="FILE.pdf", help=t("help-screen-pdf"))],
        output: Annotated[
            Path | None, typer.Option("--output", help=t("help-unpack-output"))
        ] = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.unpacking import unpack_file

        unpack_file(file, output, Show(lang, quiet=quiet))

    @app.command("list", help=t("help-list"))
    def list_(root: Root = None) -> None:
        from spp_press.cli.listing import list_all

        list_all(root, Show(lang))

    @app.command(help=t("help-styles"))
    def styles(
        verb: Annotated[str | None, typer.Argument(metavar="[copy", help=t("help-copy"))] = None,
        source: Annotated[str | None, typer.Argument(metavar="STYLE", help=t("help-from"))] = None,
        name: Annotated[str | None, typer.Argument(metavar="NAME]", help=t("help-to"))] = None,
        root: Root = None,
    ) -> None:
        from spp_press.cli.designing import copy, list_styles

        if verb is None:
            list_styles(root, Show(lang))
        elif verb == "copy" and source and name:
            copy(source, name, root, Show(lang))
        else:
            raise typer.BadParameter("spp-press styles copy STYLE NAME", param_hint="copy")

    @app.command(help=t("help-compare"))
    def compare(  # noqa: PLR0917  (typer calls it by name)
        issue: Annotated[str, typer.Argument(metavar="ISSUE", help=t("help-issue"))],
        against: Annotated[
            str, typer.Option("--against", metavar="REV|FILE.pdf|STYLE", help=t("help-against"))
        ] = "HEAD",
        output: Annotated[Path | None, typer.Option("--output", help=t("help-output"))] = None,
        root: Root = None,
        style: Annotated[str | None, typer.Option("--style", help=t("help-style"))] = None,
        cache: Cache = None,
        open_: Annotated[bool, typer.Option("--open", help=t("help-open"))] = False,
        quiet: Quiet = False,
        verbose: Verbose = False,
    ) -> None:
        from spp_press.cli.comparing import Wish, compare_issue

        wish = Wish(against, output, root, style, cache, open_)
        show = Show(lang, quiet=quiet, verbose=verbose)
        raise typer.Exit(compare_issue(issue, wish, show))

    @app.command(help=t("help-new"))
    def new(
        issue: Annotated[
            str | None, typer.Argument(metavar="[ISSUE]", help=t("help-issue-new"))
        ] = None,
        joint: Annotated[bool, typer.Option("--joint", help=t("help-joint"))] = False,
        supplement: Annotated[
            bool, typer.Option("--supplement", help=t("help-supplement"))
        ] = False,
        root: Root = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.listing import Wish, start

        start(Wish(issue, joint, supplement), root, Show(lang, quiet=quiet, verbose=True))

    @app.command("import", help=t("help-import"))
    def import_(  # noqa: PLR0917  (typer calls it by name)
        sources: Annotated[list[Path], typer.Argument(metavar="FILE…", help=t("help-sources"))],
        issue: Annotated[str | None, typer.Option("--issue", help=t("help-import-issue"))] = None,
        yes: Annotated[bool, typer.Option("--yes", "-y", help=t("help-import-yes"))] = False,
        dry_run: Annotated[bool, typer.Option("--dry-run", help=t("help-dry-run"))] = False,
        root: Root = None,
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.importing import Wish, import_issue

        show = Show(lang, quiet=quiet, verbose=True)
        raise typer.Exit(import_issue(sources, Wish(root, issue, yes, dry_run), show))

    @app.command(help=t("help-init"))
    def init(  # noqa: PLR0917  (typer calls it by name)
        folder: Annotated[Path, typer.Argument(metavar="[FOLDER]", help=t("help-folder"))] = Path(),
        name: Annotated[str | None, typer.Option("--name", help=t("help-name"))] = None,
        publisher: Annotated[
            str | None, typer.Option("--publisher", help=t("help-publisher"))
        ] = None,
        first: Annotated[str | None, typer.Option("--first", help=t("help-first"))] = None,
        cumulative: Annotated[
            int | None, typer.Option("--cumulative", help=t("help-cumulative"), min=1, max=99_999)
        ] = None,
        editor: Annotated[str | None, typer.Option("--editor", help=t("help-editor-name"))] = None,
        style: Annotated[str, typer.Option("--style", help=t("help-style"))] = "classic",
        quiet: Quiet = False,
    ) -> None:
        from spp_press.cli.founding import Wish, start_bulletin

        wish = Wish(name, publisher, first, cumulative, editor, style)
        start_bulletin(folder, wish, Show(lang, quiet=quiet))

    return app
