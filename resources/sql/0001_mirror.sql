-- The mirror of the documented tables, and what this device keeps for itself.
--
-- Frozen: a database in the field was made by exactly this text; later changes are new files.
-- Values follow the one encoding of sync/values.py: TEXT for uuid, dates, times, exact numbers
-- and JSON; INTEGER for whole numbers and booleans. No column but a key is NOT NULL, because
-- every row that the server holds must find room here (decision 4).

CREATE TABLE "life_vision_category_state" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "category" TEXT,
    "transcript" TEXT,
    "ai_summary" TEXT,
    "ideal_state" TEXT,
    "blueprint_data" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT,
    CHECK ("category" IN (
        'fun', 'health', 'travel', 'love', 'family', 'social',
        'home', 'work', 'money', 'stuff', 'giving', 'spirituality'
    )),
    UNIQUE ("user_id", "category")
);

CREATE TABLE "vision_versions" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "version_number" INTEGER,
    "title" TEXT,
    "status" TEXT,
    "completion_percent" INTEGER,
    "forward" TEXT,
    "conclusion" TEXT,
    "perspective" TEXT,
    "fun" TEXT,
    "health" TEXT,
    "travel" TEXT,
    "love" TEXT,
    "family" TEXT,
    "social" TEXT,
    "home" TEXT,
    "work" TEXT,
    "money" TEXT,
    "stuff" TEXT,
    "giving" TEXT,
    "spirituality" TEXT,
    "has_audio" INTEGER,
    "audio_url" TEXT,
    "audio_duration" TEXT,
    "voice_type" TEXT,
    "background_music" TEXT,
    "last_audio_generated_at" TEXT,
    "activation_message" TEXT,
    "richness_metadata" TEXT,
    "refined_categories" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT,
    "is_draft" INTEGER,
    "is_active" INTEGER,
    CHECK ("status" IN ('draft', 'complete')),
    CHECK ("completion_percent" BETWEEN 0 AND 100),
    CHECK ("perspective" IN ('singular', 'plural'))
);
CREATE INDEX "vision_versions_by_created_at" ON "vision_versions" ("created_at");

CREATE TABLE "scenes" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "category" TEXT,
    "scene_text" TEXT,
    "scene_title" TEXT,
    "essence_word" TEXT,
    "created_at" TEXT
);
CREATE INDEX "scenes_by_created_at" ON "scenes" ("created_at");

CREATE TABLE "frequency_flip" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "category" TEXT,
    "input_text" TEXT,
    "clarity_seed" TEXT,
    "created_at" TEXT
);
CREATE INDEX "frequency_flip_by_created_at" ON "frequency_flip" ("created_at");

CREATE TABLE "refinements" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "vision_id" TEXT REFERENCES "vision_versions" ("id") ON DELETE CASCADE,
    "category" TEXT,
    "operation_type" TEXT,
    "input_text" TEXT,
    "output_text" TEXT,
    "viva_notes" TEXT,
    "created_at" TEXT,
    "migrated_to_v3" INTEGER
);
CREATE INDEX "refinements_by_vision_id" ON "refinements" ("vision_id");
CREATE INDEX "refinements_by_created_at" ON "refinements" ("created_at");

CREATE TABLE "user_profiles" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "profile_picture_url" TEXT,
    "date_of_birth" TEXT,
    "phone" TEXT,
    "bio" TEXT,
    "city" TEXT,
    "state" TEXT,
    "country" TEXT,
    "zip_code" TEXT,
    "occupation" TEXT,
    "company" TEXT,
    "linkedin_url" TEXT,
    "instagram_handle" TEXT,
    "facebook_url" TEXT,
    "twitter_handle" TEXT,
    "website" TEXT,
    "strengths" TEXT,
    "values" TEXT,
    "lifestyle" TEXT,
    "priorities" TEXT,
    "aspirations" TEXT,
    "pain_points" TEXT,
    "preferred_communication" TEXT,
    "timezone" TEXT,
    "language_preference" TEXT,
    "is_active" INTEGER,
    "is_onboarding_complete" INTEGER,
    "onboarding_step" INTEGER,
    "last_login_at" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT
);

CREATE TABLE "voice_profiles" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "formality" INTEGER,
    "energy" INTEGER,
    "detail" INTEGER,
    "woo" INTEGER,
    "analysis" TEXT,
    "created_at" TEXT,
    CHECK ("formality" BETWEEN 1 AND 10),
    CHECK ("energy" BETWEEN 1 AND 10),
    CHECK ("detail" BETWEEN 1 AND 10),
    CHECK ("woo" BETWEEN 1 AND 10)
);

CREATE TABLE "profiles" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "first_name" TEXT,
    "last_name" TEXT,
    "email" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT,
    "stripe_customer_id" TEXT,
    "subscription_status" TEXT
);

CREATE TABLE "assessment_results" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "assessment_type" TEXT,
    "overall_percentage" INTEGER,
    "green_line_status" TEXT,
    "category_scores" TEXT,
    "insights" TEXT,
    "completed_at" TEXT,
    "created_at" TEXT,
    CHECK ("overall_percentage" BETWEEN 0 AND 100)
);
CREATE INDEX "assessment_results_by_completed_at" ON "assessment_results" ("completed_at");

