-- An entry's id with its currency is the key, and needs no second index for that. The account is the one of the entry or of
-- the invoice, which they refer to, so a row does not ask for it again: here each such question is a look-up and a lock.
alter table ledger_leg drop constraint ledger_leg_entry_id_currency_fkey;
alter table ledger_entry drop constraint ledger_entry_pkey;
alter table ledger_entry drop constraint ledger_entry_id_currency_key;
alter table ledger_entry add primary key (id, currency);
alter table ledger_leg add foreign key (entry_id, currency) references ledger_entry (id, currency);
alter table ledger_leg drop constraint ledger_leg_account_id_fkey;
alter table subscription_period drop constraint subscription_period_account_id_fkey;
alter table payment_attempt drop constraint payment_attempt_account_id_fkey;
