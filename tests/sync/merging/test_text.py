from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge3 import Merge3

from sync.merging.text import Piece, difference, merge_texts
from sync.merging.trimming import trim
from sync.merging.units import Grain
from tests.fakes.writing import ADDITIONS, EDITS, tokens, two_devices

IN_PLACE = ("add_sentence", "extend_sentence", "rewrite_sentence", "delete_sentence")


def drawing(seed):
    rng = random.Random(seed)
    return lambda below: rng.randrange(below) if below else 0


def faults(base, ours, theirs, merge):
    """What a merge lost or doubled, token by token."""
    was, here, there, got = (tokens(t) for t in (base, ours, theirs, merge.text))
    found = []
    for token in here | there | got | was:
        if token.startswith("z"):
            wanted = min(here[token], there[token])
            wrong = got[token] < wanted or (got[token] != wanted and not merge.overlapped)
        else:
            wrong = got[token] != max(here[token], there[token])
        if wrong:
            found.append((token, was[token], here[token], there[token], got[token]))
    return found


@pytest.mark.parametrize("block", range(8))
def test_no_edit_of_two_devices_is_lost_or_doubled(block):
    for seed in range(block * 500, block * 500 + 500):
        base, ours, theirs = two_devices(drawing(seed), EDITS)
        merge = merge_texts(base, ours, theirs)
        assert not faults(base, ours, theirs, merge), seed


def test_additions_to_any_places_leave_every_old_sentence_as_it_is_or_extended():
    for seed in range(1000):
        base, ours, theirs = two_devices(drawing(seed), ADDITIONS)
        merge = merge_texts(base, ours, theirs)
        assert not faults(base, ours, theirs, merge), seed
        assert not tokens(base) - tokens(merge.text), seed


def test_both_devices_reach_the_same_sentences():
    for seed in range(1000):
        base, ours, theirs = two_devices(drawing(seed), EDITS)
        one, other = merge_texts(base, ours, theirs), merge_texts(base, theirs, ours)
        assert tokens(one.text) == tokens(other.text), seed
        assert one.overlapped == other.overlapped, seed


def test_agrees_with_the_oracle_where_paragraphs_merge_cleanly():
    compared = 0
    for seed in range(1500):
        base, ours, theirs = two_devices(drawing(seed), IN_PLACE)
        parts = [[u.body for u in Grain.PARAGRAPH.split(t)] for t in (base, ours, theirs)]
        groups = list(Merge3(*parts).merge_groups())
        if any(group[0] == "conflict" for group in groups):
            continue
        compared += 1
        expected = [body for group in groups for body in group[1]]
        merge = merge_texts(base, ours, theirs)
        assert [u.body for u in Grain.PARAGRAPH.split(merge.text)] == expected, seed
        assert not merge.overlapped, seed
    assert compared > 100


WILD = st.text(st.sampled_from("ab. \n\t!?-*é。\r\u00a0\u2028'\""), max_size=60)


@settings(max_examples=1500, deadline=None)
@given(WILD, WILD, WILD)
def test_any_three_texts_merge_without_losing_a_word(base, ours, theirs):
    merge = merge_texts(base, ours, theirs)
    was, here, there, got = (words(t) for t in (base, ours, theirs, merge.text))
    for word in here.keys() | there.keys():
        added = max(here[word] - was[word], there[word] - was[word], 0)
        assert got[word] >= added


@settings(max_examples=500, deadline=None)
@given(st.none() | WILD, WILD)
def test_equal_and_one_sided_texts_come_out_unchanged(base, text):
    assert merge_texts(base, text, text).text == text
    if base is not None:
        assert merge_texts(base, text, base) == merge_texts(base, base, text)
        assert merge_texts(base, text, base).text == text


@settings(max_examples=500, deadline=None)
@given(WILD)
def test_taking_apart_and_joining_gives_the_same_units(text):
    for grain in Grain:
        units = grain.split(text.strip())
        assert grain.join(units) == text.strip()


