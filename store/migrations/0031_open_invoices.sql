-- What is open is looked for at each preview, among all invoices the account ever had: the index tells without reading them.
drop index invoice_account;
create index invoice_account on invoice (account_id, issued_at, state);
