-- The documented VibrationFit schema on a Supabase project: 51 tables, their keys and checks,
-- row level security, updated_at, and the storage buckets.
--
-- For a project of one's own and for the tests; the production project has these tables already.
-- Apply it as the project's owner (SQL editor, `psql` or `supabase db push`). It may be applied
-- again: what is there is left alone, policies and triggers are set anew.
--
-- Who may do what:
--   two-way tables   a member reads and writes the rows that are their own
--   pull tables      a member reads their own rows; the server (service_role) writes them
--   generic tables   documented by name alone, so `id, user_id, data, created_at`; read like these;
--                    four of them are the same for everybody and have no owner
--   anonymous        nothing at all

-- Setting policies anew drops the old ones, which tells of each that was not there.
set client_min_messages = warning;

-- Life Vision System (V3) -----------------------------------------------

-- V3 per-category state storage (clean, optimized)
create table if not exists public.life_vision_category_state (
    id             uuid primary key default gen_random_uuid(),
    user_id        uuid not null references auth.users (id) on delete cascade,
    category       varchar(50),
    transcript     text,
    ai_summary     text,
    ideal_state    text,
    blueprint_data jsonb,
    created_at     timestamptz default now(),
    updated_at     timestamptz default now(),
    constraint life_vision_category_state_category_check check (category in (
        'fun', 'health', 'travel', 'love', 'family', 'social',
        'home', 'work', 'money', 'stuff', 'giving', 'spirituality'
    )),
    constraint life_vision_category_state_user_id_category_key unique (user_id, category)
);

-- Complete assembled life visions
create table if not exists public.vision_versions (
    id                      uuid primary key default gen_random_uuid(),
    user_id                 uuid not null references auth.users (id) on delete cascade,
    version_number          integer,
    title                   text,
    status                  text,
    completion_percent      integer,
    forward                 text,
    conclusion              text,
    perspective             text,
    fun                     text,
    health                  text,
    travel                  text,
    love                    text,
    family                  text,
    social                  text,
    home                    text,
    work                    text,
    money                   text,
    stuff                   text,
    giving                  text,
    spirituality            text,
    has_audio               boolean,
    audio_url               text,
    audio_duration          text,
    voice_type              text,
    background_music        text,
    last_audio_generated_at timestamptz,
    activation_message      text,
    richness_metadata       jsonb,
    refined_categories      jsonb,
    created_at              timestamptz default now(),
    updated_at              timestamptz default now(),
    is_draft                boolean,
    is_active               boolean,
    constraint vision_versions_status_check check (status in ('draft', 'complete')),
    constraint vision_versions_completion_percent_check
        check (completion_percent between 0 and 100),
    constraint vision_versions_perspective_check check (perspective in ('singular', 'plural'))
);

-- Visualization scenes for vision categories
create table if not exists public.scenes (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid not null references auth.users (id) on delete cascade,
    category     text,
    scene_text   text,
    scene_title  text,
    essence_word text,
    created_at   timestamptz default now()
);

-- Contrast-to-clarity transformations
create table if not exists public.frequency_flip (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid not null references auth.users (id) on delete cascade,
    category     varchar(50),
    input_text   text,
    clarity_seed text,
    created_at   timestamptz default now()
);

-- Old vibe-assistant operations (V3 data moved to `life_vision_category_state`)
create table if not exists public.refinements (
    id             uuid primary key default gen_random_uuid(),
    user_id        uuid not null references auth.users (id) on delete cascade,
    vision_id      uuid references public.vision_versions (id) on delete cascade,
    category       varchar(50),
    operation_type varchar(50),
    input_text     text,
    output_text    text,
    viva_notes     text,
    created_at     timestamptz default now(),
    migrated_to_v3 boolean
);

-- User Management -------------------------------------------------------

-- Extended user profile data
create table if not exists public.user_profiles (
    id                        uuid primary key default gen_random_uuid(),
    user_id                   uuid not null references auth.users (id) on delete cascade,
    first_name                text,
    last_name                 text,
    email                     text,
    profile_picture_url       text,
    date_of_birth             date,
    phone                     text,
    bio                       text,
    city                      text,
    state                     text,
    country                   text,
    zip_code                  text,
    occupation                text,
    company                   text,
    linkedin_url              text,
    instagram_handle          text,
    facebook_url              text,
    twitter_handle            text,
    website                   text,
    strengths                 jsonb,
    "values"                  jsonb,
    lifestyle                 jsonb,
    priorities                jsonb,
    aspirations               jsonb,
    pain_points               jsonb,
    preferred_communication   text,
    timezone                  text,
    language_preference       text,
    is_active                 boolean,
    is_onboarding_complete    boolean,
    onboarding_step           integer,
    last_login_at             timestamptz,
    created_at                timestamptz default now(),
    updated_at                timestamptz default now()
);

