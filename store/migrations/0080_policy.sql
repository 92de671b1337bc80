-- What an account decides about its people's settings (E9): a document of rules, each a default or locked.
create table account_policy (
  account_id text primary key references account (id),
  rules text not null,
  changed_at bigint not null
);

-- Groups of an account's people, each with its rules. Where several say something about one person, the one of the lower
-- place is asked first (docs/decisions/0035).
create table people_group (
  id text primary key,
  account_id text not null references account (id),
  name text not null,
  name_key text not null,
  place bigint not null,
  rules text not null,
  created_at bigint not null
);
create unique index people_group_name on people_group (account_id, name_key);

create table people_group_member (
  group_id text not null references people_group (id),
  person_id text not null references person (id),
  account_id text not null references account (id),
  primary key (group_id, person_id)
);
create index people_group_member_person on people_group_member (account_id, person_id);

-- Which settings of a room its owner chose; the others follow defaults. Null: kept before there were any to follow.
alter table room add column chosen text;
