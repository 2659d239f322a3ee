"""The words that the change of perspective knows, by what they do in a sentence."""

from __future__ import annotations

TO_PLURAL = {"i": "we", "me": "us", "my": "our", "mine": "ours", "myself": "ourselves"}
TO_SINGULAR = {
    "we": "I", "us": "me", "our": "my", "ours": "mine", "ourselves": "myself",
    "ourself": "myself", "let's": "let me",
}  # fmt: skip
VERBS_TO_PLURAL = {"am": "are", "was": "were", "wasn't": "weren't"}
VERBS_TO_SINGULAR = {"are": "am", "were": "was", "aren't": "am not", "weren't": "wasn't"}
ADVERBS = {
    "all", "almost", "already", "also", "always", "both", "ever", "finally", "forever", "indeed",
    "just", "myself", "never", "not", "now", "often", "once", "only", "ourselves", "quite",
    "really", "simply", "sometimes", "soon", "still", "then", "there", "today", "too", "truly",
    "twice", "usually", "who", "yes",
}  # fmt: skip
SUBJECTS = {
    "i", "we", "you", "he", "she", "it", "they", "this", "that", "these", "those", "there",
    "who", "which", "what", "everyone", "everything", "nobody", "nothing", "someone",
}  # fmt: skip
ASKING = {"how", "what", "when", "where", "who", "why", "nor", "neither", "so", "never", "only"}
UNREAL = {"if", "though", "wish", "unless", "wished", "wishing"}
NUMBERED = {
    "act", "appendix", "article", "book", "chapter", "class", "division", "grade", "level",
    "part", "phase", "section", "stage", "step", "table", "tier", "type", "unit", "volume", "war",
}  # fmt: skip
HELPING = {
    "am", "can", "could", "did", "do", "had", "have", "may", "might", "must", "shall", "should",
    "was", "were", "will", "would",
}  # fmt: skip
POSSESSIVES = {"her", "his", "my", "our", "the", "their", "your"}
ROMAN = {"ii", "iii", "iv", "v"}
BEFORE_A_MINE = {
    "a", "an", "coal", "copper", "data", "diamond", "each", "every", "gold", "iron", "land",
    "salt", "silver", "that", "the", "this",
}  # fmt: skip
THEM = {"her", "him", "them", "you"}
SEVERAL = {"all", "both", "two", "three", "four", "five", "each", "together"}

OF_SEVERAL = {"all", "both", "each", "either", "neither", "none", "one", "some", "many", "most"}