def words(text):
    return Counter("".join(c if c.isalnum() else " " for c in text).split())


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged", "overlapped"),
    [
        # both append a paragraph: the server's stands first
        ("P1", "P1\n\nhere", "P1\n\nthere", "P1\n\nthere\n\nhere", True),
        # two neighbouring paragraphs replaced
        ("one\n\ntwo", "ONE\n\ntwo", "one\n\nTWO", "ONE\n\nTWO", False),
        # an edit beside a new paragraph
        ("P one.", "P one.\n\nNew.", "P one. More.", "P one. More.\n\nNew.", False),
        # different sentences of one paragraph
        ("A b. C d. E f.", "A B. C d. E f.", "A b. C d. E F.", "A B. C d. E F.", False),
        # the same sentence: both stand
        ("I ate. Fine.", "I ate well. Fine.", "I ate fish. Fine.",
         "I ate fish. I ate well. Fine.", True),
        # deleted on one side, untouched on the other
        ("one\n\ntwo\n\nthree", "one\n\nthree", "one\n\ntwo\n\nTHREE", "one\n\nTHREE", False),
        # deleted on one side, changed on the other: the change stays
        ("one\n\ntwo", "one", "one\n\ntwo more", "one\n\ntwo more", True),
        # emptied on one side
        ("one\n\ntwo", "", "one\n\ntwo more", "one\n\ntwo more", True),
        # one went on typing where the other stopped
        ("", "Today we", "Today we went home.", "Today we went home.", False),
        ("x", "x went", "x went far", "x went far", False),
        # both wrote the same and more
        ("P", "P\n\nsame\n\nhere", "P\n\nsame", "P\n\nsame\n\nhere", False),
        # split on one side, a sentence changed on the other
        ("One. Two. Three.", "One.\n\nTwo. Three.", "One. Two. Three!",
         "One.\n\nTwo. Three!", False),
        # lists have no full stops
        ("- a\n- b", "- a\n- b\n- c", "- x\n- b", "- x\n- b\n- c", False),
        # no space after East Asian full stops
        ("好。日本。", "好。日本。新。", "改。日本。", "改。日本。新。", False),
        # white space at the ends is merged by itself
        ("one\n", "one\n\ntwo\n", "ONE\n", "ONE\n\ntwo\n", False),
        (None, "shared\n\nhere", "shared\n\nthere", "shared\n\nthere\n\nhere", True),
        (None, "the lake", "we saw the lake today", "we saw the lake today", False),
        (None, "no", "notice", "notice\n\nno", True),
    ],
)  # fmt: skip
def test_cases(base, ours, theirs, merged, overlapped):
    merge = merge_texts(base, ours, theirs)
    assert (merge.text, merge.overlapped) == (merged, overlapped)


def test_long_texts_full_of_repetitions_merge_in_bounded_steps():
    base = "Yes. No.\n\n" * 4000
    ours = base.replace("Yes. No.", "No. Yes.", 7) + "here"
    theirs = "there\n\n" + base[: len(base) // 2]
    merge = merge_texts(base, ours, theirs)
    assert "here" in merge.text.split()
    assert "there" in merge.text.split()


def test_what_cannot_be_merged_in_bounded_time_is_kept_twice_and_says_so():
    ours, theirs = "a. " * 800_000, "b. " * 800_000
    merge = merge_texts("c", ours, theirs)
    assert merge.overlapped
    assert merge.unmerged
    assert ours.strip() in merge.text
    assert theirs.strip() in merge.text


def book(paragraphs):
    return [f"Chapter {n} says this. {'And it goes on so. ' * 20}" for n in range(paragraphs)]


@pytest.mark.parametrize("places", [(3000, 3002), (2, 5998)])
def test_edits_of_very_long_texts_are_merged(places):
    pages = book(6000)
    mine, its = places
    here = "\n\n".join([*pages[:mine], "Written here.", *pages[mine + 1 :]])
    there = "\n\n".join([*pages[:its], pages[its] + "Written there.", *pages[its + 1 :]])
    merge = merge_texts("\n\n".join(pages), here, there)
    pages[mine] = "Written here."
    pages[its] += "Written there."
    assert merge.text == "\n\n".join(pages)
    assert not merge.overlapped
    assert not merge.unmerged


def test_of_very_long_texts_only_what_differs_is_kept_twice():
    pages = "\n\n".join(book(6000))
    ours, theirs = "a. " * 800_000, "b. " * 800_000
    texts = [f"{pages}\n\n{middle}\n\n{pages}" for middle in ("c", ours, theirs)]
    merge = merge_texts(*texts)
    assert merge.unmerged
    assert merge.text.count("Chapter 7 says") == 2
    assert ours.strip() in merge.text
    assert theirs.strip() in merge.text


@settings(max_examples=500, deadline=None)
@given(WILD, WILD, WILD)
def test_trimming_loses_nothing(one, two, three):
    texts = [f"same\n\n{text}\n\nsame" for text in (one, two, three)]
    cut = trim(texts)
    assert [f"{cut.head}{rest}{cut.tail}" for rest in cut.rests] == texts
    assert cut.head.startswith("same\n\n")


def test_a_difference_holds_both_texts():
    old, new = "I ate white bread, today.", "I ate brown bread today!"
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new
    assert Piece("removed", "white") in pieces
    assert Piece("added", "brown") in pieces


@settings(max_examples=300, deadline=None)
@given(WILD, WILD)
def test_any_difference_holds_both_texts(old, new):
    pieces = difference(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new
    assert all(a.kind != b.kind for a, b in pairwise(pieces))
