-- Bringing an account's archive in (G1b, docs/decisions/0055). Whose data an import brings: the person's, or their account's.
alter table import add column whose text not null default 'person';

-- An archive of an account that came from elsewhere: kept as it was, file by file, beside the account's own books, and never part of
-- them. Its id is its export's. brought_at: since when all of it is here; kinds: how many of its records can be searched, as JSON.
create table history_archive (
  account_id text not null references account (id),
  id text not null,
  import_id text not null references import (id),
  made_by text not null,
  origin_id text not null,
  origin_name text not null,
  as_of bigint not null,
  manifest text not null,
  kinds text not null,
  files bigint not null,
  bytes bigint not null,
  brought_at bigint,
  primary key (account_id, id)
);

-- Its files; the bytes are among the blobs, under their checksum.
create table history_file (
  account_id text not null references account (id),
  archive_id text not null,
  path text not null,
  kind text not null,
  records bigint not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (account_id, archive_id, path)
);
create index history_file_sum on history_file (account_id, archive_id, sha256);

-- Its records that people look for: the line as it was, and what is searched in.
create table history_record (
  account_id text not null references account (id),
  archive_id text not null,
  kind text not null,
  number bigint not null,
  search text not null,
  record text not null,
  primary key (account_id, archive_id, kind, number)
);

-- Who was in a group elsewhere and is not here yet: they come into it when they join.
create table history_member (
  account_id text not null references account (id),
  group_id text not null references people_group (id),
  email_key text not null,
  primary key (account_id, group_id, email_key)
);
create index history_member_address on history_member (account_id, email_key);
