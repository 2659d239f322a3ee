from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.markdown import Style, spans, word_count

_marked = st.text(alphabet="ab _*`#>[]()-~1.+ \thttps:/", max_size=80)


@given(st.one_of(_marked, st.text(max_size=80)), st.booleans())
def test_spans_lie_inside_their_line(line, in_code):
    found, _ = spans(line, in_code=in_code)
    for span in found:
        assert span.start >= 0
        assert span.length >= 0
        assert span.start + span.length <= len(line)


@given(st.text(alphabet="abc .,", max_size=80))
def test_plain_prose_has_no_spans(line):
    assert spans(line) == ([], False)


@given(st.lists(st.from_regex(r"[a-z]+", fullmatch=True), max_size=30))
def test_words_between_spaces_are_counted(words):
    assert word_count(" ".join(words)) == len(words)


def test_words_within_marks_are_shown_by_their_style():
    line = "# A **strong** and `code` word"
    found, _ = spans(line)
    shown = {line[s.start : s.start + s.length]: s.style for s in found}
    assert shown["strong"] is Style.STRONG
    assert shown["code"] is Style.CODE
