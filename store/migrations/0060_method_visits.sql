-- A visit to the gateway's own page, on which a way to pay is left (D1c). Its id is our reference at the gateway,
-- and the id the way to pay will have: so there is one for a visit, however often and from whom we hear of it.
create table method_visit (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  gateway text not null,
  makes_default bigint not null,
  return_to text not null,
  begun_at bigint not null,
  page text,
  page_url text,
  state text not null,
  ended_at bigint
);
create index method_visit_account on method_visit (account_id, begun_at);
