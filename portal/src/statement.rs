//! The statement: a proposal put into the reader's words, section by section (P1, look.md).
//!
//! It decides nothing and adds nothing up: every amount and date stands in the proposal. What is
//! shown is what `templates/components/statement.html` knows.

use app::words::Words;
use billing::invoice::{InvoiceLine, Item};
use billing::licence::Licence;
use billing::proposal::{
    Effect, Kept, LinkChange, NextCharge, Proposal, SubscriptionDraft, Title, Told, TrialOffer,
    WayBack,
};
use billing::subscription::AfterTrial;
use billing::tax::{Tax, TaxLine};
use catalog::{Catalog, EntitlementChange, EntitlementValue};
use serde::Serialize;
use texts::{Args, Texts};
use units::{Date, Interval, Locale, Money, Zone};

use web::forms::FieldErrors;

use crate::cards::MethodChoice;
use crate::checkout::DocumentChoice;
use crate::plans::Hidden;
use crate::{allowance, commitment};

pub mod quantities;
#[cfg(test)]
mod tests;

/// What the component shows.
#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    pub title: String,
    /// A time of day.
    pub valid_until: Option<String>,
    pub sections: Vec<Section>,
    /// What stands in the way, each with its way out.
    pub blocks: Vec<Block>,
    pub actions: Vec<Action>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Section {
    pub key: &'static str,
    pub label: String,
    /// Its one row says that there is nothing.
    pub empty: bool,
    pub rows: Vec<Row>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    pub text: String,
    /// How the amount comes about, on demand.
    pub explain: Option<String>,
    /// Whether the explanation is shown from the start.
    pub open: bool,
    pub amount: Option<String>,
    pub total: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Block {
    pub text: String,
    pub objects: Vec<Object>,
    pub fix: Option<Fix>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Object {
    pub text: String,
    pub href: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Fix {
    pub label: String,
    pub href: String,
    pub method: Option<&'static str>,
}

/// A button: a link when it has an address, else it submits the form.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    pub label: String,
    pub kind: &'static str,
    pub href: Option<String>,
    pub name: Option<&'static str>,
    pub value: Option<String>,
}

/// Where a statement's buttons go.
#[derive(Clone, Serialize)]
pub struct StatementForm {
    pub action: String,
    pub hidden: Vec<Hidden>,
    /// Ways to pay to choose from, where there are several.
    pub methods: Vec<MethodChoice>,
    /// The one that is chosen to begin with.
    pub method: Option<String>,
    /// What must be accepted, those of it that are ticked, and what is said about the others.
    pub documents: Vec<DocumentChoice>,
    pub accepted: Vec<String>,
    pub errors: FieldErrors,
}

/// Whose words are used, and in which zone times are told.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    pub texts: &'a Texts,
    pub locale: &'a Locale,
    pub zone: &'a Zone,
    /// For what seats and add-ons are counted in.
    pub catalog: &'a Catalog,
}

/// `proposal` as a statement without buttons; `paid_with` names the card, if one is chosen.
pub fn of(reader: Reader<'_>, proposal: &Proposal, paid_with: Option<&str>) -> Statement {
    let mut sections = vec![section(reader, "now", reader.now(proposal, paid_with))];
    if !proposal.trials.is_empty() {
        let rows = proposal.trials.iter().flat_map(|offer| reader.trial(offer));
        sections.push(section(reader, "trial", rows.collect()));
    }
    sections.extend([
        section(reader, "next", reader.later(proposal)),
        section(reader, "gain", reader.gained(proposal)),
        section(reader, "lose", reader.lost(proposal)),
    ]);
    let rest = [
        ("data", proposal.data.iter().map(|kept| reader.kept(kept)).collect::<Vec<Row>>()),
        ("links", proposal.links.iter().map(|change| reader.link(change)).collect()),
        ("told", proposal.told.iter().map(|told| reader.told(told, proposal)).collect()),
    ];
    let said = rest.into_iter().filter(|(_, rows)| !rows.is_empty());
    sections.extend(said.map(|(key, rows)| section(reader, key, rows)));
    sections.push(section(reader, "way_back", vec![reader.way_back(proposal.way_back)]));
    Statement {
        title: reader.title(&proposal.title, proposal),
        valid_until: Some(reader.texts.time(reader.locale, proposal.valid_until(), reader.zone)),
        sections,
        blocks: Vec::new(),
        actions: Vec::new(),
    }
}

fn section(reader: Reader<'_>, key: &'static str, rows: Vec<Row>) -> Section {
    let empty = rows.is_empty();
    let nothing = || vec![text_row(reader.plain("statement-nothing"))];
    Section {
        key,
        label: reader.plain(&format!("statement-{}", key.replace('_', "-"))),
        empty,
        rows: if empty { nothing() } else { rows },
    }
}

/// The seats a subscription has after a proposal, as an item.
fn seats_item(effect: &Effect) -> Option<Item> {
    let (product, tier, items) = match effect {
        Effect::Become(after) => (&after.product, &after.tier, &after.items),
        Effect::OpenSubscription(new) => (&new.product, &new.tier, &new.items),
        _ => return None,
    };
    Some(billing::billed::item_of(product.as_str(), tier.as_str(), items.first()?))
}

/// The seats of what is opened, as an item.
fn first_item(draft: &SubscriptionDraft) -> Option<Item> {
    let item = draft.items.first()?;
    Some(billing::billed::item_of(draft.product.as_str(), draft.tier.as_str(), item))
}

/// "No limit" as it stands inside of a sentence.
fn in_sentence(word: String) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

fn text_row(text: String) -> Row {
    Row { text, ..Row::default() }
}

impl Reader<'_> {
    fn plain(&self, key: &str) -> String {
        self.texts.plain(self.locale, key)
    }

    fn get(&self, key: &str, args: Args) -> String {
        self.texts.get(self.locale, key, &args)
    }

    fn title(&self, title: &Title, proposal: &Proposal) -> String {
        match title {
            Title::Order { name, seats } => {
                let first = proposal.now.lines.first().map(|line| &line.item);
                let seats = self.counted(first, *seats);
                let args = Args::new().with("name", name.as_str()).with("seats", seats);
                self.get("statement-title-order", args)
            }
            Title::Trial { name, seats } => {
                let item = proposal.effects.iter().find_map(seats_item);
                let seats = self.counted(item.as_ref(), *seats);
                let args = Args::new().with("name", name.as_str()).with("seats", seats);
                self.get("statement-title-trial", args)
            }
            Title::KeepAfterTrial { name, on } => {
                let args = Args::new().with("name", name.as_str()).with("date", *on);
                self.get("statement-title-keep-after-trial", args)
            }
            Title::Renewal { name } => {
                self.get("statement-title-renewal", Args::new().with("name", name.as_str()))
            }
            Title::Change { name, seats, from } => {
                let item = proposal.effects.iter().find_map(seats_item);
                let seats = self.counted(item.as_ref(), *seats);
                let args = Args::new().with("name", name.as_str()).with("seats", seats);
                match from {
                    None => self.get("statement-title-change", args),
                    Some(date) => {
                        self.get("statement-title-change-later", args.with("date", *date))
                    }
                }
            }
            Title::Cancel { name, ends_on } => {
                let args = Args::new().with("name", name.as_str()).with("date", *ends_on);
                self.get("statement-title-cancel", args)
            }
            Title::Withdraw { name } => self.named("statement-title-withdraw", name),
            Title::Resume { name } => self.named("statement-title-resume", name),
            Title::EndTrial { name } => self.named("statement-title-end-trial", name),
            Title::Swap { from, name, seats, .. } => {
                let item = proposal.opens().and_then(first_item);
                let args = Args::new()
                    .with("from", from.as_str())
                    .with("name", name.as_str())
                    .with("seats", self.counted(item.as_ref(), *seats));
                self.get("statement-title-swap", args)
            }
        }
    }

    fn named(&self, key: &str, name: &str) -> String {
        self.get(key, Args::new().with("name", name))
    }

    /// "5 organizers", "2 licences": by what the catalog calls one of the item.
    pub fn counted(&self, item: Option<&Item>, count: u32) -> String {
        self.words().counted(item, count)
    }

    fn words(&self) -> Words<'_> {
        Words { texts: self.texts, locale: self.locale, catalog: self.catalog }
    }

    fn now(&self, proposal: &Proposal, paid_with: Option<&str>) -> Vec<Row> {
        let draft = &proposal.now;
        let mut rows: Vec<Row> = draft.lines.iter().map(|line| self.line(line)).collect();
        if draft.lines.len() > 1 && !draft.taxes.is_empty() {
            rows.push(Row {
                text: self.plain("statement-net"),
                amount: Some(self.texts.money(self.locale, draft.net)),
                ..Row::default()
            });
        }
        rows.extend(draft.taxes.iter().map(|tax| self.tax(tax)));
        if proposal.balance_used.is_positive() {
            rows.push(self.amount("statement-balance-used", proposal.balance_used.negated()));
        }
        let due = proposal.due();
        let text = match paid_with {
            _ if !due.is_positive() => self.plain("statement-nothing-to-pay"),
            Some(method) => self.get("statement-to-pay-with", Args::new().with("method", method)),
            None => self.plain("statement-to-pay"),
        };
        let amount = Some(self.texts.money(self.locale, due));
        rows.push(Row { text, amount, total: true, ..Row::default() });
        rows.extend(self.given_back(proposal));
        rows
    }

    /// From when to when it is free, what follows, and when the end is announced.
    fn trial(&self, offer: &TrialOffer) -> Vec<Row> {
        let trial = &offer.trial;
        let seats = self.catalog.product(&offer.product).map(|product| product.seat.word());
        let word = seats.unwrap_or("licence");
        let args = Args::new()
            .with("name", offer.name.as_str())
            .with("seats", app::words::counted(self.texts, self.locale, word, offer.seats))
            .with("from", trial.from)
            .with("last", trial.last_day());
        let mut rows = vec![text_row(self.get("statement-trial-free", args))];
        let then = Args::new().with("date", trial.to);
        match trial.then {
            AfterTrial::Subscribe => {
                rows.push(text_row(self.get("statement-trial-subscribes", then)));
            }
            AfterTrial::End => {
                rows.push(text_row(self.get("statement-trial-ends", then.clone())));
                let amount = Some(self.texts.money(self.locale, offer.charge.amount));
                let text = self.get("statement-trial-if-kept", then);
                rows.push(Row { text, amount, ..Row::default() });
            }
        }
        let reminder = |day: &Date| {
            text_row(self.get("statement-trial-reminder", Args::new().with("date", *day)))
        };
        rows.extend(offer.reminders.iter().map(reminder));
        rows
    }

    /// What comes back by credit notes, line by line, and where it goes.
    fn given_back(&self, proposal: &Proposal) -> Vec<Row> {
        let Some(credit) = &proposal.credit else { return Vec::new() };
        let mut rows: Vec<Row> = credit.draft.lines.iter().map(|line| self.line(line)).collect();
        rows.extend(credit.draft.taxes.iter().map(|tax| self.tax(tax)));
        let refund = proposal.refund;
        let kept = credit.draft.total.minus(refund.unwrap_or(credit.draft.total.with(0)));
        if kept.is_positive() {
            rows.push(Row { total: true, ..self.amount("statement-credited", kept) });
        }
        if let Some(refund) = refund {
            rows.push(Row { total: true, ..self.amount("statement-refunded", refund) });
        }
        rows
    }

    fn amount(&self, key: &str, amount: Money) -> Row {
        let amount = Some(self.texts.money(self.locale, amount));
        Row { text: self.plain(key), amount, ..Row::default() }
    }

    fn line(&self, line: &InvoiceLine) -> Row {
        let fee = self.words().fee(line);
        Row {
            text: self.words().line(line),
            open: fee.is_some(),
            explain: Some(fee.unwrap_or_else(|| self.days(line))),
            amount: Some(self.texts.money(self.locale, line.amount)),
            total: false,
        }
    }

    /// Which days a line bills, and how much of the full period they are: in days, or in seconds
    /// where the policy counts those.
    fn days(&self, line: &InvoiceLine) -> String {
        let args = Args::new().with("from", line.from).with("to", line.to);
        if line.days_billed == line.days_full {
            return self.get("statement-line-period", args);
        }
        let args = args.with("billed", line.days_billed).with("full", line.days_full);
        let share = if line.exact.is_some() { "seconds" } else { "days" };
        self.get(&format!("statement-line-{share}"), args)
    }

    /// The next charge, and what is promised.
    fn later(&self, proposal: &Proposal) -> Vec<Row> {
        let promised = proposal.commitments.iter().map(|promised| {
            let args = Args::new().with("name", promised.name.as_str());
            Row {
                text: self.get("statement-committed", args.with("date", promised.until)),
                explain: Some(commitment::hint(self.texts, self.locale, promised.fee)),
                open: true,
                ..Row::default()
            }
        });
        std::iter::once(self.next(proposal.next.as_ref())).chain(promised).collect()
    }

    /// What is gained; with a swap, since when.
    fn gained(&self, proposal: &Proposal) -> Vec<Row> {
        let mut rows = self.changes(&proposal.gains, true);
        if let Title::Swap { name, on, .. } = &proposal.title {
            let args = Args::new().with("name", name.as_str()).with("date", *on);
            rows.insert(0, text_row(self.get("statement-swap-begins", args)));
        }
        rows
    }

    /// What is lost; with a swap, since when.
    fn lost(&self, proposal: &Proposal) -> Vec<Row> {
        let mut rows = self.changes(&proposal.losses, false);
        if let Title::Swap { from, on, .. } = &proposal.title {
            let args = Args::new().with("name", from.as_str()).with("date", *on);
            rows.insert(0, text_row(self.get("statement-swap-ends", args)));
        }
        rows.extend(self.licences(proposal));
        rows
    }

    /// Who loses which licence, and when (C2a).
    fn licences(&self, proposal: &Proposal) -> Vec<Row> {
        let (taken, on) = proposal.takes();
        let row = |licence: &Licence| {
            let mut args = Args::new().with("who", licence.name.as_str());
            let add_on = licence.add_on.as_ref().and_then(|id| self.catalog.add_on(id));
            let what = match add_on {
                Some(add_on) => {
                    args = args.with("name", add_on.name.get(self.locale));
                    "add-on"
                }
                None => "seat",
            };
            let key = format!("statement-licence-{what}");
            text_row(match on {
                Some(on) => self.get(&format!("{key}-on"), args.with("date", on)),
                None => self.get(&key, args),
            })
        };
        taken.iter().map(row).collect()
    }

    fn tax(&self, line: &TaxLine) -> Row {
        let reverse = line.tax == Tax::ReverseCharge;
        Row {
            text: self.words().tax(line),
            explain: reverse.then(|| self.plain("statement-tax-reverse-charge-explain")),
            amount: Some(self.texts.money(self.locale, line.amount)),
            ..Row::default()
        }
    }

    fn next(&self, next: Option<&NextCharge>) -> Row {
        let Some(next) = next else { return text_row(self.plain("statement-next-none")) };
        let key = match next.interval {
            Interval::Monthly => "statement-next-monthly",
            Interval::Annual => "statement-next-annual",
            Interval::Months(_) | Interval::Days(_) => "statement-next-each",
        };
        Row {
            text: self.get(key, Args::new().with("date", next.on)),
            explain: Some(self.plain("statement-next-explain")),
            amount: Some(self.texts.money(self.locale, next.amount)),
            ..Row::default()
        }
    }

    fn changes(&self, changes: &[EntitlementChange], gained: bool) -> Vec<Row> {
        let row = |change: &EntitlementChange| text_row(self.change(change, gained));
        changes.iter().map(row).collect()
    }

    fn change(&self, change: &EntitlementChange, gained: bool) -> String {
        let word = |value| in_sentence(allowance::amount(self.texts, self.locale, value));
        let args = Args::new()
            .with("entitlement", allowance::label(self.texts, self.locale, change.kind))
            .with("before", word(change.before))
            .with("after", word(change.after));
        let key = match (gained, change.before, change.after) {
            (true, EntitlementValue::No, EntitlementValue::Yes) => "statement-gain-new",
            (true, EntitlementValue::No, _) => "statement-gain-new-value",
            (true, _, _) => "statement-gain-line",
            (false, _, EntitlementValue::No) => "statement-lose-gone",
            (false, _, _) => "statement-lose-line",
        };
        self.get(key, args)
    }

    fn kept(&self, kept: &Kept) -> Row {
        text_row(match kept {
            Kept::Meetings { count } => {
                self.get("statement-data-meetings", Args::new().with("count", *count))
            }
            Kept::Recordings => self.plain("statement-data-recordings"),
            Kept::Settings => self.plain("statement-data-settings"),
        })
    }

    fn link(&self, change: &LinkChange) -> Row {
        text_row(match change {
            LinkChange::SiteAddress { from, to } => {
                let args = Args::new().with("from", from.as_str()).with("to", to.as_str());
                self.get("statement-links-site-address", args)
            }
            LinkChange::JoinLinksRedirect => self.plain("statement-links-join-links-redirect"),
            LinkChange::NumbersStay => self.plain("statement-links-numbers-stay"),
            LinkChange::AllStay => self.plain("statement-links-all-stay"),
        })
    }

    fn told(&self, told: &Told, proposal: &Proposal) -> Row {
        let by_mail = match proposal.now.lines.is_empty() {
            true => "statement-told-by-mail",
            false => "statement-told-buyer-by-mail",
        };
        text_row(match told {
            Told::BuyerByMail { email } => {
                self.get(by_mail, Args::new().with("email", email.as_str()))
            }
            Told::WebhookReceivers => self.plain("statement-told-webhook-receivers"),
        })
    }

    fn way_back(&self, way: WayBack) -> Row {
        text_row(match way {
            WayBack::UntilPaid => self.plain("statement-way-back-until-paid"),
            WayBack::ChangeAgain => self.plain("statement-way-back-change-again"),
            WayBack::Until { date } => {
                self.get("statement-way-back-until", Args::new().with("date", date))
            }
            WayBack::EndTrial { date } => {
                self.get("statement-way-back-end-trial", Args::new().with("date", date))
            }
            WayBack::None => self.plain("statement-way-back-none"),
        })
    }
}
