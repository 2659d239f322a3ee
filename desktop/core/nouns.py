"""What a row of each table is called in a member's words; the one place of these words."""

from __future__ import annotations

# One and many. Where the plural is the singular with an s, one word does.
_NOUNS: dict[str, tuple[str, str] | str] = {
    "abundance_events": "abundance event",
    "ai_action_token_overrides": "AI token price",
    "ai_conversations": "AI conversation",
    "ai_usage_logs": ("record of AI use", "records of AI use"),
    "assessment_insights": "assessment insight",
    "assessment_responses": "assessment answer",
    "assessment_results": "assessment",
    "audio_sets": "audio set",
    "audio_tracks": "audio track",
    "audio_variants": "audio version",
    "blueprint_insights": "blueprint insight",
    "blueprint_phases": "blueprint phase",
    "blueprint_tasks": "blueprint task",
    "conversation_sessions": "conversation",
    "customer_subscriptions": "subscription",
    "daily_papers": "daily paper",
    "emotional_snapshots": "check-in",
    "frequency_flip": "frequency flip",
    "generated_images": "generated picture",
    "intensive_checklist": ("checklist entry", "checklist entries"),
    "intensive_purchases": "purchase",
    "journal_entries": ("journal entry", "journal entries"),
    "life_vision_category_state": ("part of a life vision", "parts of a life vision"),
    "media_metadata": "media file",
    "member_profiles": "profile",
    "membership_tiers": "membership tier",
    "payment_history": "payment",
    "profile_versions": "profile version",
    "profiles": "profile",
    "prompt_suggestions_cache": "prompt suggestion",
    "refinements": "refinement",
    "scenes": "scene",
    "token_drips": "token gift",
    "token_transactions": "token booking",
    "token_usage": ("record of token use", "records of token use"),
    "user_profiles": "profile",
    "user_stats": ("set of figures", "sets of figures"),
    "vibrational_event_sources": "event source",
    "vibrational_events": "vibrational event",
    "vibrational_links": "event link",
    "video_mapping": "video",
    "vision_audios": "vision audio",
    "vision_board_items": "vision board item",
    "vision_conversations": "vision conversation",
    "vision_progress": ("note of progress", "notes of progress"),
    "vision_versions": "life vision",
    "viva_conversations": "VIVA conversation",
    "voice_profiles": "voice profile",
}


def noun(table: str, number: int = 1) -> str:
    """A row of a table, or several: “journal entry”, “journal entries”."""
    found = _NOUNS.get(table) or table.replace("_", " ")
    one, many = found if isinstance(found, tuple) else (found, f"{found}s")
    return one if number == 1 else many


def counted(table: str, number: int) -> str:
    """A number of rows with their noun: “2 journal entries”."""
    return f"{number:,} {noun(table, number)}"


def title(table: str) -> str:
    """The rows of a table as a heading: “Journal entries”."""
    many = noun(table, 2)
    return many[:1].upper() + many[1:]


def some(table: str, number: int) -> str:
    """Rows at the beginning of a sentence: “A journal entry”, “3 journal entries”."""
    if number != 1:
        return counted(table, number)
    one = noun(table)
    return f"{'An' if one[0].lower() in 'aeio' else 'A'} {one}"
