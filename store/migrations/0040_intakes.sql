-- A list of people to invite (E1a): kept from its preview on, so that the commit does what was shown, and a second one
-- nothing. What became of each row is written down with the commit. Both go after some days, as they hold addresses.
create table intake (
  id text primary key,
  account_id text not null references account (id),
  begun_by text not null references person (id),
  begun_at bigint not null,
  source text not null,
  list text not null,
  ask text not null,
  done_by text,
  done_at bigint,
  outcome text
);
create index intake_account on intake (account_id, begun_at);

-- Invitations are read page by page; whose mail came back is asked for each of a page.
create index invitation_open_page on invitation (account_id, invited_at, id) where accepted_at is null and revoked_at is null;
create index mail_undeliverable on mail (account_id, to_address, created_at) where state = 'undeliverable';
