//! Money that goes back: refunds by operators and stories, and what banks take back by themselves
//! (D5, R-14 to R-16).

use app::operator::Console;
use app::operator::payments::{self, Confirm, ConsoleRefundError, Payment, RefundPreview};
use app::refund::{RefundCause, RefundError, RefundRef, RefundRefusal, Why};
use axum::http::StatusCode;
use billing::refund::RefundState;
use gateway::sandbox::Fault;
use store::audit::By;
use testkit::{Persona, Purchase, World, on_each_database};
use units::{Money, Zone};

/// Somebody who bought with `card`, and the console.
async fn paid_with(world: &World, card: &'static str) -> (Persona, Console) {
    world.it_is("2027-04-01T09:00Z");
    let ada = world.owner("ada@example.org").await;
    ada.buys(&Purchase { card, ..Purchase::default() }).await;
    (ada, Console::of_demo(&world.app).expect("a demo"))
}

async fn payments_of(ada: &Persona, console: &Console) -> payments::Payments {
    payments::list(&ada.world.app, console, ada.account()).await.expect("the payments")
}

async fn only_payment(ada: &Persona, console: &Console) -> Payment {
    payments_of(ada, console).await.payments.remove(0)
}

async fn previews(
    ada: &Persona,
    console: &Console,
    amount: Money,
) -> Result<RefundPreview, ConsoleRefundError> {
    let attempt = only_payment(ada, console).await.attempt.id;
    let zone = Zone::utc();
    payments::preview(&ada.world.app, console, ada.account(), attempt, amount, &zone).await
}

fn confirms(ada: &Persona, preview: &RefundPreview) -> Confirm {
    Confirm {
        id: preview.id,
        account: ada.account(),
        attempt: preview.payment.attempt.id,
        amount: preview.amount,
        note: "asked for on the telephone".to_owned(),
        token: preview.token.clone(),
    }
}

async fn states(ada: &Persona, console: &Console) -> Vec<RefundState> {
    let found = payments_of(ada, console).await.refunds;
    found.iter().rev().map(|refund| refund.state).collect()
}

/// Three fifths of the payment.
async fn most_of(ada: &Persona, console: &Console) -> Money {
    let amount = only_payment(ada, console).await.attempt.amount;
    amount.with(amount.minor * 3 / 5)
}

/// D5, P2, P4: an operator sends a part back: the preview says what happens, the mail when it
/// arrives, the invoice is open again, the books are right; a second click changes nothing.
#[tokio::test]
async fn an_operator_sends_a_part_of_a_payment_back() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4242424242424242").await;
        let amount = most_of(&ada, &console).await;
        let preview = previews(&ada, &console, amount).await.expect("a preview");
        assert_eq!(preview.cause, RefundCause::PaymentReversed);
        assert_eq!(preview.arrival.earliest.to_string(), "2027-04-06");
        assert_eq!(preview.arrival.latest.to_string(), "2027-04-08");
        let (number, open) = preview.reopens.clone().expect("an invoice");
        assert_eq!((number, open), (ada.invoices().await[0].invoice.number.clone(), amount));

        let confirm = confirms(&ada, &preview);
        let zone = Zone::utc();
        for _ in 0..2 {
            payments::refund(&world.app, &console, &confirm, &zone).await.expect("asked");
            world.settles().await;
        }
        let other = Confirm { amount: preview.left_after, ..confirm.clone() };
        let refused = payments::refund(&world.app, &console, &other, &zone).await;
        assert!(matches!(refused, Err(ConsoleRefundError::IdUsed)), "{refused:?}");
        assert_eq!(states(&ada, &console).await, [RefundState::Succeeded]);
        assert_eq!(only_payment(&ada, &console).await.left(), preview.left_after);
        assert_eq!(ada.invoices().await[0].open(), amount);
        assert_eq!(world.mails_of_kind("ada@example.org", "refund_sent").await, 1);
        let trail = ada.trail().await;
        for action in ["refund.asked", "refund.succeeded"] {
            assert_eq!(trail.iter().filter(|each| *each == action).count(), 1, "{action}");
        }
        world.books_are_right().await;

        let too_much = previews(&ada, &console, amount).await;
        let left = preview.left_after;
        assert!(matches!(
            too_much,
            Err(ConsoleRefundError::Refund(RefundError::Refused(RefundRefusal::MoreThanLeft {
                left: said
            }))) if said == left
        ));
    })
    .await;
}

