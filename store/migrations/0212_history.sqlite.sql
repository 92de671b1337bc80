-- What was brought stays as it was.
create trigger history_file_kept before update on history_file begin select raise(abort, 'brought history is kept as it was'); end;
create trigger history_file_stays before delete on history_file begin select raise(abort, 'brought history is kept as it was'); end;
create trigger history_record_kept before update on history_record begin select raise(abort, 'brought history is kept as it was'); end;
create trigger history_record_stays before delete on history_record begin select raise(abort, 'brought history is kept as it was'); end;
