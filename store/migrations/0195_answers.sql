-- Answers to invitations (F1, docs/decisions/0048). Each invited address of a meeting has an unguessable code, which stands in
-- the links and in the reply address of its mails. An answer is to one meeting of the series by its place in it, or to all (-1).
create table meeting_answer_code (
  code text primary key,
  account_id text not null references account (id),
  meeting_id text not null references meeting (id),
  email_key text not null,
  made_at bigint not null
);
create unique index meeting_answer_code_invited on meeting_answer_code (meeting_id, email_key);

create table meeting_answer (
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  email_key text not null,
  place bigint not null,
  answer text not null,
  note text not null,
  way text not null,
  sequence bigint not null,
  written_at bigint not null,
  came_at bigint not null,
  primary key (meeting_id, email_key, place)
);

-- Which meetings got another time with which version: a document, read with the meeting. Nothing: one time all along.
alter table meeting add column retimed text;

-- Mails that were handed to us and that nothing could be done with, for an operator to look at: the beginning of each.
create table mail_set_aside (
  id text primary key,
  taken_at bigint not null,
  reason text not null,
  sender text,
  recipient text,
  subject text not null,
  bytes bigint not null,
  source text not null
);
create index mail_set_aside_at on mail_set_aside (taken_at, id);
