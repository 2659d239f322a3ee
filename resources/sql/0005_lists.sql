-- The lists of entries by mood and by tag without an order of their own.
--
-- The list of all days is in order already: it is gone through, and an entry belongs if its row is
-- among those of the mood. So these two hold a mood or tags and nothing else, a sixth and a third
-- of what they were: all that a first sync stores is written into them, page by page enciphered.

DROP INDEX "journal_entries_by_mood";
CREATE INDEX "journal_entries_by_mood" ON "journal_entries" ("mood");

DROP INDEX "journal_entries_by_tags";
CREATE INDEX "journal_entries_by_tags" ON "journal_entries" ("tags") WHERE "tags" IS NOT NULL;