-- User voice/tone analysis for AI personalization
create table if not exists public.voice_profiles (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users (id) on delete cascade,
    formality  integer,
    energy     integer,
    detail     integer,
    woo        integer,
    analysis   jsonb,
    created_at timestamptz default now(),
    constraint voice_profiles_formality_check check (formality between 1 and 10),
    constraint voice_profiles_energy_check check (energy between 1 and 10),
    constraint voice_profiles_detail_check check (detail between 1 and 10),
    constraint voice_profiles_woo_check check (woo between 1 and 10)
);

-- Supabase default profile table
create table if not exists public.profiles (
    id                  uuid primary key references auth.users (id) on delete cascade,
    first_name          text,
    last_name           text,
    email               text,
    created_at          timestamptz default now(),
    updated_at          timestamptz default now(),
    stripe_customer_id  text,
    subscription_status text
);

-- Assessment System -----------------------------------------------------

-- User assessment completions and scores
create table if not exists public.assessment_results (
    id                 uuid primary key default gen_random_uuid(),
    user_id            uuid not null references auth.users (id) on delete cascade,
    assessment_type    text,
    overall_percentage integer,
    green_line_status  text,
    category_scores    jsonb,
    insights           jsonb,
    completed_at       timestamptz,
    created_at         timestamptz default now(),
    constraint assessment_results_overall_percentage_check
        check (overall_percentage between 0 and 100)
);

-- Individual question responses
create table if not exists public.assessment_responses (
    id                   uuid primary key default gen_random_uuid(),
    assessment_result_id uuid references public.assessment_results (id) on delete cascade,
    user_id              uuid not null references auth.users (id) on delete cascade,
    question_id          text,
    category             text,
    response_text        text,
    response_value       integer,
    created_at           timestamptz default now()
);

-- AI-generated assessment insights
create table if not exists public.assessment_insights (
    id                   uuid primary key default gen_random_uuid(),
    assessment_result_id uuid references public.assessment_results (id) on delete cascade,
    user_id              uuid not null references auth.users (id) on delete cascade,
    category             text,
    insight_type         text,
    insight_text         text,
    priority_level       integer,
    created_at           timestamptz default now(),
    constraint assessment_insights_priority_level_check check (priority_level between 1 and 5)
);

-- Token & Payment System ------------------------------------------------

-- All token movements (grants, purchases, usage)
create table if not exists public.token_transactions (
    id               uuid primary key default gen_random_uuid(),
    user_id          uuid not null references auth.users (id) on delete cascade,
    amount           integer,
    transaction_type text,
    description      text,
    reference_id     text,
    metadata         jsonb,
    created_at       timestamptz default now(),
    previous_balance integer,
    new_balance      integer
);

-- AI usage tracking (historical data only)
create table if not exists public.token_usage (
    id            uuid primary key default gen_random_uuid(),
    user_id       uuid not null references auth.users (id) on delete cascade,
    action_type   text,
    model_used    text,
    tokens_used   integer,
    cost_estimate numeric,
    input_tokens  integer,
    output_tokens integer,
    metadata      jsonb,
    created_at    timestamptz default now()
);

-- Stripe payment records
create table if not exists public.payment_history (
    id                       uuid primary key default gen_random_uuid(),
    user_id                  uuid not null references auth.users (id) on delete cascade,
    stripe_payment_intent_id text,
    amount_cents             integer,
    status                   text,
    tokens_granted           integer,
    created_at               timestamptz default now()
);

-- Stripe subscription management
create table if not exists public.customer_subscriptions (
    id                     uuid primary key default gen_random_uuid(),
    user_id                uuid not null references auth.users (id) on delete cascade,
    stripe_subscription_id text,
    stripe_customer_id     text,
    plan_id                text,
    status                 text,
    current_period_start   timestamptz,
    current_period_end     timestamptz,
    cancel_at_period_end   boolean,
    created_at             timestamptz default now(),
    updated_at             timestamptz default now()
);

-- AI & Content Generation -----------------------------------------------

-- Detailed AI operation logs
create table if not exists public.ai_usage_logs (
    id               uuid primary key default gen_random_uuid(),
    user_id          uuid not null references auth.users (id) on delete cascade,
    operation_type   text,
    tokens_used      integer,
    model_used       text,
    response_time_ms integer,
    success          boolean,
    error_message    text,
    created_at       timestamptz default now()
);

