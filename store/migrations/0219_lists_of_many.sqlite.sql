create index meeting_person_listed on meeting_person
 (person_id, listed_at, meeting_id, listed_until, repeats, search_text);
