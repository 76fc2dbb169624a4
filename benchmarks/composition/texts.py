"""What is set: the running text of 2021-1, and the words that its titles are made of."""

from __future__ import annotations

import re
from pathlib import Path

from spp_press.issue import Issue, read_issue
from spp_press.manuscript.vetting import drawn
from spp_press.problems import Report

ROOT = Path(__file__).parents[2]
_BLOCK = re.compile(r"<(p|li|h[3-5]|figcaption)\b([^>]*)>(.*?)</\1>", re.DOTALL)

TITLE_WORDS = frozenset(
    """
    自然 和平 共处 解决 可持续 不可持续 生产 消费 造成 三大 环境 危机 应用
    价值链 方法 促进 十年 方案 框架 时代 发展 策划 进展 最新 共同 循环 公平
    信息 通信 技术 公共 采购 指数 方法学 启动 国家 级别 报告 系统 成立 亚太
    区域 政府 绿色 网络 计划 支持 塞内加尔 实施 项目 基于 面临 挑战 成功 案例
    生命 周期 倡议 发布 一次性 塑料 替代品 分析 创建 有意义 市场 对话 实用
    指南 北欧 城市 发表 智能 手机 联合 声明 同一个 地球 合作 伙伴 简报
    """.split()  # noqa: SIM905 -- eighty words
)
"""The words of 2021-1's titles, contents and cover, as a reader of Chinese parts them."""


def issue() -> Issue:
    """2021-1."""
    return read_issue(ROOT / "issues" / "2021-1", ROOT, Report())


def blocks(source: Issue, tag: str = "p") -> list[str]:
    """The plain text of every paragraph, heading or caption of the articles."""
    bodies = (article.manuscript.body for article in source.articles)
    return [
        drawn(match.group(3).replace("<br>", "\n")).strip()
        for body in bodies
        for match in _BLOCK.finditer(body)
        if match.group(1) == tag
    ]


def paragraphs(source: Issue) -> list[str]:
    """The running text: paragraphs of the body that are justified."""
    bodies = (article.manuscript.body for article in source.articles)
    texts = []
    for body in bodies:
        running = re.sub(r"<aside.*?</aside>|<figure.*?</figure>", "", body, flags=re.DOTALL)
        for match in _BLOCK.finditer(running):
            if match.group(1) == "p" and 'class="source"' not in match.group(2):
                text = drawn(match.group(3)).strip()
                if text:
                    texts.append(text)
    return texts


def titles(source: Issue) -> list[str]:
    """Every title, contents entry, section name and cover line."""
    lines = [source.bulletin.name, source.bulletin.series]
    lines += [section.title for section in source.sections]
    for article in source.articles:
        lines += [article.title, article.contents_title]
    headings = [text for tag in ("h3", "h4", "h5") for text in blocks(source, tag)]
    return list(dict.fromkeys(lines + headings))
