//! Every story of the house, in one binary: a file per requirement group.

mod a_exempt;
mod a_plans;
mod b_accounts;
mod b_names;
mod b_sites;
mod c_changes;
mod c_dunning;
mod c_renewals;
mod c_swaps;
mod c_trials;
mod customer;
mod d_credit;
mod d_debits;
mod d_documents;
mod d_hosted;
mod d_lists;
mod d_mails;
mod d_methods;
mod d_money;
mod d_transfers;
mod e_intakes;
mod e_people;
mod e_policy;
mod e_policy_limits;
mod f_chats;
mod f_chats_kept;
mod f_contacts;
mod f_meetings;
mod f_recordings;
mod f_reports;
mod f_rooms;
mod f_series;
mod g_export;
mod h_operator;
mod p_webhooks;
mod passkey_device;
mod r_payments;
mod r_refunds;
mod r_security;
mod r_store;
mod r_subscriptions;
mod r_time;
#[expect(dead_code, reason = "the gateway's own tests use all of it")]
#[path = "../../gateway/tests/stripe_stand_in/mod.rs"]
mod stripe_stand_in;
mod years;
