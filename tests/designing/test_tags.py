"""A template's tags balance, or the one that does not is told at its line."""

from __future__ import annotations

import pytest

from spp_press.designing.tags import check_tags
from spp_press.problems import Report
from spp_press.styles import Style, read_style
from tests.conftest import ROOT


def found(template: str) -> list[str]:
    report = Report()
    check_tags(Style("mine", ROOT, (), {"article.html": template}, {}, (), ()), report)
    return [
        f"{p.place}: {p.key} {dict(p.values)['tag']}".removeprefix("styles/mine/article.html:")
        for p in report
    ]


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("<article>\n<header>\n<h2></h2>\n</article>", ["2: tag-unclosed header"]),
        ("<div>\n<div>\n</div>", ["1: tag-unclosed div"]),
        ("<div>\n</section></div>", ["2: tag-unopened section"]),
        ('<article class="article id="{{ a }}">\n</article>', ["1: tag-broken article"]),
        ("<ul>\n<li>one\n<li>two\n</ul>", ["2: tag-unclosed li", "3: tag-unclosed li"]),
        ("{% if x %}\n<div>\n{% else %}\n<p></p>\n{% endif %}", ["2: tag-unclosed div"]),
        ("{% for a in b %}\n<p>{% endfor %}", ["2: tag-unclosed p"]),
        ("<div/>\n<p></p>", ["1: tag-unclosed div"]),
    ],
)
def test_a_tag_that_does_not_balance_is_told(template: str, said: list[str]) -> None:
    assert found(template) == said


@pytest.mark.parametrize(
    "template",
    [
        '<!doctype html><p class="a{% if x > 1 %} b{% endif %}">{{ "<b>" }}<br><img src="{{ u }}">'
        "</p>",
        "{% if x %}<h1>{% else %}<h1 class=long>{% endif %}{{ t }}</h1>",
        "{% if x %}<h1>{{ t }}</h1>{% else %}<p>{{ t }}</p>{% endif %}",
        "<!-- <div> -->{# <p> #}<style>a > b { content: '<i>' }</style>",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg>',
        "{% for a in b %}<li {% if a.x %}class='x'{% endif %}></li>{% else %}<p></p>{% endfor %}",
    ],
)  # fmt: skip
def test_what_balances_is_not(template: str) -> None:
    assert found(template) == []


@pytest.mark.parametrize("name", ["classic", "hongtou"])
def test_our_own_templates_balance(name: str) -> None:
    report = Report()
    check_tags(read_style(name, ROOT, report), report)
    assert list(report) == []
