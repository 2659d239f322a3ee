from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.markdown import Style
from desktop.domain.typesetting import Kind, blocks


def shown(text):
    return [(block.kind.value, block.text) for block in blocks(text)]


def test_paragraphs_are_parted_by_blank_lines_and_lines_stay():
    assert shown("one\ntwo\n\n\nthree\n") == [("paragraph", "one\ntwo"), ("paragraph", "three")]


def test_blocks_lose_their_marks():
    text = "# Title\nwords\n- an item\n  goes on\n2. second\n- [x] done\n> said\n> twice\n---\nend"
    assert shown(text) == [
        ("heading", "Title"), ("paragraph", "words"), ("item", "an item\ngoes on"),
        ("item", "second"), ("item", "done"), ("quote", "said\ntwice"), ("rule", ""),
        ("paragraph", "end"),
    ]  # fmt: skip
    assert [block.mark for block in blocks(text) if block.kind is Kind.ITEM] == ["•", "2.", "☑"]


@pytest.mark.parametrize(
    ("text", "words", "styles"),
    [
        ("**strong**", "strong", {Style.STRONG}),
        ("*soft*", "soft", {Style.EMPHASIS}),
        ("***both***", "both", {Style.STRONG, Style.EMPHASIS}),
        ("~~gone~~", "gone", {Style.STRIKE}),
        ("`code`", "code", {Style.CODE}),
        ("[here](https://example.org)", "here", {Style.LINK}),
        ("https://example.org", "https://example.org", {Style.LINK}),
        ("2*3*4 and snake_case", "2*3*4 and snake_case", set()),
    ],
)
def test_words_are_styled_and_their_marks_left_out(text, words, styles):
    (block,) = blocks(text)
    assert [(run.text, set(run.styles)) for run in block.runs] == [(words, styles)]


def test_code_stays_as_it_is_written():
    assert shown("```\n  a **b**\n\n# c\n```\nafter") == [
        ("code", "  a **b**\n\n# c"),
        ("paragraph", "after"),
    ]


@given(st.text(alphabet="ab 1.#>-*_`~[]()x\n", max_size=80))
def test_no_word_is_ever_lost(text):
    kept = re.sub(r"[^ab]", "", "".join(block.text for block in blocks(text)))
    fences = [line for line in text.splitlines() if re.match(r"\s{0,3}(```|~~~)", line)]
    if not fences and "](" not in text:
        assert kept == re.sub(r"[^ab]", "", text)


def test_a_line_that_is_very_long_is_set_plain():
    (block,) = blocks("**x** " + "word " * 3000)
    assert block.text.startswith("**x** word")
