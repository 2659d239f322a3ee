-- Search over everything readable. The index keeps no text of its own: words come from the rows.

-- Which row a document of the index stands for. The docid begins with the row's own day, so that
-- the order of docids is the order of days whenever a row was written, pulled or indexed.
CREATE TABLE "search_docs" (
    "docid" INTEGER PRIMARY KEY,
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    UNIQUE ("tbl", "row_id")
);

-- Rows that wait to be indexed, as triggers append them; a row may stand here several times.
CREATE TABLE "search_queue" (
    "seq" INTEGER PRIMARY KEY,
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL
);

-- Pictographs are words of their own, private characters mark where a tag begins and ends.
CREATE VIRTUAL TABLE "search_index" USING fts5 (
    title, body, tags, mood, category,
    content = '', contentless_delete = 1, prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co So'"
);
-- A leaf of the index in one page of an encrypted file, which keeps 80 bytes of each for itself.
INSERT INTO "search_index" ("search_index", "rank") VALUES ('pgsz', 3970);

-- The list of entries by tag: all combinations of tags that occur are read from the index alone.
CREATE INDEX "journal_entries_by_tags"
ON "journal_entries" ("tags", "entry_date", "created_at", "id") WHERE "tags" IS NOT NULL;
