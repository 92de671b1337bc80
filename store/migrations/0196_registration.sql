-- Registration for a meeting (F1, docs/decisions/0049): a row while it asks for it.
create table meeting_registration (
  meeting_id text primary key references meeting (id),
  account_id text not null references account (id),
  approval text not null,
  places bigint,
  closes_at bigint,
  questions text not null,
  changed_at bigint not null
);

-- Who registered. The code is theirs alone: it stands in their mails, opens the meeting for them and cancels their registration.
create table registrant (
  id text primary key,
  account_id text not null references account (id),
  meeting_id text not null references meeting (id),
  code text not null unique,
  email text not null,
  email_key text not null,
  name text not null,
  locale text not null,
  answers text not null,
  standing text not null,
  asked_at bigint not null,
  decided_at bigint
);
create unique index registrant_address on registrant (meeting_id, email_key);
create index registrant_asked on registrant (meeting_id, asked_at, id);
