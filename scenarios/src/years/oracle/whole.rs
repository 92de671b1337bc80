//! What holds for the whole house (I-07, I-10, I-20), what must be finished after the quiet days,
//! and what the model expects of each account then.

use std::collections::{BTreeMap, BTreeSet};

use store::order::OrderState;
use units::{Currency, Money};

use crate::years::acts::scene;
use crate::years::bank::Standing;
use crate::years::oracle::{Books, Findings, credit, modelled};
use crate::years::stage::Stage;

/// Most mails read.
const MAILS_MAX: u32 = 100_000;

/// Days after which a payment must be settled when nothing goes wrong.
const SETTLED_WITHIN_DAYS: i64 = 5;

/// Every rule on `all` the accounts there are.
pub async fn look(stage: &mut Stage, all: &[Books], quiet: bool, findings: &mut Findings) {
    cash(stage, all, quiet, findings);
    numbers(all, findings);
    mails(stage, quiet, findings).await;
    for mistake in stage.house.bank.mistakes() {
        findings.rule("I-08", false, || mistake);
    }
    if quiet {
        finished(stage, all, findings).await;
    }
}

/// I-07: the ledger's cash is the bank's money; before everything is settled, no more was taken or
/// sent back than the bank knows.
fn cash(stage: &Stage, all: &[Books], quiet: bool, findings: &mut Findings) {
    let mut ours: BTreeMap<Currency, Money> = BTreeMap::new();
    let (mut taken, mut sent) = (0, 0);
    for books in all {
        for entry in &books.entries {
            let cash = entry.legs.iter().filter(|(name, _)| name.starts_with("assets:gateway"));
            for minor in cash.map(|(_, minor)| *minor) {
                let total = ours.entry(entry.currency).or_insert(Money::zero(entry.currency));
                *total = total.plus(Money::new(minor, entry.currency));
                taken += minor.max(0);
                sent -= minor.min(0);
            }
        }
    }
    ours.retain(|_, total| !total.is_zero());
    let mut bank = stage.house.bank.totals();
    bank.retain(|_, total| !total.is_zero());
    if quiet {
        findings.rule("I-07", ours == bank, || format!("ledger {ours:?}, bank {bank:?}"));
        return;
    }
    let payments = stage.house.bank.payments();
    let there = payments.iter().filter(|kept| kept.taken_at.is_some());
    let there: i64 = there.map(|kept| kept.amount.minor).sum();
    let refunds = stage.house.bank.refunds();
    let gone = refunds.iter().filter(|back| back.is_gone());
    let gone: i64 = gone.map(|back| back.amount.minor).sum();
    let gone = gone + payments.iter().map(|kept| kept.charged_back).sum::<i64>();
    findings.rule("I-07", taken <= there && sent <= gone, || {
        format!("the ledger took {taken} and sent {sent} back, the bank {there} and {gone}")
    });
}

/// I-10: numbers without gap or double, rising with time.
fn numbers(all: &[Books], findings: &mut Findings) {
    let mut series: BTreeMap<String, BTreeMap<i64, units::Timestamp>> = BTreeMap::new();
    for books in all {
        let invoices = books.invoices.iter().map(|issued| &issued.invoice);
        let invoices = invoices.map(|invoice| (&invoice.number, invoice.issued_at));
        let notes = books.notes.iter().map(|note| (&note.number, note.issued_at));
        for (number, issued_at) in invoices.chain(notes) {
            let Some((name, running)) = number.rsplit_once('-') else { continue };
            let running: i64 = running.parse().expect("a running number");
            let known = series.entry(name.to_owned()).or_default();
            let new = known.insert(running, issued_at).is_none();
            findings.rule("I-10", new, || format!("{number} was given twice"));
        }
    }
    for (name, numbers) in &series {
        let gapless = numbers.keys().copied().eq((1..).take(numbers.len()));
        findings.rule("I-10", gapless, || format!("series {name} has a gap"));
        let times: Vec<_> = numbers.values().collect();
        let rising = times.windows(2).all(|pair| pair[0] <= pair[1]);
        findings.rule("I-10", rising, || format!("series {name} does not rise with time"));
    }
}

/// I-20: each mail has one id however often it is handed over; nobody is told one thing twice.
async fn mails(stage: &mut Stage, quiet: bool, findings: &mut Findings) {
    let mut tx = stage.house.store.read().await.expect("the database can be read");
    let mails = store::mail_outbox::list(&mut tx, MAILS_MAX).await.expect("mails can be read");
    drop(tx);
    let letters = stage.house.post.letters();
    let handed: BTreeSet<&str> = letters.iter().map(|letter| letter.id.as_str()).collect();
    let mut told = BTreeSet::new();
    for mail in &mails {
        let number = mail.context.pointer("/says/number").and_then(|number| number.as_str());
        if let Some(number) = number.filter(|_| mail.kind == "invoice") {
            let once = told.insert(number.to_owned());
            findings.rule("I-20", once, || format!("{number} was mailed twice"));
        }
        if mail.state == "delivered" {
            let id = mail.id.to_string();
            findings.rule("I-20", handed.contains(id.as_str()), || {
                format!("a {} mail is delivered, the post never had it", mail.kind)
            });
        }
        if quiet {
            let over = mail.state == "delivered";
            findings.rule("liveness", over, || format!("a {} mail is {}", mail.kind, mail.state));
        }
    }
    let again = letters.iter().filter(|letter| letter.times > 1).count();
    let waited = mails.iter().any(|mail| mail.attempts > 0 && mail.state == "queued");
    stage.count_up_to("mail handed over twice", again);
    if waited {
        stage.count_up_to("mail down", 1);
    }
}

