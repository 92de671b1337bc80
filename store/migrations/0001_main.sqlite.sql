-- The books and the trail are append only, also for our own mistakes (I-03).
create trigger ledger_entry_kept before update on ledger_entry begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_entry_stays before delete on ledger_entry begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_leg_kept before update on ledger_leg begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_leg_stays before delete on ledger_leg begin select raise(abort, 'the ledger is append only'); end;
create trigger audit_kept before update on audit begin select raise(abort, 'the audit trail is append only'); end;
create trigger audit_stays before delete on audit begin select raise(abort, 'the audit trail is append only'); end;
