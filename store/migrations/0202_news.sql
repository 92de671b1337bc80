-- News of the deployment, for those who want them (E9a, docs/decisions/0052): what was written, by whom, and how far the sending came.
create table news (
  id text primary key,
  written_by text not null references person (id),
  news text not null,
  created_at bigint not null,
  after_id text not null,
  told bigint not null,
  sent_at bigint
);
create index news_created on news (created_at, id);
