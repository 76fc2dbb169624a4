"""The baseline of hostile input: an issue made as scripts around WeasyPrint usually make one.

    python benchmarks/naive.py make 2021-1 --root . --output build

Reads the same folders as ``spp-press make`` and writes one PDF. It is as good as the first page of
search results: Markdown to HTML, a template, ``write_pdf`` with the issue's folder as its base.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

import jinja2
from markdown_it import MarkdownIt
from weasyprint import HTML

TEMPLATE = """<!doctype html><html lang="zh"><meta charset="utf-8">
<style>@page { size: 210mm 285mm; @top-left { content: "{{ bulletin.name }}" } }
img { max-width: 100% }</style>
<h1>{{ bulletin.name }}</h1><p>{{ issue.year }}年第{{ issue.number }}期 {{ issue.editor }}</p>
{% for section in issue.sections %}<h1>{{ section.title }}</h1>
{% for article in section.html %}{{ article }}{% endfor %}{% endfor %}
<p>{{ bulletin.publisher }} {{ bulletin.statement }}</p></html>"""


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("command", choices=["make"])
    parser.add_argument("issue")
    parser.add_argument("--root", type=Path, default=Path())
    parser.add_argument("--output", type=Path, default=Path("build"))
    wanted, _ = parser.parse_known_args()
    folder = wanted.root / "issues" / wanted.issue
    bulletin = tomllib.loads((wanted.root / "issues" / "bulletin.toml").read_text())
    issue = tomllib.loads((folder / "issue.toml").read_text())
    markdown = MarkdownIt("commonmark", {"html": True}).enable("table")
    for section in issue["sections"]:
        names = [a if isinstance(a, str) else a["file"] for a in section["articles"]]
        texts = [(folder / name).read_text() for name in names]
        section["html"] = [markdown.render(text) for text in texts]
    html = jinja2.Template(TEMPLATE).render(bulletin=bulletin, issue=issue)
    wanted.output.mkdir(parents=True, exist_ok=True)
    base = str(folder / "articles") + "/"
    HTML(string=html, base_url=base).write_pdf(wanted.output / f"{wanted.issue}.pdf")


if __name__ == "__main__":
    main()