-- VIVA conversation sessions
create table if not exists public.ai_conversations (
    id                uuid primary key default gen_random_uuid(),
    user_id           uuid not null references auth.users (id) on delete cascade,
    conversation_type text,
    messages          jsonb,
    context           jsonb,
    status            text,
    created_at        timestamptz default now(),
    updated_at        timestamptz default now()
);

-- Master VIVA assistant conversations
create table if not exists public.viva_conversations (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users (id) on delete cascade,
    messages   jsonb,
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Cached AI-generated prompts
create table if not exists public.prompt_suggestions_cache (
    id            uuid primary key default gen_random_uuid(),
    user_id       uuid not null references auth.users (id) on delete cascade,
    category      text,
    suggestions   jsonb,
    encouragement text,
    profile_hash  text,
    created_at    timestamptz default now(),
    expires_at    timestamptz
);

-- AI-generated images (DALL-E, etc.)
create table if not exists public.generated_images (
    id            uuid primary key default gen_random_uuid(),
    user_id       uuid not null references auth.users (id) on delete cascade,
    prompt        text,
    image_url     text,
    storage_path  text,
    model_used    text,
    status        text,
    error_message text,
    created_at    timestamptz default now()
);

-- Media & Assets --------------------------------------------------------

-- Centralized media file tracking
create table if not exists public.media_metadata (
    id           uuid primary key default gen_random_uuid(),
    user_id      uuid not null references auth.users (id) on delete cascade,
    bucket       text,
    storage_path text,
    public_url   text,
    file_name    text,
    file_type    text,
    file_size    bigint,
    mime_type    text,
    folder       text,
    category     text,
    tags         text[],
    title        text,
    description  text,
    created_at   timestamptz default now()
);

-- Collections of audio tracks
create table if not exists public.audio_sets (
    id              uuid primary key default gen_random_uuid(),
    user_id         uuid not null references auth.users (id) on delete cascade,
    title           text,
    description     text,
    cover_image_url text,
    is_active       boolean,
    created_at      timestamptz default now(),
    updated_at      timestamptz default now()
);

-- Individual audio files
create table if not exists public.audio_tracks (
    id           uuid primary key default gen_random_uuid(),
    audio_set_id uuid references public.audio_sets (id) on delete cascade,
    user_id      uuid not null references auth.users (id) on delete cascade,
    title        text,
    description  text,
    duration     text,
    audio_url    text,
    transcript   text,
    order_index  integer,
    is_active    boolean,
    created_at   timestamptz default now()
);

-- Different versions of audio tracks
create table if not exists public.audio_variants (
    id             uuid primary key default gen_random_uuid(),
    audio_track_id uuid references public.audio_tracks (id) on delete cascade,
    variant_type   text,
    audio_url      text,
    created_at     timestamptz default now()
);

-- Generated vision audio files
create table if not exists public.vision_audios (
    id                uuid primary key default gen_random_uuid(),
    vision_id         uuid references public.vision_versions (id) on delete cascade,
    user_id           uuid not null references auth.users (id) on delete cascade,
    audio_url         text,
    duration          text,
    voice_type        text,
    background_music  text,
    generation_status text,
    error_message     text,
    created_at        timestamptz default now()
);

-- Items on user vision boards
create table if not exists public.vision_board_items (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users (id) on delete cascade,
    vision_id  uuid references public.vision_versions (id) on delete cascade,
    item_type  text,
    content    text,
    image_url  text,
    position_x numeric,
    position_y numeric,
    created_at timestamptz default now(),
    constraint vision_board_items_item_type_check
        check (item_type in ('image', 'text', 'quote'))
);

-- Journaling & Tracking -------------------------------------------------

-- Daily journal entries
create table if not exists public.journal_entries (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users (id) on delete cascade,
    entry_date date,
    content    text,
    mood       text,
    tags       text[],
    created_at timestamptz default now(),
    updated_at timestamptz default now()
);

-- Daily paper exercises
create table if not exists public.daily_papers (
    id         uuid primary key default gen_random_uuid(),
    user_id    uuid not null references auth.users (id) on delete cascade,
    paper_date date,
    content    jsonb,
    completed  boolean,
    created_at timestamptz default now()
);

-- Emotional state tracking
create table if not exists public.emotional_snapshots (
    id            uuid primary key default gen_random_uuid(),
    user_id       uuid not null references auth.users (id) on delete cascade,
    snapshot_date timestamptz,
    emotion_type  text,
    intensity     integer,
    notes         text,
    created_at    timestamptz default now(),
    constraint emotional_snapshots_intensity_check check (intensity between 1 and 10)
);

-- Tracked vibrational moments
create table if not exists public.vibrational_events (
    id              uuid primary key default gen_random_uuid(),
    user_id         uuid not null references auth.users (id) on delete cascade,
    event_date      timestamptz,
    event_type      text,
    description     text,
    vibration_level integer,
    created_at      timestamptz default now(),
    constraint vibrational_events_vibration_level_check check (vibration_level between 1 and 10)
);

-- Tables documented by name and purpose alone ------------------------------------------------

do $$
declare
    name text;
begin
    -- A row belongs to one member.
    foreach name in array array[
        'refinements_backup_20251111', 'vision_versions_backup_20251111',
        'actualization_blueprints', 'user_stats', 'token_drips', 'member_profiles',
        'intensive_purchases', 'intensive_checklist', 'abundance_events',
        'conversation_sessions', 'blueprint_insights', 'blueprint_phases', 'blueprint_tasks',
        'vibrational_links', 'vision_conversations', 'vision_progress', 'profile_versions'
    ] loop
        execute format(
            'create table if not exists public.%I (
                 id         uuid primary key default gen_random_uuid(),
                 user_id    uuid not null references auth.users (id) on delete cascade,
                 data       jsonb,
                 created_at timestamptz default now()
             )', name);
    end loop;
    -- The same for every member.
    foreach name in array array[
        'membership_tiers', 'video_mapping', 'vibrational_event_sources',
        'ai_action_token_overrides'
    ] loop
        execute format(
            'create table if not exists public.%I (
                 id         uuid primary key default gen_random_uuid(),
                 data       jsonb,
                 created_at timestamptz default now()
             )', name);
    end loop;
end
$$;

-- updated_at moves with every change --------------------------------------------------------

create or replace function public.touch_updated_at() returns trigger
language plpgsql set search_path = '' as $$
begin
    new.updated_at = now();
    return new;
end
$$;

do $$
declare
    name text;
begin
    foreach name in array array[
        'life_vision_category_state', 'vision_versions', 'user_profiles', 'profiles',
        'customer_subscriptions', 'ai_conversations', 'viva_conversations', 'audio_sets',
        'journal_entries'
    ] loop
        execute format(
            'create or replace trigger touch_updated_at before update on public.%I
             for each row execute function public.touch_updated_at()', name);
    end loop;
end
$$;

-- Indexes: children are found through their parents ----------------------------------------

create index if not exists assessment_responses_parent_idx
    on public.assessment_responses (assessment_result_id);
create index if not exists assessment_insights_parent_idx
    on public.assessment_insights (assessment_result_id);
create index if not exists audio_tracks_parent_idx on public.audio_tracks (audio_set_id);
create index if not exists audio_variants_parent_idx on public.audio_variants (audio_track_id);
create index if not exists refinements_parent_idx on public.refinements (vision_id);
create index if not exists vision_audios_parent_idx on public.vision_audios (vision_id);
create index if not exists vision_board_items_parent_idx on public.vision_board_items (vision_id);

-- Row level security -------------------------------------------------------------------------
-- Nobody has rights but those given here. `(select auth.uid())` is asked once a statement, not
-- once a row.

create or replace function pg_temp.protect(name text, rights text) returns void
language plpgsql as $$
begin
    execute format('alter table public.%I enable row level security', name);
    execute format('revoke all on public.%I from public, anon, authenticated', name);
    execute format('grant %s on public.%I to authenticated', rights, name);
    execute format('grant all on public.%I to service_role', name);
    execute format('drop policy if exists "members read their own" on public.%I', name);
    execute format('drop policy if exists "members add their own" on public.%I', name);
    execute format('drop policy if exists "members change their own" on public.%I', name);
    execute format('drop policy if exists "members remove their own" on public.%I', name);
end
$$;

-- Every question of a member starts with whose rows.
create or replace function pg_temp.index_owner(name text) returns void
language plpgsql as $$
declare
    stamped constant boolean := exists (
        select from information_schema.columns c
        where c.table_schema = 'public' and c.table_name = name and c.column_name = 'updated_at');
begin
    execute format('create index if not exists %I on public.%I (%s)', name || '_owner_idx', name,
                   case when stamped then 'user_id, updated_at, id' else 'user_id, id' end);
end
$$;

create or replace function pg_temp.may_read(name text, mine text) returns void
language plpgsql as $$
begin
    execute format('create policy "members read their own" on public.%I
                    for select to authenticated using (%s)', name, mine);
end
$$;

create or replace function pg_temp.may_write(name text, mine text) returns void
language plpgsql as $$
begin
    perform pg_temp.may_read(name, mine);
    execute format('create policy "members add their own" on public.%I
                    for insert to authenticated with check (%s)', name, mine);
    execute format('create policy "members change their own" on public.%I
                    for update to authenticated using (%s) with check (%s)', name, mine, mine);
    execute format('create policy "members remove their own" on public.%I
                    for delete to authenticated using (%s)', name, mine);
end
$$;

do $$
declare
    name text;
    owner_is_me constant text := '(select auth.uid()) = user_id';
    -- A variant belongs through its track.
    track_is_mine constant text :=
        'exists (select from public.audio_tracks track
                 where track.id = audio_track_id and track.user_id = (select auth.uid()))';
begin
    -- Two-way tables.
    foreach name in array array[
        'life_vision_category_state', 'vision_versions', 'scenes', 'frequency_flip',
        'user_profiles', 'voice_profiles', 'assessment_results', 'assessment_responses',
        'media_metadata', 'audio_sets', 'audio_tracks', 'vision_audios', 'vision_board_items',
        'journal_entries', 'daily_papers', 'emotional_snapshots', 'vibrational_events'
    ] loop
        perform pg_temp.protect(name, 'select, insert, update, delete');
        perform pg_temp.may_write(name, owner_is_me);
        perform pg_temp.index_owner(name);
    end loop;
    perform pg_temp.protect('audio_variants', 'select, insert, update, delete');
    perform pg_temp.may_write('audio_variants', track_is_mine);

    -- Pull tables, and the generic ones that belong to a member.
    foreach name in array array[
        'refinements', 'assessment_insights', 'token_transactions', 'token_usage',
        'payment_history', 'customer_subscriptions', 'ai_usage_logs', 'ai_conversations',
        'viva_conversations', 'prompt_suggestions_cache', 'generated_images',
        'refinements_backup_20251111', 'vision_versions_backup_20251111',
        'actualization_blueprints', 'user_stats', 'token_drips', 'member_profiles',
        'intensive_purchases', 'intensive_checklist', 'abundance_events',
        'conversation_sessions', 'blueprint_insights', 'blueprint_phases', 'blueprint_tasks',
        'vibrational_links', 'vision_conversations', 'vision_progress', 'profile_versions'
    ] loop
        perform pg_temp.protect(name, 'select');
        perform pg_temp.may_read(name, owner_is_me);
        perform pg_temp.index_owner(name);
    end loop;
    perform pg_temp.protect('profiles', 'select');
    perform pg_temp.may_read('profiles', '(select auth.uid()) = id');

    -- The same for every signed-in member.
    foreach name in array array[
        'membership_tiers', 'video_mapping', 'vibrational_event_sources',
        'ai_action_token_overrides'
    ] loop
        perform pg_temp.protect(name, 'select');
        perform pg_temp.may_read(name, 'true');
    end loop;
end
$$;

-- Storage ------------------------------------------------------------------------------------
-- Private buckets. A member reads and writes only objects whose path starts with their own id:
-- `<user id>/...`.

insert into storage.buckets (id, name, public)
values ('vision-audio', 'vision-audio', false),
       ('member-media', 'member-media', false)
on conflict (id) do nothing;

drop policy if exists "members see the buckets" on storage.buckets;
create policy "members see the buckets" on storage.buckets
    for select to authenticated
    using (id in ('vision-audio', 'member-media'));

drop policy if exists "members read their own files" on storage.objects;
create policy "members read their own files" on storage.objects
    for select to authenticated
    using (
        bucket_id in ('vision-audio', 'member-media')
        and (storage.foldername(name))[1] = (select auth.uid())::text
    );

drop policy if exists "members add their own files" on storage.objects;
create policy "members add their own files" on storage.objects
    for insert to authenticated
    with check (
        bucket_id in ('vision-audio', 'member-media')
        and (storage.foldername(name))[1] = (select auth.uid())::text
    );

drop policy if exists "members change their own files" on storage.objects;
create policy "members change their own files" on storage.objects
    for update to authenticated
    using (
        bucket_id in ('vision-audio', 'member-media')
        and (storage.foldername(name))[1] = (select auth.uid())::text
    )
    with check (
        bucket_id in ('vision-audio', 'member-media')
        and (storage.foldername(name))[1] = (select auth.uid())::text
    );

drop policy if exists "members remove their own files" on storage.objects;
create policy "members remove their own files" on storage.objects
    for delete to authenticated
    using (
        bucket_id in ('vision-audio', 'member-media')
        and (storage.foldername(name))[1] = (select auth.uid())::text
    );

-- PostgREST reads the schema anew.
notify pgrst, 'reload schema';
