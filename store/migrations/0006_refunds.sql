-- Money that goes back: refunds we ask for, and what the payers' banks take back by themselves. The
-- sums stand beside each payment, so that the schema itself refuses to send back more than was
-- captured (I-08, R-14); what may still be on its way counts as sent back (R-15).

alter table payment_attempt add column refunded_minor bigint not null default 0
  check (refunded_minor >= 0 and refunded_minor <= amount_minor);
alter table payment_attempt add column charged_back_minor bigint not null default 0
  check (charged_back_minor >= 0 and charged_back_minor <= amount_minor);

-- The id is the reference the gateway knows the refund by.
create table refund (
  id text primary key,
  account_id text not null references account (id),
  attempt_id text not null references payment_attempt (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  cause text not null,
  cause_reference text,
  note text not null,
  state text not null,
  gateway_id text,
  look_ups bigint not null,
  asked_by text not null,
  asked_at bigint not null,
  updated_at bigint not null,
  booked_at bigint,
  returned_at bigint
);
create index refund_attempt on refund (attempt_id);
create index refund_account on refund (account_id, asked_at);
create index refund_state on refund (state);

create table chargeback (
  id text primary key,
  account_id text not null references account (id),
  attempt_id text not null references payment_attempt (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  seen_at bigint not null,
  handled_at bigint,
  handled_by text
);
create index chargeback_account on chargeback (account_id, seen_at);
create index chargeback_waiting on chargeback (handled_at, seen_at);

-- Events of a bank's chargeback name a payment as the gateway does.
create index payment_attempt_gateway on payment_attempt (gateway_id);
