-- How an invoice was paid (card, direct_debit, transfer), so that page and document say what is true.
-- Null: not paid, or in several ways. Until now there were cards alone.
alter table invoice add column means text;
update invoice set means = 'card' where paid_minor > 0;
