-- Somebody leaves an account or is removed from it (E7, docs/decisions/0051). What becomes of their things was previewed and
-- is kept as it was; progress is how far it came, for it is done in portions. One at a time waits or is under way for a person.
create table departure (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  asked_by text not null references person (id),
  proposal text not null,
  progress text not null,
  state text not null,
  asked_at bigint not null,
  takes_effect_at bigint not null,
  ended_at bigint
);
create unique index departure_open on departure (person_id) where state in ('planned', 'under_way');
create index departure_account on departure (account_id, asked_at);

-- Recordings go along with whoever keeps them, and their bytes stay where they lie: in the folder of this account. Nothing:
-- in that of the recording's own.
alter table recording add column bytes_account text;

-- A person's exports are found by their person, wherever they have gone since.
create index export_of on export (subject, asked_at);

-- Who leaves is looked for among the hosts of the account's meetings.
create index meeting_host on meeting (account_id, host_id, id);
create index meeting_alternate_host_person on meeting_alternate_host (account_id, person_id, meeting_id);
