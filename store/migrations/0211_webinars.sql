-- Webinars (F1, docs/decisions/0054): a kind of meeting in which the host and the panelists speak, and all others watch and listen.
alter table meeting add column kind text not null default 'meeting';

-- Who may speak in a webinar, beside its hosts.
create table meeting_panelist (
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  position bigint not null,
  email_key text not null,
  email text not null,
  name text not null,
  primary key (meeting_id, email_key)
);
create index meeting_panelist_email on meeting_panelist (email_key, meeting_id);