/// two refunds that together are more than was captured, at once: exactly one succeeds. The
/// other one sees that the payment has changed.
#[tokio::test]
async fn of_two_refunds_at_once_one_succeeds() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4242424242424242").await;
        let amount = most_of(&ada, &console).await;
        let first = confirms(&ada, &previews(&ada, &console, amount).await.expect("a preview"));
        let second = confirms(&ada, &previews(&ada, &console, amount).await.expect("a preview"));
        let zone = Zone::utc();
        let (one, two) = tokio::join!(
            payments::refund(&world.app, &console, &first, &zone),
            payments::refund(&world.app, &console, &second, &zone),
        );
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        world.settles().await;
        assert_eq!(states(&ada, &console).await, [RefundState::Succeeded]);
        world.books_are_right().await;
    })
    .await;
}

/// stories that ask in transactions of their own race in the row itself.
#[tokio::test]
async fn a_story_cannot_send_back_more_than_is_left() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4242424242424242").await;
        let amount = most_of(&ada, &console).await;
        let payment = only_payment(&ada, &console).await.attempt;
        let ask = async || {
            let why = Why { cause: RefundCause::CreditNote, reference: None, note: String::new() };
            let mut tx = world.app.store.begin().await?;
            let asked =
                app::refund::ask(&world.app, &mut tx, &By::system(), &payment, amount, why).await?;
            tx.commit().await?;
            Ok::<_, RefundError>(asked)
        };
        let (one, two) = tokio::join!(ask(), ask());
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        world.settles().await;
        let found = payments_of(&ada, &console).await;
        assert_eq!(found.payments[0].left(), payment.amount.minus(amount));
        assert_eq!(ada.invoices().await[0].open(), amount.with(0), "a credit note opens nothing");
        world.books_are_right().await;
    })
    .await;
}

/// the refund's answer is lost: its amount counts as sent back until a look-up has settled
/// it, and a further refund is refused.
#[tokio::test]
async fn an_unknown_refund_counts_as_sent_back() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4000000000007056").await;
        let amount = most_of(&ada, &console).await;
        let preview = previews(&ada, &console, amount).await.expect("a preview");
        let zone = Zone::utc();
        let confirm = confirms(&ada, &preview);
        payments::refund(&world.app, &console, &confirm, &zone).await.expect("asked");
        let work = RefundRef { account: ada.account(), refund: preview.id };
        app::refund::settle(&world.app, &work).await;
        assert_eq!(states(&ada, &console).await, [RefundState::Unknown]);
        assert!(previews(&ada, &console, amount).await.is_err());
        assert_eq!(only_payment(&ada, &console).await.left(), preview.left_after);

        world.runs_until("2027-04-01T10:00Z").await;
        assert_eq!(states(&ada, &console).await, [RefundState::Succeeded]);
        assert_eq!(world.mails_of_kind("ada@example.org", "refund_sent").await, 1);
        world.books_are_right().await;
    })
    .await;
}

/// a refund that never arrived is sent once more under its own reference.
#[tokio::test]
async fn a_refund_that_got_lost_is_sent_once_more() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4242424242424242").await;
        let amount = most_of(&ada, &console).await;
        let preview = previews(&ada, &console, amount).await.expect("a preview");
        world.sandbox.next_refunds_meet([Fault::RequestLost, Fault::NotSent]);
        let confirm = confirms(&ada, &preview);
        payments::refund(&world.app, &console, &confirm, &Zone::utc()).await.expect("asked");
        world.runs_until("2027-04-03T09:00Z").await;
        assert_eq!(states(&ada, &console).await, [RefundState::Succeeded]);
        world.books_are_right().await;
    })
    .await;
}

/// D5: a refund under way for a day succeeds, or fails and may be asked for again.
#[tokio::test]
async fn a_refund_under_way_ends_one_way_or_the_other() {
    for (card, end) in
        [("4000000000007726", RefundState::Succeeded), ("4000000000005126", RefundState::Failed)]
    {
        on_each_database(async |world| {
            let (ada, console) = paid_with(&world, card).await;
            let amount = most_of(&ada, &console).await;
            let preview = previews(&ada, &console, amount).await.expect("a preview");
            let confirm = confirms(&ada, &preview);
            payments::refund(&world.app, &console, &confirm, &Zone::utc()).await.expect("asked");
            world.settles().await;
            assert_eq!(states(&ada, &console).await, [RefundState::Pending]);
            assert!(previews(&ada, &console, amount).await.is_err(), "it counts");
            world.runs_until("2027-04-03T09:00Z").await;
            assert_eq!(states(&ada, &console).await, [end]);
            let again = previews(&ada, &console, amount).await;
            assert_eq!(again.is_ok(), end == RefundState::Failed);
            let open = if end == RefundState::Failed { amount.with(0) } else { amount };
            assert_eq!(ada.invoices().await[0].open(), open);
            world.books_are_right().await;
        })
        .await;
    }
}

