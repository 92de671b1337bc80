//! An intake is written: set by set, in the transaction that holds the account's lock.
//!
//! The mails are the background's: people at the screen do not wait behind thousands of them.

use std::collections::BTreeMap;

use people::intake::Outcome;
use people::token::{SecretToken, TokenKind};
use serde_json::json;
use store::account::Account;
use store::due::Lane;
use store::invitation::Invitation;
use store::licence::NewLicence;
use store::mail_outbox::QueuedMail;
use store::{StoreError, Tx};
use units::id::PersonId;

use super::{Entry, Loaded, Report};
use crate::Who;
use crate::app::App;
use crate::invitations::{self, InvitationRef, LINK_VALID_DAYS};
use crate::licences;
use crate::outbox::{self, Enclosed};
use crate::secrets;
use crate::sheet::{Books, Sheet};
use crate::trail::Done;

/// An invitation whose mail goes out.
struct Sent {
    invitation: Invitation,
    token: SecretToken,
    /// What its licences are called.
    licences: Vec<String>,
}

/// Everything the report says.
pub(super) async fn write(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    account: &Account,
    report: &Report,
    loaded: &Loaded,
) -> Result<(), StoreError> {
    let by = who.by();
    let mut heads = store::renewal::heads(tx, &[account.id]).await?;
    let mut heads = heads.remove(&account.id).unwrap_or_default();
    let endpoints = store::webhook::endpoints(tx, account.id).await?;
    let mut books = Books { by: &by, heads: &mut heads, endpoints: &endpoints };
    let mut sheet = Sheet::default();
    let counts = report.proposal.counts();
    let change = json!({
        "source": report.source, "invited": counts.invite, "again": counts.resend,
        "refused": counts.refused,
    });
    let subject = report.id.to_string();
    let all = Done { account: account.id, action: "person.list_invited", subject, change };
    sheet.record(app, &mut books, all);

    let new = invite(app, tx, who, report, loaded, (&mut sheet, &mut books)).await?;
    let again = again(app, tx, report, loaded, (&mut sheet, &mut books)).await?;
    let mails = mails(app, tx, who, account, new.iter().chain(&again)).await?;
    store::mail_outbox::insert_all(tx, &mails).await?;
    sheet.due.extend(mails.iter().map(|mail| outbox::delivery(app, mail).row(Lane::Background)));
    plan_ends(app, tx, new.iter().chain(&again)).await?;
    sheet.write(tx).await
}

/// Those who are new: their invitations, and the licences that are held for them.
async fn invite(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    report: &Report,
    loaded: &Loaded,
    (sheet, books): (&mut Sheet, &mut Books<'_>),
) -> Result<Vec<Sent>, StoreError> {
    let account = who.account();
    let mut sent = Vec::new();
    let mut held: Vec<NewLicence<'_>> = Vec::new();
    for (entry, outcome) in report.rows() {
        let Outcome::Invite { name, roles, licences } = outcome else { continue };
        let invitation =
            Invitation { name: name.clone(), roles: roles.clone(), ..invitation(app, who, entry)? };
        sheet.record(app, books, invitations::done(&invitation, "person.invited"));
        let mut names = Vec::with_capacity(licences.len());
        for item in licences.iter().filter_map(|place| loaded.items.get(*place)) {
            let licence = billing::licence::Licence {
                add_on: item.item.add_on.clone(),
                person: invitation.id,
                name: invitation.email.to_string(),
            };
            let subscription = item.item.subscription;
            let done = licences::done("licence.assigned", account, subscription, &licence);
            sheet.record(app, books, done);
            held.push((subscription, item.item.add_on.as_ref(), invitation.id));
            names.push(item.name.clone());
        }
        let token = secrets::token(app, TokenKind::Invitation);
        sent.push(Sent { invitation, token, licences: names });
    }
    let rows = sent.iter().map(|each| (&each.invitation, secrets::token_hash(&each.token)));
    store::invitation::insert_all(tx, rows).await?;
    store::licence::assign_all(tx, account, &held, app.now()).await?;
    Ok(sent)
}

fn invitation(app: &App, who: &Who, entry: &Entry) -> Result<Invitation, StoreError> {
    let now = app.now();
    let email = entry.email.parse();
    Ok(Invitation {
        id: app.id(),
        account: who.account(),
        email: email.map_err(|_| StoreError::Other("a row without an address".to_owned()))?,
        name: String::new(),
        locale: who.locale.clone(),
        roles: Default::default(),
        invited_by: who.person(),
        invited_at: now,
        expires_at: now.plus_days(LINK_VALID_DAYS),
        accepted_at: None,
        revoked_at: None,
    })
}

/// Those who are invited already and get their mail again, with a new link.
async fn again(
    app: &App,
    tx: &mut Tx,
    report: &Report,
    loaded: &Loaded,
    (sheet, books): (&mut Sheet, &mut Books<'_>),
) -> Result<Vec<Sent>, StoreError> {
    let now = app.now();
    let open: BTreeMap<PersonId, &Invitation> =
        loaded.open.values().map(|open| (open.id, open)).collect();
    let mut held: BTreeMap<PersonId, Vec<String>> = BTreeMap::new();
    for item in &loaded.items {
        for holder in &item.holders {
            held.entry(holder.person).or_default().push(item.name.clone());
        }
    }
    let mut sent = Vec::new();
    for outcome in &report.proposal.rows {
        let Outcome::Resend(id) = outcome else { continue };
        let Some(before) = open.get(id) else { continue };
        let expires_at = now.plus_days(LINK_VALID_DAYS);
        let invitation = Invitation { invited_at: now, expires_at, ..(*before).clone() };
        let token = secrets::token(app, TokenKind::Invitation);
        let hash = secrets::token_hash(&token);
        if !store::invitation::renew(tx, before, &hash, now, expires_at).await? {
            return Err(StoreError::Other(format!("invitation {id} is open no more")));
        }
        sheet.record(app, books, invitations::done(&invitation, "person.invited_again"));
        sent.push(Sent { invitation, token, licences: held.remove(id).unwrap_or_default() });
    }
    Ok(sent)
}

/// A mail to each. An address with an account of its own gets no link: its owner cannot come with
/// it yet.
async fn mails(
    app: &App,
    tx: &mut Tx,
    who: &Who,
    account: &Account,
    sent: impl Iterator<Item = &Sent> + Clone,
) -> Result<Vec<QueuedMail>, StoreError> {
    let keys: Vec<String> = sent.clone().map(|each| each.invitation.email.key()).collect();
    let known = store::person::known(tx, &keys).await?;
    let mail = |each: &Sent| {
        let token = (!known.contains(&each.invitation.email.key())).then_some(&each.token);
        let of = (&each.invitation, token);
        let says = invitations::says(app, who, account, of, each.licences.clone());
        outbox::queued(app, &invitations::envelope(&each.invitation), &says, Enclosed::default())
    };
    sent.map(mail).collect()
}

/// The end of each link is due work; of those that are sent again it moves.
async fn plan_ends(
    app: &App,
    tx: &mut Tx,
    sent: impl Iterator<Item = &Sent>,
) -> Result<(), StoreError> {
    let row = |each: &Sent| {
        let payload = InvitationRef::of(&each.invitation);
        invitations::end(app, &each.invitation, &payload).row(Lane::Background)
    };
    store::due::plan_all(tx, sent.map(row).collect()).await
}
