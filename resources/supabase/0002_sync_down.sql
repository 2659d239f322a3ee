-- Takes back `0002_sync.sql`: its triggers, functions and tables, and the updated_at columns that
-- came with it. Rows of the project's own tables are not touched.

set client_min_messages = warning;

do $$
declare
    part record;
    function regprocedure;
begin
    if to_regclass('public.sync_tables') is null then
        return;
    end if;
    for part in execute 'select tbl, added_stamp from public.sync_tables' loop
        continue when to_regclass(format('public.%I', part.tbl)) is null;
        execute format('drop trigger if exists zz_sync_stamp on public.%I', part.tbl);
        execute format('drop trigger if exists sync_note on public.%I', part.tbl);
        execute format('drop trigger if exists sync_note_truncate on public.%I', part.tbl);
        execute format('drop trigger if exists zz_sync_note_track on public.%I', part.tbl);
        if part.added_stamp then
            execute format('alter table public.%I drop column if exists updated_at', part.tbl);
        end if;
    end loop;
    for function in
        select p.oid from pg_catalog.pg_proc p
        where p.pronamespace = 'public'::regnamespace and p.proname in (
            'sync_stamp', 'sync_record', 'sync_note', 'sync_note_self', 'sync_note_variant',
            'sync_note_track', 'sync_note_truncate', 'sync_epoch', 'sync_row', 'sync_row_if_any',
            'sync_known', 'sync_rows_of', 'sync_pull', 'sync_manifest', 'sync_caps', 'sync_write',
            'sync_apply_one', 'sync_apply', 'sync_compact'
        )
    loop
        execute format('drop function %s', function);
    end loop;
    drop table public.sync_changes, public.sync_floor, public.sync_operations, public.sync_tables;
end
$$;

notify pgrst, 'reload schema';
