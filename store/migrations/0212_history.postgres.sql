-- What was brought stays as it was.
create trigger history_file_kept before update or delete on history_file for each row execute function append_only();
create trigger history_record_kept before update or delete on history_record for each row execute function append_only();
