//! Every story of the house, in one binary: a file per requirement group.

mod a_plans;
mod b_accounts;
mod b_names;
mod c_changes;
mod c_dunning;
mod c_renewals;
mod c_swaps;
mod c_trials;
mod customer;
mod d_debits;
mod d_documents;
mod d_lists;
mod d_mails;
mod d_methods;
mod d_money;
mod d_transfers;
mod f_meetings;
mod h_operator;
mod p_webhooks;
mod passkey_device;
mod r_payments;
mod r_refunds;
mod r_security;
mod r_store;
mod r_time;
mod years;
