-- Beginnings are looked for between two texts, which only holds where letters are compared by their codes.
create table contact_word (
  person_id text not null,
  word text collate "C" not null,
  sort_key text not null,
  contact_id text not null,
  primary key (person_id, word, sort_key, contact_id)
);
create table meeting_word (
  person_id text not null,
  word text collate "C" not null,
  meeting_id text not null,
  primary key (person_id, word, meeting_id)
);
