-- Templates of meetings (F1, docs/decisions/0053): a person's own, or, without a person, for everybody in the account. The draft
-- is a document: it is read as a whole, to fill in a form. It holds no password.
create table meeting_template (
  id text primary key,
  account_id text not null references account (id),
  person_id text references person (id),
  name text not null,
  name_key text not null,
  password text not null,
  draft text not null,
  version bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index meeting_template_of on meeting_template (account_id, person_id, name_key, id);
