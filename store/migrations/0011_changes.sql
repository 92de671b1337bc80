-- Changes of a subscription are orders: each names what it changes, as it stood when it was asked.
alter table customer_order add column changes text;

-- The part of an invoice that the account's credit balance paid as it was issued (D4).
alter table invoice add column credit_used_minor bigint not null default 0;

-- What was given back of issued invoices: numbered without gaps, never changed (D2, D4).
create table credit_note (
  id text primary key,
  account_id text not null references account (id),
  invoice_id text not null references invoice (id),
  series text not null,
  running bigint not null,
  number text not null unique,
  document text not null,
  currency text not null,
  total_minor bigint not null,
  issued_at bigint not null,
  unique (series, running)
);
create index credit_note_account on credit_note (account_id, issued_at);
create index credit_note_invoice on credit_note (invoice_id);
