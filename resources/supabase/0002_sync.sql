-- Optional help for synchronisation, on top of the documented schema. Additive: it adds columns,
-- triggers, tables and functions, and changes or removes nothing that is there. It may be applied
-- again, and `0002_sync_down.sql` takes it back. A table that the project lacks is skipped.
--
-- What it brings
--   updated_at     on every mirrored table, moved by the wall clock of the write, not of the
--                  beginning of its transaction
--   sync_changes   a feed of what changed, tombstones included, in an order that loses nothing
--   sync_pull      the feed and the rows after a cursor
--   sync_apply     many writes in one request, each with its own outcome, none of them blind
--   sync_manifest  a hash of ids and row versions per group of ids, to compare cheaply
--   sync_caps      what of this is here
--
-- Why the feed loses nothing: a transaction that began early may commit late, so neither times
-- nor sequence numbers appear in order. The feed is ordered by transaction number, and a change is
-- served only once every transaction with a smaller number has ended (the horizon). A long writing
-- transaction delays the feed; it never makes it skip.
--
-- All functions that members call run with the member's own rights: row level security decides.

set client_min_messages = warning;

-- Which tables take part ---------------------------------------------------------------------
-- owner: the column that holds the member's id; null for variants, which belong through a track.

create table if not exists public.sync_tables (
    tbl         text primary key,
    owner       text,
    added_stamp boolean not null  -- whether updated_at came with this file
);

insert into public.sync_tables (tbl, owner, added_stamp)
select known.tbl,
       case known.tbl when 'profiles' then 'id' when 'audio_variants' then null else 'user_id' end,
       not exists (select from information_schema.columns c
                   where c.table_schema = 'public' and c.table_name = known.tbl
                     and c.column_name = 'updated_at')
from unnest(array[
    'life_vision_category_state', 'vision_versions', 'scenes', 'frequency_flip', 'refinements',
    'user_profiles', 'voice_profiles', 'profiles', 'assessment_results', 'assessment_responses',
    'assessment_insights', 'token_transactions', 'token_usage', 'payment_history',
    'customer_subscriptions', 'ai_usage_logs', 'ai_conversations', 'viva_conversations',
    'prompt_suggestions_cache', 'generated_images', 'media_metadata', 'audio_sets', 'audio_tracks',
    'audio_variants', 'vision_audios', 'vision_board_items', 'journal_entries', 'daily_papers',
    'emotional_snapshots', 'vibrational_events'
]) as known (tbl)
where exists (select from information_schema.columns c
              where c.table_schema = 'public' and c.table_name = known.tbl
                and c.column_name = 'id' and c.udt_name = 'uuid')
  and exists (select from information_schema.columns c
              where c.table_schema = 'public' and c.table_name = known.tbl
                and c.column_name = case known.tbl when 'profiles' then 'id'
                                    when 'audio_variants' then 'audio_track_id' else 'user_id' end)
on conflict (tbl) do nothing;

-- The feed -----------------------------------------------------------------------------------

create table if not exists public.sync_changes (
    seq     bigint generated always as identity primary key,
    xid     xid8 not null default pg_current_xact_id(),
    tbl     text not null,
    row_id  uuid not null,
    op      text not null check (op in ('I', 'U', 'D')),
    user_id uuid not null,
    at      timestamptz not null default clock_timestamp()
);
create index if not exists sync_changes_feed_idx on public.sync_changes (user_id, xid, seq);

-- Cursors at or below the floor start anew: what they would need is gone.
create table if not exists public.sync_floor (
    only_one boolean primary key default true check (only_one),
    floor    xid8 not null
);
insert into public.sync_floor (floor) values ('0') on conflict do nothing;

-- What was applied already, so that a repeated request is answered and not done twice.
create table if not exists public.sync_operations (
    user_id uuid not null default auth.uid(),
    op_id   uuid not null,
    tbl     text not null,
    row_id  uuid not null,
    at      timestamptz not null default clock_timestamp(),
    primary key (user_id, op_id)
);

-- Stamps and notes, by triggers ----------------------------------------------------------------

create or replace function public.sync_stamp() returns trigger
language plpgsql set search_path = '' as $$
begin
    new.updated_at = clock_timestamp();
    return new;
end
$$;

