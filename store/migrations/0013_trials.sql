-- Each product is tried once by an account (A5): the key holds also where two orders race, and when
-- the trial is long over. Its end is announced step by step; the row counts what was announced.
create table trial (
  account_id text not null references account (id),
  product text not null,
  subscription_id text not null references subscription (id),
  started_at bigint not null,
  announced bigint not null default 0,
  primary key (account_id, product)
);
