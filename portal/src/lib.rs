//! Portal: the pages people use. Handlers only: parse, one call into `app`, a page.
//!
//! One file per noun, each with `routes()`. Not known here: SQL, rules, status codes beyond what
//! `web` offers.

mod allowance;
mod answers;
mod audit;
mod billing;
mod brand;
mod brought_chats;
mod browser;
mod cards;
mod cart;
mod chat_file;
mod chats;
mod checkout;
mod checkout_who;
mod commitment;
mod contacts;
mod credit;
mod credit_use;
mod debits;
mod demo;
mod entrance;
mod exemption;
mod exports;
mod first_run;
mod history;
mod home;
mod imports;
mod intake;
mod invitation;
mod invoice_payment;
mod invoices;
mod join_page;
mod language;
mod leaving;
mod legal;
mod meetings;
mod members;
mod method_visits;
mod operator;
mod order;
mod order_review;
mod passkeys;
mod password_reset;
mod payment_methods;
mod plan_form;
mod plans;
mod policy;
mod profile;
mod recordings;
mod registration;
mod reports;
mod roles;
mod room;
mod room_door;
mod sandbox;
mod sessions;
mod shared;
mod sign_in;
mod sign_up;
mod site;
mod site_brand;
mod site_settings;
mod state;
mod statement;
mod subscriptions;
mod tokens;
mod webhooks;
mod zones;

use axum::Router;
use web::Face;

/// Every page on the base host; one line per noun.
pub fn routes() -> Router<Face> {
    Router::new()
        .merge(answers::routes())
        .merge(audit::routes())
        .merge(billing::routes())
        .merge(brand::routes())
        .merge(cards::routes())
        .merge(cart::routes())
        .merge(chat_file::routes())
        .merge(chats::routes())
        .merge(checkout::routes())
        .merge(checkout_who::routes())
        .merge(crate::contacts::routes())
        .merge(credit::routes())
        .merge(credit_use::routes())
        .merge(demo::routes())
        .merge(exemption::routes())
        .merge(exports::routes())
        .merge(imports::routes())
        .merge(history::routes())
        .merge(brought_chats::routes())
        .merge(first_run::routes())
        .merge(home::routes())
        .merge(intake::routes())
        .merge(invitation::routes())
        .merge(invoices::routes())
        .merge(language::routes())
        .merge(leaving::routes())
        .merge(legal::routes())
        .merge(meetings::routes())
        .merge(members::routes())
        .merge(method_visits::routes())
        .merge(operator::routes())
        .merge(order::routes())
        .merge(order_review::routes())
        .merge(passkeys::routes())
        .merge(password_reset::routes())
        .merge(payment_methods::routes())
        .merge(plans::routes())
        .merge(policy::routes())
        .merge(profile::routes())
        .merge(recordings::routes())
        .merge(registration::routes())
        .merge(roles::routes())
        .merge(crate::reports::routes())
        .merge(room::routes())
        .merge(room_door::portal_routes())
        .merge(sandbox::routes())
        .merge(sessions::routes())
        .merge(sign_in::routes())
        .merge(sign_up::routes())
        .merge(shared::routes())
        .merge(site::portal_routes())
        .merge(site_brand::routes())
        .merge(site_settings::routes())
        .merge(subscriptions::routes())
        .merge(tokens::routes())
        .merge(webhooks::routes())
}

/// The pages on the hosts of sites.
pub fn site_routes() -> Router<Face> {
    site::routes().merge(brand::routes())
}
