"""What a row of each table is called in a member's words; the one place of these words."""

from __future__ import annotations

from desktop.core.phrases import Counted, Heading, Phrase

# Many and one.
_NOUNS = {
    "abundance_events": Counted("abundance events", "abundance event", 1),
    "ai_action_token_overrides": Counted("AI token prices", "AI token price", 1),
    "ai_conversations": Counted("AI conversations", "AI conversation", 1),
    "ai_usage_logs": Counted("records of AI use", "record of AI use", 1),
    "assessment_insights": Counted("assessment insights", "assessment insight", 1),
    "assessment_responses": Counted("assessment answers", "assessment answer", 1),
    "assessment_results": Counted("assessments", "assessment", 1),
    "audio_sets": Counted("audio sets", "audio set", 1),
    "audio_tracks": Counted("audio tracks", "audio track", 1),
    "audio_variants": Counted("audio versions", "audio version", 1),
    "blueprint_insights": Counted("blueprint insights", "blueprint insight", 1),
    "blueprint_phases": Counted("blueprint phases", "blueprint phase", 1),
    "blueprint_tasks": Counted("blueprint tasks", "blueprint task", 1),
    "conversation_sessions": Counted("conversations", "conversation", 1),
    "customer_subscriptions": Counted("subscriptions", "subscription", 1),
    "daily_papers": Counted("daily papers", "daily paper", 1),
    "emotional_snapshots": Counted("check-ins", "check-in", 1),
    "frequency_flip": Counted("frequency flips", "frequency flip", 1),
    "generated_images": Counted("generated pictures", "generated picture", 1),
    "intensive_checklist": Counted("checklist entries", "checklist entry", 1),
    "intensive_purchases": Counted("purchases", "purchase", 1),
    "journal_entries": Counted("journal entries", "journal entry", 1),
    "life_vision_category_state": Counted("parts of a life vision", "part of a life vision", 1),
    "media_metadata": Counted("media files", "media file", 1),
    "member_profiles": Counted("profiles", "profile", 1),
    "membership_tiers": Counted("membership tiers", "membership tier", 1),
    "payment_history": Counted("payments", "payment", 1),
    "profile_versions": Counted("profile versions", "profile version", 1),
    "profiles": Counted("profiles", "profile", 1),
    "prompt_suggestions_cache": Counted("prompt suggestions", "prompt suggestion", 1),
    "refinements": Counted("refinements", "refinement", 1),
    "scenes": Counted("scenes", "scene", 1),
    "token_drips": Counted("token gifts", "token gift", 1),
    "token_transactions": Counted("token bookings", "token booking", 1),
    "token_usage": Counted("records of token use", "record of token use", 1),
    "user_profiles": Counted("profiles", "profile", 1),
    "user_stats": Counted("sets of figures", "set of figures", 1),
    "vibrational_event_sources": Counted("event sources", "event source", 1),
    "vibrational_events": Counted("vibrational events", "vibrational event", 1),
    "vibrational_links": Counted("event links", "event link", 1),
    "video_mapping": Counted("videos", "video", 1),
    "vision_audios": Counted("vision audios", "vision audio", 1),
    "vision_board_items": Counted("vision board items", "vision board item", 1),
    "vision_conversations": Counted("vision conversations", "vision conversation", 1),
    "vision_progress": Counted("notes of progress", "note of progress", 1),
    "vision_versions": Counted("life visions", "life vision", 1),
    "viva_conversations": Counted("VIVA conversations", "VIVA conversation", 1),
    "voice_profiles": Counted("voice profiles", "voice profile", 1),
}


def noun(table: str, number: int = 1) -> Phrase:
    """A row of a table, or several: “journal entry”, “journal entries”."""
    found = _NOUNS.get(table)
    if found is not None:
        return found.of(number)
    name = table.replace("_", " ")
    return Counted("{name}s", "{name}", number, name=name)


def counted(table: str, number: int) -> Phrase:
    """A number of rows with their noun: “2 journal entries”."""
    return Phrase("{number} {rows}", number=number, rows=noun(table, number))


def title(table: str) -> Phrase:
    """The rows of a table as a heading: “Journal entries”."""
    return Heading(noun(table, 2))


def a_row(table: str) -> Phrase:
    """A row within a sentence: “a journal entry”."""
    row = noun(table)
    return Phrase("an {row}", row=row) if row[0].lower() in "aeio" else Phrase("a {row}", row=row)


def some(table: str, number: int) -> Phrase:
    """Rows at the beginning of a sentence: “A journal entry”, “3 journal entries”."""
    return Heading(a_row(table)) if number == 1 else counted(table, number)
