-- Exports (G1): archives of a person's or an account's data, written part by part by due work. Whose it is stands once as
-- columns and once as subject, the id of the person or else of the account, so that one index keeps two from being written
-- at a time. Place says where the writing stands and changes with each part: a crash loses a part's work and no more.
create table export (
  id text primary key,
  account_id text not null references account (id),
  person_id text references person (id),
  subject text not null,
  asked_by text not null references person (id),
  asked_at bigint not null,
  state text not null,
  place text not null,
  parts bigint not null,
  files bigint not null,
  records bigint not null,
  bytes bigint not null,
  ready_at bigint,
  expires_at bigint,
  ended_at bigint
);
create index export_subject on export (account_id, subject, asked_at);
create unique index export_writing on export (subject) where state = 'writing';

-- Parts that are there; the bytes are among the blobs.
create table export_part (
  export_id text not null references export (id),
  account_id text not null references account (id),
  number bigint not null,
  files bigint not null,
  bytes bigint not null,
  sha256 text not null,
  blob text not null,
  primary key (export_id, number)
);

-- What is in them, for the manifest that comes last.
create table export_file (
  export_id text not null references export (id),
  account_id text not null references account (id),
  path text not null,
  part bigint not null,
  kind text not null,
  records bigint not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (export_id, path)
);