/// the payer's bank takes the money back: entries in the books, a flag in the console, the
/// invoice open again, and no more than was captured leaves.
#[tokio::test]
async fn a_chargeback_is_booked_and_flagged() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4000000000000259").await;
        let all = only_payment(&ada, &console).await.attempt.amount;
        let part = all.with(all.minor / 5);
        let preview = previews(&ada, &console, part).await.expect("a preview");
        let confirm = confirms(&ada, &preview);
        payments::refund(&world.app, &console, &confirm, &Zone::utc()).await.expect("asked");
        world.runs_until("2027-04-05T09:00Z").await;

        let found = payments_of(&ada, &console).await;
        assert_eq!(found.chargebacks.len(), 1);
        assert_eq!(found.chargebacks[0].amount, all.minus(part));
        assert_eq!(found.payments[0].left(), all.with(0));
        assert!(previews(&ada, &console, part).await.is_err(), "nothing is left");
        assert_eq!(ada.invoices().await[0].open(), all, "all of it is owed again");
        assert!(ada.trail().await.contains(&"payment.charged_back".to_owned()));
        world.books_are_right().await;

        let olga = world.operator("olga@example.org").await;
        let mut browser = olga.signs_in().await;
        let overview = browser.get("/operator").await.text();
        assert!(overview.contains("Payments that a bank took back"), "{overview}");
        let id = found.chargebacks[0].id;
        let done = format!("/operator/accounts/{}/chargebacks/{id}/handled", ada.account());
        assert_eq!(browser.post(&done, &[]).await.status, StatusCode::SEE_OTHER);
        let overview = browser.get("/operator").await.text();
        assert!(!overview.contains("Payments that a bank took back"));
    })
    .await;
}

/// The value of the hidden field `name` in a page.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let start = page.find(&mark).expect("the field") + mark.len();
    page[start..].chars().take_while(|c| *c != '"').collect()
}

/// D5, P1, P2, H2: the console's pages: preview, then one button; a payment that changed in between
/// shows the new preview and nothing is done. In every language.
#[tokio::test]
async fn the_console_previews_and_sends() {
    on_each_database(async |world| {
        let (ada, console) = paid_with(&world, "4242424242424242").await;
        let payment = only_payment(&ada, &console).await.attempt;
        let page = format!("/operator/accounts/{}/payments/{}/refund", ada.account(), payment.id);
        for locale in ["fr", "ru", "en"] {
            let olga = world
                .owner_speaking(&format!("olga-{locale}@example.org"), "Europe/Paris", locale)
                .await;
            app::first_run::make_operator(&world.app, olga.account(), olga.who.person())
                .await
                .expect("made an operator");
            let mut browser = olga.signs_in().await;
            let list = format!("/operator/accounts/{}/payments", ada.account());
            assert_eq!(browser.get(&list).await.status, StatusCode::OK);
            assert_eq!(browser.get(&page).await.status, StatusCode::OK);
            let odd = browser.get(&format!("{page}?amount=ten")).await;
            assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
            let shown = browser.get(&format!("{page}?amount=10.00&note=sorry")).await;
            assert_eq!(shown.status, StatusCode::OK, "{}", shown.text());
            let text = shown.text();
            let (id, token) = (hidden(&text, "refund"), hidden(&text, "preview"));
            let form =
                [("refund", &*id), ("preview", &*token), ("amount", "10.00"), ("note", "sorry")];
            let other = [("refund", &*id), ("preview", &*token), ("amount", "11.00")];
            let moved = browser.post(&page, &other).await;
            assert_eq!(moved.status, StatusCode::CONFLICT, "another amount than was signed");
            let sent = browser.post(&page, &form).await;
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text());
            assert_eq!(browser.get(&list).await.status, StatusCode::OK);
        }
        world.settles().await;
        assert_eq!(states(&ada, &console).await, [RefundState::Succeeded; 3]);
        world.books_are_right().await;
    })
    .await;
}
