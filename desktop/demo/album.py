"""The rest of the made-up life: who she is, assessments, audio without files, the vision board."""

from __future__ import annotations

from statistics import fmean

from desktop.demo.pen import Pen, Row, Span, stamp
from desktop.demo.texts import Leaf, headed, pool
from desktop.domain.categories import CODES
from desktop.domain.markdown import word_count
from desktop.domain.vision import PARTS

_LISTS = ("strengths", "values", "lifestyle", "priorities", "aspirations", "pain_points")
_ASSESSED = (341, 172, 12)  # days ago
_ANSWERS = ((2, 5), (5, 7), (7, 10))  # from, to, at each assessment
_ABOVE, _TRANSITION = 80, 60
_WORDS_A_MINUTE = 125
_EVENING = ("love", "family", "home", "conclusion")


def person(span: Span) -> list[Row]:
    """The profile."""
    pen = Pen("person", span)
    born = span.today.replace(year=span.today.year - 42, month=4, day=17)
    return [
        {
            **{leaf.heads[1]: leaf.text for leaf in headed("album", "profile")},
            **{name: pool("album", name) for name in _LISTS},
            "date_of_birth": born.isoformat(),
            "language_preference": "en",
            "is_active": True,
            "is_onboarding_complete": True,
            "onboarding_step": 7,
            "created_at": stamp(pen.back(360)),
        }
    ]


def voice(span: Span) -> list[Row]:
    """How she speaks."""
    pen = Pen("voice", span)
    analysis = {"summary": "\n".join(pool("album", "voice"))}
    return [{"formality": 3, "energy": 6, "detail": 8, "woo": 6, "analysis": analysis,
             "created_at": stamp(pen.back(300))}]  # fmt: skip


def assessments(span: Span) -> tuple[list[Row], list[Row]]:
    """Three assessments over the year, with their answers: results and responses."""
    pen = Pen("assessments", span)
    results, responses = [], []
    insights = pool("album", "insights")
    for turn, days in enumerate(_ASSESSED):
        result_id, when = pen.new_id(), stamp(pen.back(days))
        answers = [
            _answer(pen, result_id, number, leaf, turn)
            for number, leaf in enumerate(headed("album", "questions"), start=1)
        ]
        scores = {code: _score(answers, code) for code in CODES}
        overall = round(fmean(scores.values()))
        results.append(
            {
                "id": result_id,
                "assessment_type": "vibration",
                "overall_percentage": overall,
                "green_line_status": _green_line(overall),
                "category_scores": scores,
                "insights": insights[turn : turn + 1],
                "completed_at": when,
                "created_at": when,
            }
        )
        responses += [{**answer, "created_at": when} for answer in answers]
    return results, responses


def audio(span: Span, vision: Row) -> tuple[list[Row], list[Row], list[Row]]:
    """Two sets, their tracks and some variants, of a vision; there are no files behind them."""
    pen = Pen("audio", span)
    sets, tracks = [], []
    for leaf, codes in zip(
        headed("album", "sets"), ([part.code for part in PARTS], _EVENING), strict=True
    ):
        title, _, description = leaf.text.partition("\n")
        when = stamp(pen.back(40))
        made = {"id": pen.new_id(), "title": title, "description": description,
                "is_active": leaf.heads[1] == "1", "created_at": when}  # fmt: skip
        sets.append(made)
        labels = {part.code: part.label for part in PARTS}
        tracks += [
            _track(pen, made, number, labels[code], vision[code])
            for number, code in enumerate(codes, start=1)
        ]
    variants = [
        {"id": pen.new_id(), "audio_track_id": track["id"], "variant_type": kind,
         "created_at": track["created_at"]}
        for track, kind in zip(tracks, ("with music", "slow", "with music"), strict=False)
    ]  # fmt: skip
    return sets, tracks, variants


def narrations(span: Span, vision: Row) -> list[Row]:
    """One finished narration of the whole vision and one that did not work."""
    pen = Pen("narrations", span)
    base = {"vision_id": vision["id"], "voice_type": "own voice"}
    return [
        {**base, "id": pen.new_id(), "duration": "13:40", "background_music": "rain and cello",
         "generation_status": "completed", "created_at": stamp(pen.back(40))},
        {**base, "id": pen.new_id(), "generation_status": "failed",
         "error_message": "The recording broke off.", "created_at": stamp(pen.back(41))},
    ]  # fmt: skip


def board(span: Span, vision: Row) -> list[Row]:
    """Texts and quotes, placed in loose rows."""
    pen = Pen("board", span)
    rows = []
    for number, leaf in enumerate(headed("album", "board")):
        across, down = number % 4, number // 4
        rows.append(
            {
                "id": pen.new_id(),
                "vision_id": vision["id"],
                "item_type": leaf.heads[1],
                "content": leaf.text,
                "position_x": 60 + across * 280 + pen.draw.randint(-20, 20),
                "position_y": 60 + down * 200 + pen.draw.randint(-20, 20),
                "created_at": stamp(pen.back(118 - number * 9)),
            }
        )
    return rows


def recordings(span: Span) -> list[Row]:
    """What is known of three recordings; the sounds themselves are not there."""
    pen = Pen("recordings", span)
    return [
        {
            "id": pen.new_id(),
            "title": leaf.heads[1],
            "description": leaf.text,
            "file_name": leaf.heads[1].replace(",", "").replace(" ", "-").lower() + ".m4a",
            "file_type": "m4a",
            "mime_type": "audio/mp4",
            "file_size": pen.draw.randint(180_000, 2_400_000),
            "folder": "recordings",
            "tags": ["voice memo"],
            "created_at": stamp(pen.back(30 * number)),
        }
        for number, leaf in enumerate(headed("album", "recordings"), start=1)
    ]


def _answer(pen: Pen, result_id: str, number: int, leaf: Leaf, turn: int) -> Row:
    return {
        "id": pen.new_id(),
        "assessment_result_id": result_id,
        "question_id": f"{leaf.heads[1]}-{number:02}",
        "category": leaf.heads[1],
        "response_text": f"{leaf.heads[2]}\n{leaf.lines[turn]}",
        "response_value": pen.draw.randint(*_ANSWERS[turn]),
    }


def _score(answers: list[Row], category: str) -> int:
    return round(10 * fmean(a["response_value"] for a in answers if a["category"] == category))


def _green_line(percent: int) -> str:
    if percent >= _ABOVE:
        return "above"
    return "transition" if percent >= _TRANSITION else "below"


def _track(pen: Pen, made: Row, number: int, title: str, text: str) -> Row:
    minutes, seconds = divmod(word_count(text) * 60 // _WORDS_A_MINUTE, 60)
    return {
        "id": pen.new_id(),
        "audio_set_id": made["id"],
        "title": title,
        "duration": f"{minutes}:{seconds:02}",
        "transcript": text,
        "order_index": number,
        "is_active": True,
        "created_at": made["created_at"],
    }
