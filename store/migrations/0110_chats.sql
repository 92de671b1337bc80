-- Chats (F8): one for every two people who write to each other, one for each meeting. Who may read them is decided in
-- meetings/src/chat.rs (docs/decisions/0038). Messages are numbered in their chat, which is their order; written counts
-- them, those that are erased included. A chat nobody has written in yet, or whose messages are all erased, has no last_at.
create table chat (
  id text primary key,
  account_id text not null references account (id),
  meeting_id text unique references meeting (id),
  first_id text references person (id),
  second_id text references person (id),
  written bigint not null,
  last_at bigint,
  created_at bigint not null,
  unique (first_id, second_id)
);
create index chat_second on chat (second_id);
create index chat_account on chat (account_id, last_at);

-- The author's name is kept as it was when they wrote: the history reads the same when they are gone. A removed message
-- keeps its place and has no text.
create table chat_message (
  id text primary key,
  chat_id text not null references chat (id),
  account_id text not null references account (id),
  number bigint not null,
  author_id text not null references person (id),
  author_name text not null,
  text text not null,
  search_text text not null,
  written_at bigint not null,
  edited_at bigint,
  removed_at bigint,
  unique (chat_id, number)
);
create index chat_message_found on chat_message (chat_id, written_at, id);
create index chat_message_author on chat_message (author_id, written_at);
create index chat_message_age on chat_message (account_id, written_at, id);

-- How long an account keeps messages: no row or no days: for good. Nothing is erased before from_at, of which its owners
-- and admins were told.
create table chat_retention (
  account_id text primary key references account (id),
  days bigint,
  from_at bigint not null,
  changed_at bigint not null
);

-- Files beside messages; the bytes are among the blobs, under the id.
create table chat_attachment (
  id text primary key,
  message_id text not null references chat_message (id),
  chat_id text not null references chat (id),
  account_id text not null references account (id),
  author_id text not null references person (id),
  name text not null,
  kind text not null,
  bytes bigint not null,
  attached_at bigint not null
);
create index chat_attachment_message on chat_attachment (message_id);
create index chat_attachment_author on chat_attachment (author_id, attached_at);
