-- Sound and pictures on this device, and how they are listened to. Nothing of it is ever sent.

-- What is known of each address: which file on the shelf it became, or how far it has come.
CREATE TABLE "local_media" (
    "key" TEXT PRIMARY KEY NOT NULL,
    "url" TEXT NOT NULL,
    "bucket" TEXT,
    "path" TEXT,
    "state" TEXT NOT NULL DEFAULT 'known'
        CHECK ("state" IN ('known', 'wanted', 'ready', 'failed')),
    "name" TEXT,
    "kind" TEXT,
    "mime" TEXT,
    "seconds" REAL,
    "size" INTEGER NOT NULL DEFAULT 0,
    "total" INTEGER,
    "validator" TEXT NOT NULL DEFAULT '',
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try" TEXT,
    "problem" TEXT,
    "used_at" TEXT NOT NULL
);
CREATE INDEX "local_media_by_name" ON "local_media" ("name");
CREATE INDEX "local_media_by_state" ON "local_media" ("state", "used_at");

-- What the member wants to keep offline: all files of these rows, those to come as well.
CREATE TABLE "local_pins" (
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "pinned_at" TEXT NOT NULL,
    PRIMARY KEY ("tbl", "row_id")
);

-- Where the member stopped in each track.
CREATE TABLE "local_listening" (
    "track_id" TEXT PRIMARY KEY NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    "length" INTEGER NOT NULL DEFAULT 0,
    "variant_id" TEXT,
    "finished" INTEGER NOT NULL DEFAULT 0,
    "listened_at" TEXT NOT NULL
);

-- Which section of which vision a track narrates, and the text as it was when it was first seen.
CREATE TABLE "local_narrations" (
    "track_id" TEXT PRIMARY KEY NOT NULL,
    "vision_id" TEXT,
    "part" TEXT,
    "text_hash" TEXT,
    "by_member" INTEGER NOT NULL DEFAULT 0,
    "noticed_at" TEXT NOT NULL
);

-- Files of the member's own that wait for their way to the server.
CREATE TABLE "local_uploads" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "bucket" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "mime" TEXT NOT NULL,
    "size" INTEGER NOT NULL,
    "state" TEXT NOT NULL DEFAULT 'waiting' CHECK ("state" IN ('waiting', 'done', 'refused')),
    "place" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "next_try" TEXT,
    "problem" TEXT,
    "created_at" TEXT NOT NULL
);
CREATE INDEX "local_uploads_by_row" ON "local_uploads" ("tbl", "row_id");
