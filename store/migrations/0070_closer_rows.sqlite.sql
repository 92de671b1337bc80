-- A leg and a period are found by their keys alone: they lie in the key's tree instead of in one of their own beside it.
-- An entry's id with its currency is the key, and needs no second tree for that. The account is the one of the entry or of
-- the invoice, which both refer to, so a row does not ask for it again.
create table ledger_entry_closer (
  id text not null,
  account_id text not null references account (id),
  sequence bigint not null,
  currency text not null,
  kind text not null,
  reference text not null,
  description text not null,
  at bigint not null,
  previous_hash text not null,
  hash text not null,
  primary key (id, currency),
  unique (account_id, sequence),
  unique (kind, reference)
);
insert into ledger_entry_closer (id, account_id, sequence, currency, kind, reference, description, at, previous_hash, hash)
  select id, account_id, sequence, currency, kind, reference, description, at, previous_hash, hash from ledger_entry order by id;

create table ledger_leg_closer (
  entry_id text not null,
  position bigint not null,
  account_id text not null,
  ledger_account text not null,
  currency text not null,
  amount_minor bigint not null,
  primary key (entry_id, position),
  foreign key (entry_id, currency) references ledger_entry_closer (id, currency)
) without rowid;
insert into ledger_leg_closer (entry_id, position, account_id, ledger_account, currency, amount_minor)
  select entry_id, position, account_id, ledger_account, currency, amount_minor from ledger_leg order by entry_id, position;

drop table ledger_leg;
drop table ledger_entry;
alter table ledger_entry_closer rename to ledger_entry;
alter table ledger_leg_closer rename to ledger_leg;
create index ledger_leg_credit on ledger_leg (account_id, currency) where ledger_account = 'liabilities:credit';

-- The books are append only, also for our own mistakes (I-03).
create trigger ledger_entry_kept before update on ledger_entry begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_entry_stays before delete on ledger_entry begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_leg_kept before update on ledger_leg begin select raise(abort, 'the ledger is append only'); end;
create trigger ledger_leg_stays before delete on ledger_leg begin select raise(abort, 'the ledger is append only'); end;

create table subscription_period_closer (
  subscription_id text not null references subscription (id),
  account_id text not null,
  period_index bigint not null,
  starts_at bigint not null,
  ends_at bigint not null,
  invoice_id text not null references invoice (id),
  primary key (subscription_id, period_index)
) without rowid;
insert into subscription_period_closer (subscription_id, account_id, period_index, starts_at, ends_at, invoice_id)
  select subscription_id, account_id, period_index, starts_at, ends_at, invoice_id from subscription_period
   order by subscription_id, period_index;
drop table subscription_period;
alter table subscription_period_closer rename to subscription_period;
