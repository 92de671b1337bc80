-- Imports (G1a): an archive that was handed in, and what became of it. Place says where the bringing in stands and changes with
-- each portion, in whose transaction it is written: a crash loses a portion's work and no more (docs/decisions/0046).
create table import (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  via text not null,
  archive text,
  manifest text,
  state text not null,
  problem text,
  place text not null,
  found text,
  report text not null,
  begun_at bigint not null,
  done_at bigint,
  ended_at bigint,
  expires_at bigint not null
);
create index import_person on import (account_id, person_id, begun_at);
create unique index import_moving on import (person_id) where state in ('checking', 'bringing');

-- Parts that were handed in; the bytes are among the blobs until the import is done with them.
create table import_part (
  import_id text not null references import (id),
  account_id text not null references account (id),
  blob text not null,
  name text not null,
  bytes bigint not null,
  sha256 text not null,
  primary key (import_id, blob)
);

-- What an id of the archive is here, and whether the import made it. Gone once the import is done.
create table import_id (
  import_id text not null references import (id),
  account_id text not null references account (id),
  kind text not null,
  given text not null,
  kept text not null,
  made bigint not null,
  primary key (import_id, kind, given)
);

-- Chats as they were in another Plenum: a copy of one person's own, which nobody writes in and nobody else sees. Who else took part
-- need not be here, so they are names and not people.
create table brought_chat (
  person_id text not null references person (id),
  account_id text not null references account (id),
  id text not null,
  meeting_id text,
  first_id text,
  second_id text,
  meeting_title text,
  first_name text,
  second_name text,
  created_at bigint not null,
  last_at bigint,
  primary key (person_id, id)
);

create table brought_message (
  person_id text not null references person (id),
  account_id text not null references account (id),
  chat_id text not null,
  number bigint not null,
  id text not null,
  author_id text not null,
  author_name text not null,
  text text not null,
  written_at bigint not null,
  edited_at bigint,
  removed_at bigint,
  primary key (person_id, chat_id, number)
);
create index brought_message_age on brought_message (account_id, written_at);

-- The bytes are among the blobs, below the person.
create table brought_file (
  person_id text not null references person (id),
  account_id text not null references account (id),
  id text not null,
  chat_id text not null,
  message_id text not null,
  author_id text not null,
  name text not null,
  kind text not null,
  bytes bigint not null,
  attached_at bigint not null,
  primary key (person_id, id)
);
