-- A way to pay that was removed stays for what it paid, and is charged no more.
alter table payment_method add column removed_at bigint;
-- How it pays (card, direct_debit), and the reference of the mandate a debit stands on.
alter table payment_method add column means text not null default 'card';
alter table payment_method add column mandate text;
-- The day by which a debit that is under way is expected to have collected the invoice.
alter table invoice add column collects_on text;
