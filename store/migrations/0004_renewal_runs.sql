-- Renewals are done in bulk (C9). Due work stands in lanes, so that a million renewals, and the
-- documents and charges they leave behind, never stand before somebody's confirmation mail.
alter table due add column lane text not null default 'prompt';
update due set lane = 'renewal' where kind = 'renew';
update due set lane = 'background' where kind = 'invoice_document';
drop index due_waiting;
create index due_waiting on due (lane, due_at, id) where state = 'waiting';

-- A subscription has one piece of renewal work, moved on from period to period; the periods
-- themselves are kept apart by subscription_period's key.
delete from due where kind = 'renew' and state = 'done';
update due set key = substr(key, 1, 36) where kind = 'renew';

-- Nothing looks up due work by account, or legs by account: two entries less in trees for every
-- piece of work, four for every invoice.
drop index due_account;
drop index ledger_leg_account;

-- How far each run of renewals has come, for the console and the command line. A run that was
-- killed has no end.
create table renewal_run (
  id text primary key,
  started_at bigint not null,
  seen_at bigint not null,
  ended_at bigint,
  renewed bigint not null,
  set_aside bigint not null
);
create index renewal_run_started on renewal_run (started_at);

-- Work that a person must look at is few among very many rows.
create index due_given_up on due (lane, done_at, id) where state = 'given_up';
