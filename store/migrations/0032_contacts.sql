-- Contacts of a person (F6): nobody else's, their account's admins included (docs/decisions/0028). What one holds is a
-- document; beside it what lists are sorted by and searched in. Removed ones can be brought back for a while.
create table contact (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  sort_key text not null,
  search_text text not null,
  card text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null,
  removed_at bigint
);
-- A page of the list is a walk along this index, and so is a search: all it looks at stands in it (removed_at for SQLite,
-- which would read the row to see that it is null).
create index contact_list on contact (account_id, person_id, sort_key, id, search_text, removed_at)
 where removed_at is null;
create index contact_removed on contact (account_id, person_id, removed_at, id) where removed_at is not null;

-- What a contact is found again by: addresses, numbers with names. Contacts that share one may be the same.
create table contact_key (
  account_id text not null references account (id),
  person_id text not null,
  value text not null,
  contact_id text not null references contact (id),
  primary key (person_id, value, contact_id)
);
create index contact_key_contact on contact_key (contact_id);

create table contact_group (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  name text not null,
  name_key text not null,
  created_at bigint not null
);
create unique index contact_group_name on contact_group (account_id, person_id, name_key);

create table contact_group_member (
  account_id text not null references account (id),
  person_id text not null,
  group_id text not null references contact_group (id),
  contact_id text not null references contact (id),
  primary key (group_id, contact_id)
);
create index contact_group_member_contact on contact_group_member (contact_id);

-- One row a person: locked by every change of their contacts, so that limits hold and imports meet what they previewed.
create table contact_book (
  person_id text primary key references person (id),
  account_id text not null references account (id),
  contacts bigint not null
);

-- A file handed in, with what was answered about it; the file itself is among the blobs for some days.
create table contact_import (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  file text not null,
  charset text,
  other_name text,
  counts text,
  created_at bigint not null,
  done_at bigint
);
create index contact_import_person on contact_import (account_id, person_id, created_at);
