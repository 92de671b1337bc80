-- Lists of somebody with very many meetings (F1, F8). Of their meetings few have a chat: which, a row of the list says, so
-- that their chats are found without asking for one of each. And a month counts what happens once in the index alone.
alter table meeting_person add column has_chat bigint not null default 0;
update meeting_person set has_chat = 1 where meeting_id in (select meeting_id from chat where meeting_id is not null);
-- What is the same in all rows of an index stands in it, or the list itself would be read instead.
create index meeting_person_chat on meeting_person (person_id, has_chat, meeting_id) where has_chat = 1;
drop index meeting_person_repeats;
create index meeting_person_repeats on meeting_person (person_id, repeats, meeting_id) where repeats = 1;
drop index meeting_person_listed;