/// After seven quiet days nothing is unknown, and nothing waits that should have been done.
async fn finished(stage: &Stage, all: &[Books], findings: &mut Findings) {
    let now = stage.house.sky.now();
    for books in all {
        for attempt in books.attempts.iter().filter(|attempt| !attempt.state.is_settled()) {
            // Renewals go on in the quiet days, and the bank may ask or take its time.
            let fresh = now.seconds_since(attempt.created_at) < SETTLED_WITHIN_DAYS * 86_400;
            findings.rule("liveness", fresh, || {
                let state = attempt.state.word();
                format!("an attempt is {state} since {}", attempt.created_at)
            });
        }
        for order in books.orders.iter().filter(|each| each.state == OrderState::AwaitingPayment) {
            let fresh = now.seconds_since(order.placed_at) < 2 * 86_400;
            findings.rule("liveness", fresh, || format!("order {} still waits", order.id));
        }
    }
    let mut tx = stage.house.store.read().await.expect("the database can be read");
    for given_up in store::due::list(&mut tx, "given_up", 100).await.expect("due work") {
        findings.rule("liveness", false, || {
            let (kind, error) = (&given_up.kind, given_up.last_error.clone().unwrap_or_default());
            format!("{kind} was given up: {error}")
        });
    }
    let first = store::due::first_waiting(&mut tx).await.expect("due work");
    if let Some(first) = first.filter(|first| first.due_at < now) {
        findings
            .rule("liveness", false, || format!("{} is due since {}", first.kind, first.due_at));
    }
}

/// What is settled about one account after the quiet days, and whether it is entitled.
pub async fn expected(stage: &Stage, person: usize, books: &Books, findings: &mut Findings) {
    let now = stage.house.sky.now();
    let bank = stage.house.bank.payments();
    let contracts = modelled::expected(stage, books, true, &mut Findings::default());
    let entitled = contracts
        .is_some_and(|(contracts, _)| contracts.values().any(|contract| contract.serves()));
    credit::settled(stage, books, findings);
    transferred(stage, books, findings);
    no_order_ended_early(books, now, findings);
    // Money the bank took is either on an invoice or shown to the operator.
    for attempt in &books.attempts {
        let reference = attempt.id.to_string();
        let kept = bank.iter().find(|kept| kept.reference == reference);
        let taken = kept.is_some_and(|kept| kept.standing == Standing::Taken);
        let known = attempt.state == billing::payment::AttemptState::Succeeded;
        findings.rule("I-07", taken == known, || {
            format!("life-{person}: the bank took it: {taken}; our row: {}", attempt.state.word())
        });
    }
    let app = stage.serving();
    let mut tx = stage.house.store.read().await.expect("the database can be read");
    let locale = "en".parse().expect("a language");
    let plan = app::plan::in_force(&app, &mut tx, books.account, &locale).await.expect("a plan");
    findings.rule("I-15", plan.is_free != entitled, || {
        format!("life-{person} has plan {}, and bought something: {entitled}", plan.name)
    });
}

/// I-07: what came to the seller's bank is in the books, each transfer once and with what it pays.
fn transferred(stage: &Stage, books: &Books, findings: &mut Findings) {
    let scene = scene(&stage.scene);
    for entry in books.entries.iter().filter(|entry| entry.kind.word() == "transfer") {
        let came = scene.transfers.values().find(|came| came.id.to_string() == entry.reference);
        let booked = entry.legs.iter().find(|(name, _)| name == "assets:bank");
        let booked = booked.map(|(_, minor)| *minor);
        findings.rule("I-07", booked == came.map(|came| came.amount.minor), || {
            format!("{booked:?} are booked for {}, {came:?} came", entry.description)
        });
    }
    for (step, came) in scene.transfers.iter().filter(|(_, came)| came.account == books.account) {
        let booked = books.entries.iter().any(|entry| entry.reference == came.id.to_string());
        let said = scene.entered.contains(step);
        findings.rule("I-07", booked || !said, || {
            format!("{} was said to be entered, and is not", came.amount)
        });
    }
}

/// An order whose payment is under way waits for it.
fn no_order_ended_early(books: &Books, now: units::Timestamp, findings: &mut Findings) {
    for order in books.orders.iter().filter(|order| order.state == OrderState::Expired) {
        let ended_at = order.settled_at.unwrap_or(now);
        let under_way = books.attempts.iter().any(|attempt| {
            let of_it = attempt.pays == store::payment::Pays::Order(order.id);
            of_it && attempt.created_at < ended_at && attempt.updated_at > ended_at
        });
        findings.rule("model", !under_way, || {
            format!("order {} ended while its payment was under way", order.id)
        });
    }
}
