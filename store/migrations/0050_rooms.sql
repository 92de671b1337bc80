-- Personal rooms (F2): one for each person. What their owner decided is a document; version counts its changes and those
-- of the address. A room that is open has the moment it was opened, and the one at which it locks if it does.
create table room (
  person_id text primary key references person (id),
  account_id text not null references account (id),
  skeleton text not null,
  settings text not null,
  version bigint not null,
  opened_at bigint,
  locks_at bigint,
  changed_at bigint not null
);
create index room_account on room (account_id);

-- Addresses of rooms, found by what they look like (docs/decisions/0034). Whoever had one keeps it for ever, so rows are
-- added and respelt, and never removed.
create table room_name (
  skeleton text primary key,
  name text not null,
  person_id text not null references person (id),
  account_id text not null references account (id),
  since bigint not null
);
create index room_name_person on room_name (account_id, person_id, since);
