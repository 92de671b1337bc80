-- Mails before a meeting starts and before a subscription renews (E9a, docs/decisions/0052).
-- For which of its times a meeting's people were reminded last: each is reminded of once.
alter table meeting add column reminded_for bigint;

-- Meetings that are there already are looked at by the same work as new ones. The work's id is the meeting's: an id as good as any.
insert into due (id, account_id, lane, kind, key, payload, due_at, state, attempts, created_at)
select id, account_id, 'background', 'meeting_reminder', id || '.' || sequence,
       '{"account":"' || account_id || '","meeting":"' || id || '","sequence":' || sequence || '}', created_at, 'waiting', 0, created_at
  from meeting where state = 'scheduled' and (last_end is null or last_end > 1700000000);

-- How far a walk over due renewals has come that reminds of them.
create table reminder_place (
  name text primary key,
  at bigint not null,
  after_id text not null
);
