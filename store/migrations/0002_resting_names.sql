-- A site name that is given back rests before somebody else may have it (I-19): whoever was told the
-- address must not meet a stranger there. The account that had it may take it again at any time.
create table resting_name (
  skeleton text primary key,
  name text not null,
  account_id text not null references account (id),
  released_at bigint not null,
  rests_until bigint not null
);
create index resting_name_account on resting_name (account_id, rests_until);
