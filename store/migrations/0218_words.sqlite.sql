create table contact_word (
  person_id text not null,
  word text not null,
  sort_key text not null,
  contact_id text not null,
  primary key (person_id, word, sort_key, contact_id)
) without rowid;
create table meeting_word (
  person_id text not null,
  word text not null,
  meeting_id text not null,
  primary key (person_id, word, meeting_id)
) without rowid;
