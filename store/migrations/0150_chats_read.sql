-- What somebody has not read of a chat (F8): from which message on. No row: they have read all of it. So it is cheap to
-- say on every page how many chats have something new.
create table chat_unread (
  person_id text not null references person (id),
  chat_id text not null references chat (id),
  account_id text not null references account (id),
  first_number bigint not null,
  primary key (person_id, chat_id)
);