CREATE TABLE "assessment_responses" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "assessment_result_id" TEXT REFERENCES "assessment_results" ("id") ON DELETE CASCADE,
    "user_id" TEXT,
    "question_id" TEXT,
    "category" TEXT,
    "response_text" TEXT,
    "response_value" INTEGER,
    "created_at" TEXT
);
CREATE INDEX "assessment_responses_by_assessment_result_id" ON "assessment_responses" ("assessment_result_id");

CREATE TABLE "assessment_insights" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "assessment_result_id" TEXT REFERENCES "assessment_results" ("id") ON DELETE CASCADE,
    "user_id" TEXT,
    "category" TEXT,
    "insight_type" TEXT,
    "insight_text" TEXT,
    "priority_level" INTEGER,
    "created_at" TEXT,
    CHECK ("priority_level" BETWEEN 1 AND 5)
);
CREATE INDEX "assessment_insights_by_assessment_result_id" ON "assessment_insights" ("assessment_result_id");

CREATE TABLE "token_transactions" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "amount" INTEGER,
    "transaction_type" TEXT,
    "description" TEXT,
    "reference_id" TEXT,
    "metadata" TEXT,
    "created_at" TEXT,
    "previous_balance" INTEGER,
    "new_balance" INTEGER
);
CREATE INDEX "token_transactions_by_created_at" ON "token_transactions" ("created_at");

CREATE TABLE "token_usage" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "action_type" TEXT,
    "model_used" TEXT,
    "tokens_used" INTEGER,
    "cost_estimate" TEXT,
    "input_tokens" INTEGER,
    "output_tokens" INTEGER,
    "metadata" TEXT,
    "created_at" TEXT
);
CREATE INDEX "token_usage_by_created_at" ON "token_usage" ("created_at");

CREATE TABLE "payment_history" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "stripe_payment_intent_id" TEXT,
    "amount_cents" INTEGER,
    "status" TEXT,
    "tokens_granted" INTEGER,
    "created_at" TEXT
);
CREATE INDEX "payment_history_by_created_at" ON "payment_history" ("created_at");

CREATE TABLE "customer_subscriptions" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "stripe_subscription_id" TEXT,
    "stripe_customer_id" TEXT,
    "plan_id" TEXT,
    "status" TEXT,
    "current_period_start" TEXT,
    "current_period_end" TEXT,
    "cancel_at_period_end" INTEGER,
    "created_at" TEXT,
    "updated_at" TEXT
);

CREATE TABLE "ai_usage_logs" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "operation_type" TEXT,
    "tokens_used" INTEGER,
    "model_used" TEXT,
    "response_time_ms" INTEGER,
    "success" INTEGER,
    "error_message" TEXT,
    "created_at" TEXT
);
CREATE INDEX "ai_usage_logs_by_created_at" ON "ai_usage_logs" ("created_at");

CREATE TABLE "ai_conversations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "conversation_type" TEXT,
    "messages" TEXT,
    "context" TEXT,
    "status" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT
);
CREATE INDEX "ai_conversations_by_created_at" ON "ai_conversations" ("created_at");

CREATE TABLE "viva_conversations" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "messages" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT
);
CREATE INDEX "viva_conversations_by_created_at" ON "viva_conversations" ("created_at");

CREATE TABLE "prompt_suggestions_cache" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "category" TEXT,
    "suggestions" TEXT,
    "encouragement" TEXT,
    "profile_hash" TEXT,
    "created_at" TEXT,
    "expires_at" TEXT
);

CREATE TABLE "generated_images" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "prompt" TEXT,
    "image_url" TEXT,
    "storage_path" TEXT,
    "model_used" TEXT,
    "status" TEXT,
    "error_message" TEXT,
    "created_at" TEXT
);
CREATE INDEX "generated_images_by_created_at" ON "generated_images" ("created_at");

CREATE TABLE "media_metadata" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "bucket" TEXT,
    "storage_path" TEXT,
    "public_url" TEXT,
    "file_name" TEXT,
    "file_type" TEXT,
    "file_size" INTEGER,
    "mime_type" TEXT,
    "folder" TEXT,
    "category" TEXT,
    "tags" TEXT,
    "title" TEXT,
    "description" TEXT,
    "created_at" TEXT
);
CREATE INDEX "media_metadata_by_created_at" ON "media_metadata" ("created_at");

CREATE TABLE "audio_sets" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "title" TEXT,
    "description" TEXT,
    "cover_image_url" TEXT,
    "is_active" INTEGER,
    "created_at" TEXT,
    "updated_at" TEXT
);
CREATE INDEX "audio_sets_by_created_at" ON "audio_sets" ("created_at");

CREATE TABLE "audio_tracks" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "audio_set_id" TEXT REFERENCES "audio_sets" ("id") ON DELETE CASCADE,
    "user_id" TEXT,
    "title" TEXT,
    "description" TEXT,
    "duration" TEXT,
    "audio_url" TEXT,
    "transcript" TEXT,
    "order_index" INTEGER,
    "is_active" INTEGER,
    "created_at" TEXT
);
CREATE INDEX "audio_tracks_by_audio_set_id" ON "audio_tracks" ("audio_set_id", "order_index");

