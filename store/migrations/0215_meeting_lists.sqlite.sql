-- A search goes through a person's whole list, in the index alone.
drop index meeting_person_listed;
create index meeting_person_listed on meeting_person (person_id, listed_at, meeting_id, listed_until, search_text);
