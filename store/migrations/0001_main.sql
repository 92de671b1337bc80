-- The tables of the first release. Text and bigint only: ids, words, dates and JSON documents are
-- text; moments are seconds since 1970; amounts are minor units. Rows below an account carry its id.

create table deployment (
  name text primary key,
  value text not null
);

create table clock (
  name text primary key,
  seen bigint not null
);

-- Where people meet. A regional site is shared by free accounts and belongs to nobody.
create table site (
  id text primary key,
  kind text not null,
  account_id text,
  name text not null unique,
  created_at bigint not null
);

-- Every name a vanity site ever had: a name has one owner for ever (I-19); the skeleton keeps
-- look-alikes apart.
create table site_name (
  name text primary key,
  skeleton text not null unique,
  site_id text not null references site (id),
  account_id text not null,
  since bigint not null
);

create table account (
  id text primary key,
  site_id text not null references site (id),
  name text not null,
  zone text not null,
  locale text not null,
  currency text,
  buyer text,
  created_at bigint not null
);

create table person (
  id text primary key,
  account_id text not null references account (id),
  name text not null,
  email text not null,
  biography text not null,
  locale text not null,
  zone text not null,
  photo text,
  notifications text not null,
  password_hash text,
  created_at bigint not null
);
create index person_account on person (account_id);

create table person_email (
  email_key text primary key,
  email text not null,
  person_id text not null references person (id),
  account_id text not null references account (id),
  verified_at bigint not null
);
create index person_email_person on person_email (person_id);

create table person_role (
  person_id text not null references person (id),
  account_id text not null references account (id),
  role text not null,
  primary key (person_id, role)
);
create index person_role_account on person_role (account_id, role);

create table operator (
  person_id text primary key references person (id),
  since bigint not null
);