CREATE TABLE "audio_variants" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "audio_track_id" TEXT REFERENCES "audio_tracks" ("id") ON DELETE CASCADE,
    "variant_type" TEXT,
    "audio_url" TEXT,
    "created_at" TEXT
);
CREATE INDEX "audio_variants_by_audio_track_id" ON "audio_variants" ("audio_track_id");

CREATE TABLE "vision_audios" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "vision_id" TEXT REFERENCES "vision_versions" ("id") ON DELETE CASCADE,
    "user_id" TEXT,
    "audio_url" TEXT,
    "duration" TEXT,
    "voice_type" TEXT,
    "background_music" TEXT,
    "generation_status" TEXT,
    "error_message" TEXT,
    "created_at" TEXT
);
CREATE INDEX "vision_audios_by_vision_id" ON "vision_audios" ("vision_id");

CREATE TABLE "vision_board_items" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "vision_id" TEXT REFERENCES "vision_versions" ("id") ON DELETE CASCADE,
    "item_type" TEXT,
    "content" TEXT,
    "image_url" TEXT,
    "position_x" TEXT,
    "position_y" TEXT,
    "created_at" TEXT,
    CHECK ("item_type" IN ('image', 'text', 'quote'))
);
CREATE INDEX "vision_board_items_by_vision_id" ON "vision_board_items" ("vision_id");

CREATE TABLE "journal_entries" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "entry_date" TEXT,
    "content" TEXT,
    "mood" TEXT,
    "tags" TEXT,
    "created_at" TEXT,
    "updated_at" TEXT
);
CREATE INDEX "journal_entries_by_entry_date" ON "journal_entries" ("entry_date", "created_at", "id");
CREATE INDEX "journal_entries_by_mood" ON "journal_entries" ("mood", "entry_date", "created_at", "id");

CREATE TABLE "daily_papers" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "paper_date" TEXT,
    "content" TEXT,
    "completed" INTEGER,
    "created_at" TEXT
);
CREATE INDEX "daily_papers_by_paper_date" ON "daily_papers" ("paper_date");

CREATE TABLE "emotional_snapshots" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "snapshot_date" TEXT,
    "emotion_type" TEXT,
    "intensity" INTEGER,
    "notes" TEXT,
    "created_at" TEXT,
    CHECK ("intensity" BETWEEN 1 AND 10)
);
CREATE INDEX "emotional_snapshots_by_snapshot_date" ON "emotional_snapshots" ("snapshot_date");

CREATE TABLE "vibrational_events" (
    "id" TEXT PRIMARY KEY NOT NULL,
    "user_id" TEXT,
    "event_date" TEXT,
    "event_type" TEXT,
    "description" TEXT,
    "vibration_level" INTEGER,
    "created_at" TEXT,
    CHECK ("vibration_level" BETWEEN 1 AND 10)
);
CREATE INDEX "vibrational_events_by_event_date" ON "vibrational_events" ("event_date");

-- The tables documented by name alone: whole rows as canonical JSON.
CREATE TABLE "generic_rows" (
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "owner" TEXT,
    "data" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    PRIMARY KEY ("tbl", "row_id")
);

-- Facts about this file: fingerprints of generated triggers and the like.
CREATE TABLE "local_meta" (
    "key" TEXT PRIMARY KEY NOT NULL,
    "value" TEXT
);

-- One row, read by triggers: which writing session the open transaction belongs to, and its clock.
CREATE TABLE "local_control" (
    "id" INTEGER PRIMARY KEY CHECK ("id" = 1),
    "session" TEXT,
    "now" TEXT
);
INSERT INTO "local_control" ("id") VALUES (1);

-- The open writing session of a row, and the longest that its text was within it.
CREATE TABLE "local_writing" (
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "session" TEXT NOT NULL,
    "touched_at" TEXT NOT NULL,
    "longest" INTEGER NOT NULL,
    PRIMARY KEY ("tbl", "row_id")
) WITHOUT ROWID;

-- Earlier states of rows, as JSON objects of encoded values.
CREATE TABLE "local_versions" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "kept_at" TEXT NOT NULL,
    "origin" TEXT NOT NULL CHECK ("origin" IN ('member', 'sync'))
);
CREATE INDEX "local_versions_by_row" ON "local_versions" ("tbl", "row_id", "id");

-- Rows that were deleted on this device, as JSON objects of encoded values.
CREATE TABLE "local_trash" (
    "id" INTEGER PRIMARY KEY AUTOINCREMENT,
    "tbl" TEXT NOT NULL,
    "row_id" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "deleted_at" TEXT NOT NULL,
    "origin" TEXT NOT NULL CHECK ("origin" IN ('member', 'sync'))
);
CREATE INDEX "local_trash_by_row" ON "local_trash" ("tbl", "row_id", "id");
CREATE INDEX "local_trash_by_time" ON "local_trash" ("deleted_at");
