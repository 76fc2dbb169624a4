"""The bulletin's one surviving issue is in ``issues/2021-1``, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from spp_press.issue import Issue, read_issue
from spp_press.manuscript.vetting import drawn
from spp_press.problems import Report

ROOT = Path(__file__).resolve().parents[1]
RECOVERED = ROOT.parent / "shared" / "bulletin" / "2021-1.md"
FIXTURE = Path(__file__).parent / "fixtures" / "2021-1.txt"
SITE = "oneplanetnetwork.us19.list-manage.com"


@pytest.fixture(scope="module")
def issue() -> Issue:
    report = Report()
    issue = read_issue(ROOT / "issues" / "2021-1", ROOT, report)
    assert list(report) == []
    return issue


def printed(issue: Issue) -> list[str]:
    """The lines of the issue in the order of its pages, figures aside."""
    bulletin = issue.bulletin
    lines = [bulletin.series, bulletin.name, *bulletin.slogan]
    lines += [issue.number.full_label, issue.number.cumulative_label]
    for section in issue.sections:
        lines += [section.title, *(article.contents_title for article in section.articles)]
    for article in issue.articles:
        body = re.sub(r"<figure.*?</figure>", "", article.manuscript.body)
        blocks = re.split(r"</p>|<br>", body)
        lines += [article.title, *(drawn(block) for block in blocks)]
    lines += [bulletin.statement, f"{bulletin.editor_label}：{issue.editor}"]
    lines += [bulletin.email, bulletin.web]
    return [line for line in lines if line]


def test_every_line_is_as_it_was_printed(issue: Issue) -> None:
    assert printed(issue) == FIXTURE.read_text(encoding="utf-8").splitlines()


@pytest.mark.skipif(not RECOVERED.is_file(), reason="the recovered text is not here")
def test_every_character_is_in_the_recovered_text(issue: Issue) -> None:
    text = RECOVERED.read_text(encoding="utf-8")
    text = re.sub(rf"<https://{SITE}[^>]*> \)", SITE, text)
    text = re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^#+ |[*<>]|# 目录", "", text, flags=re.MULTILINE)
    assert re.sub(r"\s", "", text).replace("目录", "", 1) == (
        re.sub(r"\s", "", "".join(printed(issue)))
    )


def test_the_shape_of_the_issue(issue: Issue) -> None:
    assert [len(section.articles) for section in issue.sections] == [3, 4, 4]
    assert [article.form for article in issue.articles] == ["article"] * 7 + ["brief"] * 4
    assert 'class="source"' in issue.articles[3].manuscript.body
    assert 'class="partner"' in issue.articles[3].manuscript.body
    assert all(article.manuscript.links == () for article in issue.articles)


def test_every_picture_has_words_for_those_who_cannot_see_it(issue: Issue) -> None:
    figures = [figure for article in issue.articles for figure in article.manuscript.figures]
    assert issue.cover
    assert [f.name for f in (issue.cover, *figures)] == list(issue.assets)
    assert all(re.search("[一-鿿]{4}", figure.alt) for figure in (issue.cover, *figures))
