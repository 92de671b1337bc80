-- An account gets more than one person (E1). Who is deactivated does not get in; what is theirs stays.
alter table person add column deactivated_at bigint;

-- Who is invited and has not come yet. The id is the one the person will have: what is kept for them (a licence) is theirs
-- when they come. Only a hash of the mailed token is kept; sending it again makes the one before useless.
create table invitation (
  id text primary key,
  account_id text not null references account (id),
  email text not null,
  email_key text not null,
  name text not null,
  locale text not null,
  roles text not null,
  token_hash text not null unique,
  invited_by text not null references person (id),
  invited_at bigint not null,
  expires_at bigint not null,
  accepted_at bigint,
  revoked_at bigint
);
create index invitation_account on invitation (account_id, invited_at);
-- An address is invited once at a time; another invitation is the same one sent again.
create unique index invitation_open on invitation (account_id, email_key) where accepted_at is null and revoked_at is null;

-- A seat of a subscription (add_on is empty), or a licence of one of its add-ons, and whose it is: a person, or somebody
-- who is invited (docs/decisions/0025). Each has one of an item at most (I-12).
create table licence (
  subscription_id text not null references subscription (id),
  account_id text not null references account (id),
  add_on text not null,
  person_id text not null,
  assigned_at bigint not null,
  primary key (subscription_id, add_on, person_id)
);
create index licence_person on licence (account_id, person_id);

-- Until now an account had one person, who had all there was.
insert into licence (subscription_id, account_id, add_on, person_id, assigned_at)
select s.id, s.account_id, coalesce(i.add_on, ''), o.person_id, s.created_at
  from subscription s
  join subscription_item i on i.subscription_id = s.id and i.account_id = s.account_id
  join (select account_id, min(person_id) as person_id from person_role where role = 'owner' group by account_id) o
    on o.account_id = s.account_id
 where s.state <> 'ended' and i.quantity > 0;
