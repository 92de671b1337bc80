-- What is searched in stands by chat and moment, apart from the messages: a search goes through all of a person's chats,
-- and here it reads the texts one after the other instead of a whole message somewhere else for each (0042).
create table chat_text (
  chat_id text not null references chat (id),
  written_at bigint not null,
  message_id text not null,
  account_id text not null,
  text text not null,
  primary key (chat_id, written_at, message_id)
);
insert into chat_text (chat_id, written_at, message_id, account_id, text)
  select chat_id, written_at, id, account_id, search_text from chat_message where removed_at is null;
alter table chat_message drop column search_text;
drop index chat_message_found;