-- A row that changes hands, or its id, leaves a tombstone where it was.
create or replace function public.sync_record(
    tbl text, old_id uuid, old_owner uuid, new_id uuid, new_owner uuid
) returns void
language plpgsql set search_path = '' as $$
begin
    if old_owner is not null and (new_id, new_owner) is distinct from (old_id, old_owner) then
        insert into public.sync_changes (tbl, row_id, op, user_id)
        values (tbl, old_id, 'D', old_owner);
    end if;
    if new_owner is not null then
        insert into public.sync_changes (tbl, row_id, op, user_id)
        values (tbl, new_id, case when old_id is null then 'I' else 'U' end, new_owner);
    end if;
end
$$;

-- Members do not write the feed; these triggers do, with the rights of the project's owner.
create or replace function public.sync_note() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform public.sync_record(tg_table_name, old.id, old.user_id, new.id, new.user_id);
    return null;
end
$$;

create or replace function public.sync_note_self() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform public.sync_record(tg_table_name, old.id, old.id, new.id, new.id);
    return null;
end
$$;

create or replace function public.sync_note_variant() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform public.sync_record(
        tg_table_name,
        old.id, (select t.user_id from public.audio_tracks t where t.id = old.audio_track_id),
        new.id, (select t.user_id from public.audio_tracks t where t.id = new.audio_track_id)
    );
    return null;
end
$$;

-- Once a track is gone nobody can tell whose its variants were, so its end is noted before.
create or replace function public.sync_note_track() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    perform public.sync_record(
        'audio_variants', v.id, old.user_id,
        case tg_op when 'UPDATE' then v.id end, case tg_op when 'UPDATE' then new.user_id end
    )
    from public.audio_variants v where v.audio_track_id = old.id;
    return coalesce(new, old);
end
$$;

-- TRUNCATE leaves no tombstones: every reader must compare anew.
create or replace function public.sync_note_truncate() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update public.sync_floor set floor = pg_current_xact_id();
    return null;
end
$$;

do $$
declare
    part public.sync_tables;
