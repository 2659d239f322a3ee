-- What daily practice keeps on this device alone: no documented table has a place for it.

-- Templates and prompts of the member's own, beside those that come with the app.
CREATE TABLE "local_templates" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "kind" TEXT NOT NULL CHECK ("kind" IN ('template', 'prompt')),
    "name" TEXT NOT NULL,
    "body" TEXT NOT NULL DEFAULT '',
    "created_at" TEXT NOT NULL
);

-- Which words of an entry fulfil which sentence of a vision. No reference binds: a version of a
-- vision may go, and the evidence of what was lived stays.
CREATE TABLE "local_evidence" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "entry_id" TEXT NOT NULL,
    "vision_id" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "sentence" TEXT NOT NULL,
    "quote" TEXT NOT NULL DEFAULT '',
    "created_at" TEXT NOT NULL
);
CREATE INDEX "local_evidence_by_entry" ON "local_evidence" ("entry_id");
CREATE INDEX "local_evidence_by_vision" ON "local_evidence" ("vision_id", "part");

-- Lists by category, the newest first, read from the index alone.
CREATE INDEX "scenes_by_category" ON "scenes" ("category", "created_at", "id");
CREATE INDEX "frequency_flip_by_category" ON "frequency_flip" ("category", "created_at", "id");
