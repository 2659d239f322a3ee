from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.widgets.book.pagination import Row, paginate


def rows_of(blocks, line=10.0, gap=6.0):
    """Blocks as (lines, opens, holds), one below the other."""
    rows, top = [], 0.0
    for count, opens, holds in blocks:
        for number in range(count):
            here = opens and number == 0
            rows.append(Row(top, top + line, number, count - 1 - number, here, holds))
            top += line
        top += gap
    return rows


BLOCKS = st.lists(st.tuples(st.integers(1, 12), st.booleans(), st.booleans()), max_size=20)


@given(BLOCKS, st.floats(25, 200))
def test_every_line_is_on_one_page_in_order_and_fits(blocks, height):
    rows = rows_of(blocks)
    leaves = paginate(rows, height, sink=12)
    assert [n for leaf in leaves for n in range(leaf.first, leaf.last)] == list(range(len(rows)))
    for leaf in leaves:
        assert rows[leaf.last - 1].bottom <= leaf.top + height
        assert not any(row.opens for row in rows[leaf.first + 1 : leaf.last])


def test_no_line_stands_alone_at_an_edge():
    rows = rows_of([(4, False, False), (5, False, False)])
    # Room for five lines would leave one of the second paragraph behind.
    assert [(leaf.first, leaf.last) for leaf in paginate(rows, 58, 0)] == [(0, 4), (4, 9)]
    # Room for eight would send its last one on alone.
    assert [(leaf.first, leaf.last) for leaf in paginate(rows, 90, 0)] == [(0, 7), (7, 9)]


def test_a_heading_goes_with_its_words():
    rows = rows_of([(5, False, False), (1, False, True), (3, False, False)])
    assert [leaf.first for leaf in paginate(rows, 68, 0)] == [0, 5]


def test_a_chapter_begins_below_the_top_of_its_page():
    rows = rows_of([(2, True, False), (2, True, False)])
    leaves = paginate(rows, 100, sink=30)
    assert [leaf.top for leaf in leaves] == [rows[0].top - 30, rows[2].top - 30]


def test_a_line_taller_than_the_page_has_a_page_and_nothing_hangs():
    leaves = paginate([Row(0, 500), Row(500, 510)], 100, 0)
    assert [(leaf.first, leaf.last) for leaf in leaves] == [(0, 1), (1, 2)]
