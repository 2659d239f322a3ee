"""Words, sentences and senses of a text, and where their figures are kept."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.richness import SENSES, Lexicon, Richness, added, beside, kept_in, measure

LEXICON = Lexicon(
    {"sight": ["golden", "sparkle", "shine"], "sound": ["hum", "song"], "touch": ["warm"]}
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=6,
)
metadata = st.one_of(
    json_values,
    st.dictionaries(st.sampled_from(["fun", "desktop", "total"]), json_values),
    st.fixed_dictionaries({"desktop": st.dictionaries(st.sampled_from(["fun"]), json_values)}),
)
FIGURES = measure("Warm light.", LEXICON)


def test_words_sentences_and_senses_are_counted():
    found = measure("Golden light sparkles! I hear **humming songs**.\n\nIt is warm", LEXICON)
    assert (found.words, found.sentences) == (10, 3)
    assert {s: n for s, n in found.senses.items() if n} == {"sight": 2, "sound": 2, "touch": 1}
    assert found.density == Decimal("50.0")


def test_a_text_without_words_has_no_density():
    assert measure(" \n- \n", LEXICON).density == 0


def test_a_word_is_known_in_its_forms():
    for word in ("Warm", "warmer", "warmest", "warmly", "warmed", "warms", "sparkling", "shining"):
        assert LEXICON.sense_of(word), word
    assert LEXICON.sense_of("war") is None
    assert Lexicon({"sight": ["see"]}).sense_of("seed") is None


def test_texts_together_have_the_sum():
    both = added([measure("Warm. Warm.", LEXICON), measure("A song", LEXICON)])
    assert (both.words, both.sentences, both.sensory) == (4, 3, 3)


@given(st.text(max_size=200))
def test_any_text_can_be_measured(text):
    found = measure(text, LEXICON)
    assert found.sentences <= max(found.words, 0) or found.words == 0
    assert found.density >= 0
    assert tuple(found.senses) == SENSES


@given(metadata)
def test_figures_stand_beside_what_is_there(before):
    after = kept_in(before, {"fun": FIGURES})
    if before is None or isinstance(before, dict):
        assert beside(after) == beside(before)
    else:
        assert after == before
    assert kept_in(after, {"fun": FIGURES}) == after


def test_the_figures_of_an_emptied_part_go():
    kept = kept_in({"fun": {"density": "high"}}, {"fun": FIGURES})
    assert kept["desktop"]["fun"]["words"] == 2
    assert kept["fun"] == {"density": "high"}
    assert kept_in(kept, {"fun": Richness(0, 0, {})}) == {"fun": {"density": "high"}}
    assert kept_in(None, {"fun": Richness(0, 0, {})}) is None


def test_in_a_long_text_each_word_is_looked_up_once():
    asked = []

    class Listening(Lexicon):
        def sense_of(self, word):
            asked.append(word)
            return super().sense_of(word)

    lexicon = Listening({"touch": ["warm"], "sound": ["song"]})
    found = measure("Warm bread and a warm bird-song. " * 100, lexicon)
    assert (found.senses["touch"], found.senses["sound"]) == (200, 100)
    assert len(asked) < 30
