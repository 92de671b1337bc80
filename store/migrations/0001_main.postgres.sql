-- The books and the trail are append only, also for our own mistakes (I-03).
create function append_only() returns trigger as $$ begin raise exception '% is append only', tg_table_name; end $$ language plpgsql;
create trigger ledger_entry_kept before update or delete on ledger_entry for each row execute function append_only();
create trigger ledger_leg_kept before update or delete on ledger_leg for each row execute function append_only();
create trigger audit_kept before update or delete on audit for each row execute function append_only();
