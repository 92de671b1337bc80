-- Bank transfers an operator has found on the seller's account, each for an invoice. What was more
-- than the invoice was open stands to the customer's credit.
create table bank_transfer (
  id text primary key,
  account_id text not null references account (id),
  invoice_id text not null references invoice (id),
  currency text not null,
  amount_minor bigint not null check (amount_minor > 0),
  applied_minor bigint not null check (applied_minor >= 0 and applied_minor <= amount_minor),
  received_on text not null,
  reference text not null,
  entered_by text not null,
  entered_at bigint not null
);
create index bank_transfer_account on bank_transfer (account_id, entered_at);
create index bank_transfer_invoice on bank_transfer (invoice_id);
