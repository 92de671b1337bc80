-- Each preview, order and billing page asks what an account has to its credit. Legs of credit are few among very many, so
-- this costs a renewal nothing; the index over all legs (see 0004) did.
create index ledger_leg_credit on ledger_leg (account_id, currency) where ledger_account = 'liabilities:credit';
