-- Recordings (F5): a person's own, of one of their meetings or of none; the bytes are among the blobs, under the id. Rules
-- are in meetings/src/recording.rs (docs/decisions/0044). What is trashed waits there; erases_at is the moment of which its
-- owner was told by mail, none before anybody was told.
create table recording (
  id text primary key,
  account_id text not null references account (id),
  owner_id text not null references person (id),
  meeting_id text references meeting (id),
  title text not null,
  search_text text not null,
  kind text not null,
  bytes bigint not null,
  sha256 text not null,
  passages bigint not null,
  added_at bigint not null,
  trashed_at bigint,
  erases_at bigint
);
create index recording_owner on recording (owner_id, added_at, id);
create index recording_account on recording (account_id, added_at, id);
create index recording_meeting on recording (meeting_id);

-- What is said in a recording, passage by passage, numbered from 1 by their start.
create table recording_passage (
  recording_id text not null references recording (id),
  account_id text not null references account (id),
  number bigint not null,
  start_ms bigint not null,
  end_ms bigint not null,
  speaker text,
  text text not null,
  search_text text not null,
  primary key (recording_id, number)
);

-- The one link a recording is shared by, kept as it is so that its owner can copy it again.
create table recording_share (
  recording_id text primary key references recording (id),
  account_id text not null references account (id),
  code text not null unique,
  password_hash text,
  ends_at bigint,
  shared_at bigint not null
);

-- How long an account keeps recordings: no row or no days: for good.
create table recording_retention (
  account_id text primary key references account (id),
  days bigint,
  changed_at bigint not null
);