begin
    for part in select * from public.sync_tables loop
        execute format('alter table public.%I add column if not exists
                        updated_at timestamptz default now()', part.tbl);
        -- The name makes it the last of the BEFORE triggers.
        execute format('create or replace trigger zz_sync_stamp
                        before insert or update on public.%I
                        for each row execute function public.sync_stamp()', part.tbl);
        execute format('create or replace trigger sync_note
                        after insert or update or delete on public.%I
                        for each row execute function public.%I()', part.tbl,
                       case when part.owner is null then 'sync_note_variant'
                            when part.owner = 'id' then 'sync_note_self' else 'sync_note' end);
        execute format('create or replace trigger sync_note_truncate after truncate on public.%I
                        for each statement execute function public.sync_note_truncate()', part.tbl);
    end loop;
    if exists (select from public.sync_tables t where t.tbl = 'audio_variants') then
        create or replace trigger zz_sync_note_track
            before delete or update of user_id on public.audio_tracks
            for each row execute function public.sync_note_track();
    end if;
end
$$;

-- Reading --------------------------------------------------------------------------------------

-- Which history transaction numbers belong to: another one after a restore or an upgrade.
create or replace function public.sync_epoch() returns text
language plpgsql stable set search_path = '' as $$
begin
    return (select system_identifier from pg_control_system()) || '.'
        || (select timeline_id from pg_control_checkpoint());
exception when insufficient_privilege then
    return '0';
end
$$;

-- One row with its version, or null when it is not there or not the member's to see.
create or replace function public.sync_row(tbl text, row_id uuid) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
    found_row jsonb;
begin
    execute format('select to_jsonb(t) || jsonb_build_object(''xmin'', t.xmin::text)
                    from public.%I t where t.id = $1', tbl) into found_row using row_id;
    return found_row;
end
$$;

-- The changes after a cursor: `{"changes": [{"tbl", "id", "op"}], "rows": {tbl: [row]},
-- "cursor", "more", "resync"}`. Of several changes of a row in one page the last one is told, and
-- a row is given as it is now, with its xmin. Without a cursor, or with one that is too old or of
-- another history, `resync` is true: take the new cursor first, then compare everything.
create or replace function public.sync_pull(after text default null, page integer default 500)
returns jsonb
language plpgsql stable set search_path = '' as $$
declare
    epoch constant text := public.sync_epoch();
    -- STABLE: horizon, feed and rows are all read from one snapshot.
    horizon constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
    place constant text[] := regexp_match(after, '^([0-9.]+):(\d{1,19}):(\d{1,18})$');
    most constant integer := least(greatest(page, 1), 1000);
    changes public.sync_changes[];
    answer jsonb;
begin
    if place is null or place[1] <> epoch or place[2]::xid8 > horizon
       or place[2]::xid8 <= (select f.floor from public.sync_floor f) then
        return jsonb_build_object('resync', true, 'more', false, 'changes', '[]'::jsonb,
                                  'rows', '{}'::jsonb, 'cursor', epoch || ':' || horizon || ':0');
    end if;
    select array_agg(c order by c.xid, c.seq) into changes from (
        select * from public.sync_changes s
        where s.user_id = (select auth.uid()) and s.xid < horizon
          and (s.xid, s.seq) > (place[2]::xid8, place[3]::bigint)
        order by s.xid, s.seq limit most
    ) c;
    answer := public.sync_rows_of(changes);
    if cardinality(changes) = most then
        return answer || jsonb_build_object('resync', false, 'more', true, 'cursor',
            epoch || ':' || changes[most].xid || ':' || changes[most].seq);
    end if;
    return answer || jsonb_build_object('resync', false, 'more', false,
                                        'cursor', epoch || ':' || horizon || ':0');
end
$$;

create or replace function public.sync_rows_of(changes public.sync_changes[]) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
    told jsonb;
    of_table record;
    found_rows jsonb;
    all_rows jsonb := '{}';
begin
    select coalesce(jsonb_agg(jsonb_build_object('tbl', c.tbl, 'id', c.row_id, 'op', c.op)
                              order by c.xid, c.seq), '[]')
    into told
    from (select distinct on (e.tbl, e.row_id) * from unnest(changes) e
          order by e.tbl, e.row_id, e.xid desc, e.seq desc) c;
    for of_table in
        select c.tbl, array_agg(distinct c.row_id) as ids from unnest(changes) c
        join public.sync_tables known on known.tbl = c.tbl
        group by c.tbl
    loop
        execute format(
            'select jsonb_agg(to_jsonb(t) || jsonb_build_object(''xmin'', t.xmin::text))
             from public.%I t where t.id = any($1)', of_table.tbl)
        into found_rows using of_table.ids;
        if found_rows is not null then
            all_rows := all_rows || jsonb_build_object(of_table.tbl, found_rows);
        end if;
    end loop;
    return jsonb_build_object('changes', told, 'rows', all_rows);
end
$$;

-- `{prefix: {"count", "hash"}}` for the ids that share their first hex digits; the hash is the md5
-- of `id:xmin` of each row, joined by commas in the order of ids.
create or replace function public.sync_manifest(tbl text, digits integer default 2) returns jsonb
language plpgsql stable set search_path = '' as $$
declare
    groups jsonb;
begin
    perform public.sync_known(tbl);
    execute format(
        'select jsonb_object_agg(g.prefix, jsonb_build_object(''count'', g.n, ''hash'', g.hash))
         from (select left(t.id::text, $1) as prefix, count(*) as n,
                      md5(string_agg(t.id || '':'' || t.xmin, '','' order by t.id)) as hash
               from public.%I t group by 1) g', tbl)
    into groups using least(greatest(digits, 0), 8);
    return coalesce(groups, '{}');
end
$$;

create or replace function public.sync_known(name text) returns void
language plpgsql stable set search_path = '' as $$
begin
    if not exists (select from public.sync_tables t where t.tbl = name) then
        raise exception using errcode = 'undefined_table',
            message = 'this table does not take part in synchronisation';
    end if;
end
$$;

-- `late`: how many of the member's changes wait for older transactions to end.
create or replace function public.sync_caps() returns jsonb
language sql stable set search_path = '' as $$
    select jsonb_build_object(
        'version', 1,
        'tables', (select jsonb_agg(t.tbl order by t.tbl) from public.sync_tables t),
        'most_ops', 1000,
        'most_changes', 1000,
        'late', (select count(*) from public.sync_changes c
                 where c.user_id = (select auth.uid())
                   and c.xid >= pg_snapshot_xmin(pg_current_snapshot()))
    )
$$;

-- Writing --------------------------------------------------------------------------------------

-- Applies `[{"op_id", "kind": "insert" | "update" | "delete", "tbl", "id", "xmin", "values"}]` in
-- that order and answers one outcome for each, in the same order; one that fails undoes itself
-- alone. `status` is
--   ok        done now, or before (`again`: true); `row` is the row as it is, null when deleted
--   conflict  the row has another version; `row` is the row as it is
--   gone      there is no such row that the member can see
--   denied    the version is right, but the member may not do this
--   error     refused, with `code` (SQLSTATE), `message`, `constraint`, `column`, and `row`
-- Faults that may pass by themselves end the whole request, and nothing of it is kept.
create or replace function public.sync_apply(ops jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
    op jsonb;
    outcomes jsonb[] := '{}';
begin
    -- Some gateways hand an array over as its text.
    if jsonb_typeof(ops) = 'string' then
        ops := (ops #>> '{}')::jsonb;
    end if;
    if jsonb_array_length(ops) > 1000 then
        raise exception using errcode = 'program_limit_exceeded',
            message = 'at most 1000 operations in one request';
    end if;
    for op in select * from jsonb_array_elements(ops) loop
        outcomes := outcomes || public.sync_apply_one(op);
    end loop;
    return to_jsonb(outcomes);
end
$$;

create or replace function public.sync_apply_one(op jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
    tbl constant text := op ->> 'tbl';
    outcome jsonb;
    code text;
    words text;
    broken text;
    col text;
begin
    perform public.sync_known(tbl);
    insert into public.sync_operations (op_id, tbl, row_id)
    values ((op ->> 'op_id')::uuid, tbl, (op ->> 'id')::uuid)
    on conflict do nothing;
    if not found then
        return jsonb_build_object('status', 'ok', 'again', true,
                                  'row', public.sync_row(tbl, (op ->> 'id')::uuid));
    end if;
    outcome := public.sync_write(tbl, op);
    if outcome ->> 'status' <> 'ok' then
        -- Undoes the note that it was applied.
        raise exception using errcode = 'SYNC0';
    end if;
    return outcome;
exception
    when sqlstate 'SYNC0' then
        return outcome;
    when others then
        get stacked diagnostics code = returned_sqlstate, words = message_text,
            broken = constraint_name, col = column_name;
        if left(code, 2) in ('08', '40', '53', '55', '57', '58', 'XX') then
            raise;
        end if;
        return jsonb_build_object('status', 'error', 'code', code, 'message', words,
                                  'constraint', broken, 'column', col,
                                  'row', public.sync_row_if_any(tbl, op ->> 'id'));
end
$$;

create or replace function public.sync_row_if_any(tbl text, row_id text) returns jsonb
language plpgsql volatile set search_path = '' as $$
begin
    return public.sync_row(tbl, row_id::uuid);
exception when others then
    return null;
end
$$;

-- Nothing is written unless the row still has the version that the member saw.
create or replace function public.sync_write(tbl text, op jsonb) returns jsonb
language plpgsql volatile set search_path = '' as $$
declare
    kind constant text := op ->> 'kind';
    row_id constant uuid := (op ->> 'id')::uuid;
    seen constant xid := (op ->> 'xmin')::xid;
    vals constant jsonb := jsonb_build_object('id', row_id)
        || case jsonb_typeof(op -> 'values') when 'object' then (op -> 'values') - 'id' else '{}' end;
    cols constant text := (select string_agg(format('%I', k), ', ') from jsonb_object_keys(vals) k);
    written jsonb;
    present jsonb;
begin
    case kind
    when 'insert' then
        execute format(
            'insert into public.%1$I as t (%2$s)
             select %2$s from jsonb_populate_record(null::public.%1$I, $1)
             returning to_jsonb(t) || jsonb_build_object(''xmin'', t.xmin::text)', tbl, cols)
        into written using vals;
    when 'update' then
        execute format(
            'update public.%1$I as t set (%2$s) =
                 (select %2$s from jsonb_populate_record(null::public.%1$I, $1))
             where t.id = $2 and t.xmin = $3
             returning to_jsonb(t) || jsonb_build_object(''xmin'', t.xmin::text)', tbl, cols)
        into written using vals, row_id, seen;
    when 'delete' then
        execute format('delete from public.%I as t where t.id = $1 and t.xmin = $2
                        returning to_jsonb(t)', tbl)
        into written using row_id, seen;
    end case;
    if written is not null then
        return jsonb_build_object('status', 'ok', 'again', false,
                                  'row', case when kind <> 'delete' then written end);
    end if;
    present := public.sync_row(tbl, row_id);
    return jsonb_build_object('row', present, 'status', case
        when present is null then 'gone'
        when present ->> 'xmin' = op ->> 'xmin' then 'denied'
        else 'conflict' end);
end
$$;

-- Keeping it small -----------------------------------------------------------------------------

-- For the project's owner, now and then: keeps the last change of every row, and every tombstone
-- for at least `keep`. Cursors older than a tombstone that goes start anew.
create or replace function public.sync_compact(keep interval default '400 days') returns void
language plpgsql volatile set search_path = '' as $$
declare
    horizon constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
    reached xid8;
begin
    delete from public.sync_changes c using public.sync_changes later
    where later.tbl = c.tbl and later.row_id = c.row_id and later.user_id = c.user_id
      and (later.xid, later.seq) > (c.xid, c.seq) and later.xid < horizon;
    with removed as (
        delete from public.sync_changes c
        where c.op = 'D' and c.xid < horizon and c.at < clock_timestamp() - keep
        returning c.xid
    )
    select max(r.xid) into reached from removed r;
    update public.sync_floor set floor = greatest(floor, reached) where reached is not null;
    delete from public.sync_operations o where o.at < clock_timestamp() - keep;
end
$$;

-- Rights ---------------------------------------------------------------------------------------

alter table public.sync_tables enable row level security;
alter table public.sync_changes enable row level security;
alter table public.sync_floor enable row level security;
alter table public.sync_operations enable row level security;

revoke all on public.sync_tables, public.sync_changes, public.sync_floor, public.sync_operations
    from public, anon, authenticated;
grant select on public.sync_tables, public.sync_changes, public.sync_floor to authenticated;
grant select, insert on public.sync_operations to authenticated;
grant all on public.sync_tables, public.sync_changes, public.sync_floor, public.sync_operations
    to service_role;

drop policy if exists "members read" on public.sync_tables;
create policy "members read" on public.sync_tables for select to authenticated using (true);
drop policy if exists "members read" on public.sync_floor;
create policy "members read" on public.sync_floor for select to authenticated using (true);
drop policy if exists "members read their own" on public.sync_changes;
create policy "members read their own" on public.sync_changes
    for select to authenticated using ((select auth.uid()) = user_id);
drop policy if exists "members read their own" on public.sync_operations;
create policy "members read their own" on public.sync_operations
    for select to authenticated using ((select auth.uid()) = user_id);
drop policy if exists "members add their own" on public.sync_operations;
create policy "members add their own" on public.sync_operations
    for insert to authenticated with check ((select auth.uid()) = user_id);

do $$
declare
    function regprocedure;
begin
    for function in
        select p.oid from pg_catalog.pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname in (
            'sync_stamp', 'sync_record', 'sync_note', 'sync_note_self', 'sync_note_variant',
            'sync_note_track', 'sync_note_truncate', 'sync_epoch', 'sync_row', 'sync_row_if_any',
            'sync_known', 'sync_rows_of', 'sync_pull', 'sync_manifest', 'sync_caps', 'sync_write',
            'sync_apply_one', 'sync_apply', 'sync_compact'
        )
    loop
        execute format('revoke all on function %s from public, anon, authenticated', function);
        execute format('grant execute on function %s to service_role', function);
    end loop;
end
$$;
-- Not among them: what the triggers call, and sync_compact.
grant execute on function
    public.sync_epoch(), public.sync_row(text, uuid), public.sync_row_if_any(text, text),
    public.sync_known(text), public.sync_rows_of(public.sync_changes[]),
    public.sync_pull(text, integer), public.sync_manifest(text, integer), public.sync_caps(),
    public.sync_write(text, jsonb), public.sync_apply_one(jsonb), public.sync_apply(jsonb)
    to authenticated;

notify pgrst, 'reload schema';
