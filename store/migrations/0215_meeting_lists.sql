-- A list of meetings has in its own rows what a search reads and what a month asks for: whether the meeting repeats, and
-- what its person finds it by, the people invited only for those who hold it (F1). Before, each row led to the meeting's,
-- somewhere else, of which little was wanted.
alter table meeting_person add column repeats bigint not null default 0;
alter table meeting_person add column search_text text not null default '';
update meeting_person set
  repeats = coalesce((select case when m.rule is null and m.stretches is null then 0 else 1 end from meeting m where m.id = meeting_id), 0),
  search_text = coalesce((select case when part in ('host', 'alternate_host')
                                      then m.search_text || '
' || m.search_people else m.search_text end from meeting m where m.id = meeting_id), '');
create index meeting_person_repeats on meeting_person (person_id, meeting_id) where repeats = 1;
alter table meeting drop column search_text;
alter table meeting drop column search_people;
