-- Exemption from tax is asked for with a certificate, and decided by the operator (A6). The file is kept
-- among the blobs under a name that tells nothing. Of an account one request waits at a time.
create table tax_exemption (
  id text primary key,
  account_id text not null references account (id),
  state text not null,
  country text not null,
  number text not null,
  valid_from text not null,
  valid_until text,
  file text not null,
  file_kind text not null,
  file_bytes bigint not null,
  asked_by text not null references person (id),
  asked_at bigint not null,
  decided_by text,
  decided_at bigint,
  reason text,
  credited text,
  told_on text
);
create index tax_exemption_account on tax_exemption (account_id, asked_at);
create index tax_exemption_state on tax_exemption (state, asked_at);
create unique index tax_exemption_waiting on tax_exemption (account_id) where state = 'requested';

-- What was granted and has not ended stands beside the account as well, a JSON document: every price
-- asks for it.
alter table account add column exemptions text;
