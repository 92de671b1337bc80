-- Usage reports (F7): the history of an account, whatever its plan is or was. Meetings that were held, here or with another
-- service, and the connections to them (docs/decisions/0043). A meeting is found again by where it was held, its number (or
-- title) and the time. participants, person_seconds and connections are summed up from the connections whenever they change,
-- so that a report reads meetings alone.
create table held_meeting (
  id text primary key,
  account_id text not null references account (id),
  source text not null,
  identity text not null,
  number text not null,
  title text not null,
  host_id text references person (id),
  host_key text not null,
  host_name text not null,
  host_email text not null,
  started_at bigint not null,
  ended_at bigint not null,
  participants_stated bigint,
  participants bigint not null,
  person_seconds bigint not null,
  connections bigint not null,
  created_at bigint not null
);
create unique index held_meeting_identity on held_meeting (account_id, source, identity, started_at);
create index held_meeting_time on held_meeting (account_id, started_at, id);
create index held_meeting_host on held_meeting (account_id, host_id, started_at, id);

-- One row for each time somebody was connected; who came back has two. No joined_at: only the time in all is known.
create table connection (
  id text primary key,
  account_id text not null references account (id),
  held_id text not null references held_meeting (id),
  name text not null,
  email text not null,
  joined_at bigint,
  left_at bigint,
  seconds bigint not null,
  is_guest bigint
);
create index connection_held on connection (held_id, joined_at, id);

-- A file handed in, with what was answered about it; the file itself is among the blobs for some days.
create table usage_import (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  file text not null,
  charset text,
  date_order text,
  zone text not null,
  counts text,
  created_at bigint not null,
  done_at bigint
);
create index usage_import_account on usage_import (account_id, created_at);