-- Addresses waiting to be confirmed by their mailed link.
create table sign_up (
  token_hash text primary key,
  email text not null,
  email_key text not null,
  name text not null,
  password_hash text not null,
  locale text not null,
  zone text not null,
  cart_id text,
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create table password_reset (
  token_hash text primary key,
  person_id text not null references person (id),
  account_id text not null references account (id),
  created_at bigint not null,
  expires_at bigint not null,
  used_at bigint
);

create table session (
  id text primary key,
  secret_hash text not null unique,
  account_id text not null references account (id),
  person_id text not null references person (id),
  created_at bigint not null,
  seen_at bigint not null,
  expires_at bigint not null,
  ended_at bigint,
  user_agent text not null,
  ip text not null
);
create index session_person on session (person_id, ended_at);

create table passkey (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  credential_id text not null unique,
  credential text not null,
  name text not null,
  created_at bigint not null,
  used_at bigint
);
create index passkey_person on passkey (person_id);

create table passkey_challenge (
  id text primary key,
  person_id text,
  state text not null,
  expires_at bigint not null
);

create table access_token (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  name text not null,
  secret_hash text not null unique,
  scopes text not null,
  created_at bigint not null,
  expires_at bigint,
  used_at bigint,
  revoked_at bigint
);
create index access_token_person on access_token (person_id);

-- First answer of a keyed request, so that a retry gets the same bytes (I-21).
create table idempotency (
  caller text not null,
  key text not null,
  request_hash text not null,
  status bigint,
  reply text,
  created_at bigint not null,
  primary key (caller, key)
);

create table rate_limit (
  bucket text primary key,
  window_start bigint not null,
  used bigint not null
);

create table meeting (
  id text primary key,
  account_id text not null references account (id),
  site_id text not null references site (id),
  host_id text not null references person (id),
  title text not null,
  agenda text not null,
  starts_local text not null,
  zone text not null,
  duration_minutes bigint not null,
  rule text,
  password text,
  number text not null unique,
  link text not null unique,
  sequence bigint not null,
  state text not null,
  first_start bigint not null,
  last_end bigint,
  created_at bigint not null,
  updated_at bigint not null
);
create index meeting_account on meeting (account_id, state, last_end);

create table meeting_invitee (
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  position bigint not null,
  email_key text not null,
  email text not null,
  name text not null,
  primary key (meeting_id, email_key)
);

create table meeting_alternate_host (
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  position bigint not null,
  email_key text not null,
  email text not null,
  person_id text references person (id),
  primary key (meeting_id, email_key)
);

-- Whose lists a meeting stands in, and where: by the start and end of the present, the next or else
-- the last time it takes place. A cancelled one stands at the moment it was called off.
create table meeting_person (
  meeting_id text not null references meeting (id),
  account_id text not null references account (id),
  person_id text not null references person (id),
  part text not null,
  listed_at bigint not null,
  listed_until bigint not null,
  primary key (meeting_id, person_id)
);
create index meeting_person_listed on meeting_person (person_id, listed_at, meeting_id, listed_until);

create table catalog_version (
  number bigint primary key,
  source text not null,
  digest text not null,
  published_at bigint not null,
  published_by text not null
);

create table cart (
  id text primary key,
  account_id text references account (id),
  contents text not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index cart_account on cart (account_id, updated_at);

create table payment_method (
  id text primary key,
  account_id text not null references account (id),
  gateway text not null,
  token text not null,
  brand text not null,
  last4 text not null,
  expires text not null,
  created_at bigint not null,
  preferred_at bigint not null
);
create index payment_method_account on payment_method (account_id, preferred_at);

-- The id is made in the browser's form: a second click is the same order (R-04).
create table customer_order (
  id text primary key,
  account_id text not null references account (id),
  person_id text not null references person (id),
  request_hash text not null,
  state text not null,
  proposal text not null,
  particulars text not null,
  currency text not null,
  total_minor bigint not null,
  method_id text references payment_method (id),
  locale text not null,
  placed_at bigint not null,
  buyer text not null,
  settled_at bigint,
  provisioned_at bigint
);
create index customer_order_account on customer_order (account_id, placed_at);
create index customer_order_placed on customer_order (placed_at, id);

create table subscription (
  id text primary key,
  account_id text not null references account (id),
  order_id text not null references customer_order (id),
  product text not null,
  tier text not null,
  currency text not null,
  interval text not null,
  anchor_date text not null,
  zone text not null,
  policy text not null,
  catalog_number bigint not null,
  period_index bigint not null,
  period_start bigint not null,
  period_end bigint not null,
  state text not null,
  created_at bigint not null,
  unique (order_id, product)
);
create index subscription_account on subscription (account_id);

create table subscription_item (
  subscription_id text not null references subscription (id),
  account_id text not null references account (id),
  position bigint not null,
  add_on text,
  name text not null,
  quantity bigint not null,
  unit_minor bigint not null,
  primary key (subscription_id, position)
);

create table invoice_series (
  series text primary key,
  next bigint not null
);

create table invoice (
  id text primary key,
  account_id text not null references account (id),
  series text not null,
  running bigint not null,
  number text not null unique,
  document text not null,
  currency text not null,
  total_minor bigint not null,
  paid_minor bigint not null,
  state text not null,
  order_id text unique references customer_order (id),
  issued_at bigint not null,
  due_at bigint not null,
  paid_at bigint,
  pdf text,
  unique (series, running)
);
create index invoice_account on invoice (account_id, issued_at);

-- Each period of a subscription is billed exactly once (C9, I-06).
create table subscription_period (
  subscription_id text not null references subscription (id),
  account_id text not null references account (id),
  period_index bigint not null,
  starts_at bigint not null,
  ends_at bigint not null,
  invoice_id text not null references invoice (id),
  primary key (subscription_id, period_index)
);

-- The id is the reference the gateway knows the attempt by.
create table payment_attempt (
  id text primary key,
  account_id text not null references account (id),
  order_id text references customer_order (id),
  invoice_id text references invoice (id),
  method_id text not null references payment_method (id),
  currency text not null,
  amount_minor bigint not null,
  state text not null,
  gateway_id text,
  challenge_url text,
  decline_code text,
  look_ups bigint not null,
  created_at bigint not null,
  updated_at bigint not null
);
create index payment_attempt_account on payment_attempt (account_id, created_at);
-- No second attempt while one is unsettled (I-09).
create unique index payment_attempt_order_open on payment_attempt (order_id)
  where state in ('created', 'pending', 'requires_action', 'unknown') and order_id is not null;
create unique index payment_attempt_invoice_open on payment_attempt (invoice_id)
  where state in ('created', 'pending', 'requires_action', 'unknown') and invoice_id is not null;

create table gateway_event (
  id text primary key,
  reference text not null,
  received_at bigint not null
);

-- Double entry, append only; one chain of hashes per account (I-01 to I-03). An entry has one
-- currency, and its legs refer to both, so a mixed entry cannot be written.
create table ledger_entry (
  id text primary key,
  account_id text not null references account (id),
  sequence bigint not null,
  currency text not null,
  kind text not null,
  reference text not null,
  description text not null,
  at bigint not null,
  previous_hash text not null,
  hash text not null,
  unique (account_id, sequence),
  unique (kind, reference),
  unique (id, currency)
);

create table ledger_leg (
  entry_id text not null,
  position bigint not null,
  account_id text not null references account (id),
  ledger_account text not null,
  currency text not null,
  amount_minor bigint not null,
  primary key (entry_id, position),
  foreign key (entry_id, currency) references ledger_entry (id, currency)
);
create index ledger_leg_account on ledger_leg (account_id, ledger_account);

create table audit (
  id text primary key,
  account_id text not null references account (id),
  sequence bigint not null,
  at bigint not null,
  person_id text,
  actor text not null,
  via text not null,
  ip text not null,
  action text not null,
  subject text not null,
  change text not null,
  previous_hash text not null,
  hash text not null,
  unique (account_id, sequence)
);

create table acceptance (
  account_id text not null references account (id),
  person_id text not null references person (id),
  document text not null,
  version text not null,
  accepted_at bigint not null,
  primary key (person_id, document, version)
);

create table provisioning_step (
  order_id text not null references customer_order (id),
  account_id text not null references account (id),
  position bigint not null,
  step text not null,
  state text not null,
  attempts bigint not null,
  error text,
  done_at bigint,
  primary key (order_id, position)
);

create table mail (
  id text primary key,
  account_id text,
  to_address text not null,
  to_name text not null,
  locale text not null,
  kind text not null,
  context text not null,
  state text not null,
  source text,
  subject text,
  attempts bigint not null,
  last_error text,
  created_at bigint not null,
  delivered_at bigint
);
create index mail_created on mail (created_at, id);
create index mail_account on mail (account_id, created_at);

create table webhook_endpoint (
  id text primary key,
  account_id text not null references account (id),
  url text not null,
  secret text not null,
  kinds text not null,
  created_at bigint not null,
  disabled_at bigint,
  disabled_reason text
);
create index webhook_endpoint_account on webhook_endpoint (account_id);

create table webhook_event (
  id text primary key,
  account_id text not null references account (id),
  kind text not null,
  payload text not null,
  created_at bigint not null
);
create index webhook_event_account on webhook_event (account_id, created_at);

create table webhook_delivery (
  id text primary key,
  account_id text not null references account (id),
  event_id text not null references webhook_event (id),
  endpoint_id text not null references webhook_endpoint (id),
  state text not null,
  attempts bigint not null,
  last_status bigint,
  last_error text,
  next_at bigint,
  delivered_at bigint,
  unique (event_id, endpoint_id)
);
create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, event_id);

-- What is due is data: one row per kind and key, done at most once.
create table due (
  id text primary key,
  account_id text,
  kind text not null,
  key text not null,
  payload text not null,
  due_at bigint not null,
  state text not null,
  attempts bigint not null,
  lease_until bigint,
  last_error text,
  created_at bigint not null,
  done_at bigint,
  unique (kind, key)
);
create index due_waiting on due (due_at, id) where state = 'waiting';
create index due_account on due (account_id);
