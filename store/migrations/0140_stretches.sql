-- Rules a series had before it went by another from one of its meetings on (F1): a document, read with the meeting wherever its
-- times are asked (docs/decisions/0041). Nothing: one rule all along.
alter table meeting add column stretches text;

-- What a search for meetings looks into, folded: title and number for everyone, people for those who hold the meeting. Meetings made
-- before are found by title and number as far as the database can fold, and wholly once they are saved again.
alter table meeting add column search_text text not null default '';
alter table meeting add column search_people text not null default '';
update meeting set search_text = lower(title) || ' ' || number;

-- Whoever proves an address finds the meetings it was named in.
create index meeting_invitee_email on meeting_invitee (email_key, meeting_id);
create index meeting_alternate_host_email on meeting_alternate_host (email_key, meeting_id);
