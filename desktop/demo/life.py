"""The whole made-up life: a table, its rows, and so on, parents before children."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from desktop.demo import album, diary, practice, visions
from desktop.demo.pen import Row, Span

# So many entries make a year of life; more of them make more years, of everything that is daily.
_A_YEAR_OF_ENTRIES = 320
_MOST_YEARS = 40


def life(now: datetime, entries: int = 0) -> dict[str, list[Row]]:
    """The rows by table, in the order in which they can be written; the same for the same day.

    `entries` is about how many journal entries there shall be, 0 for the usual year.
    """
    count = entries or diary.USUAL
    years = min(_MOST_YEARS, max(1, ceil(count / _A_YEAR_OF_ENTRIES / 1.25)))
    span = Span(now, years)
    versions = visions.versions(span)
    vision = next(row for row in versions if row["is_active"])
    results, responses = album.assessments(span)
    sets, tracks, variants = album.audio(span, vision)
    return {
        "user_profiles": album.person(span),
        "voice_profiles": album.voice(span),
        "vision_versions": versions,
        "life_vision_category_state": visions.states(span),
        "scenes": visions.scenes(span),
        "frequency_flip": visions.flips(span),
        "journal_entries": diary.entries(span, count),
        "daily_papers": practice.papers(span),
        "emotional_snapshots": practice.snapshots(span),
        "vibrational_events": practice.events(span),
        "assessment_results": results,
        "assessment_responses": responses,
        "audio_sets": sets,
        "audio_tracks": tracks,
        "audio_variants": variants,
        "vision_audios": album.narrations(span, vision),
        "vision_board_items": album.board(span, vision),
        "media_metadata": album.recordings(span),
    }
