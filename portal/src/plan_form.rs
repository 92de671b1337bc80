//! The fields of a plan (tier, licences, interval, add-ons), in the cart and where a subscription
//! is changed (`templates/components/plan_form.html`).

use app::{App, offer};
use billing::order::{AddOnAsk, OrderRefusal, PlanAsk, add_on_item, seats_item, trial_days};
use catalog::{AddOn, Catalog, Offer, Product, ProductId, Term, Tier};
use serde::Serialize;
use texts::{Args, Texts};
use units::{Currency, Interval, Locale, Money};
use web::forms::FieldErrors;
use web::{Fields, Visit};

use crate::{allowance, commitment};

/// One plan, to be chosen in a form.
#[derive(Serialize)]
pub struct Line {
    /// Before the names of its fields.
    key: String,
    pub product: String,
    tiers: Vec<Radio>,
    tier: String,
    /// As typed.
    seats: String,
    seats_min: u32,
    seats_max: u32,
    seats_label: String,
    intervals: Vec<Radio>,
    interval: String,
    add_ons: Vec<AddOnLine>,
    /// To buy or to try; none where there is no choice.
    modes: Option<Modes>,
    /// What it costs now, net of tax: one period, or nothing for a trial.
    pub amount: Money,
    period: String,
}

/// The switch between buying and trying.
#[derive(Serialize)]
pub struct Modes {
    options: Vec<Radio>,
    chosen: &'static str,
}

/// One of several, with its price at the edge.
#[derive(Serialize)]
pub struct Radio {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    pub aside: Option<String>,
}

/// An add-on that goes with the tier.
#[derive(Serialize)]
pub struct AddOnLine {
    id: String,
    name: String,
    hint: String,
    reaches: Option<String>,
    price: String,
    unit: String,
    quantity: String,
    max: u32,
}

/// What a form asked for, and what of it cannot be.
#[derive(Default)]
pub struct Wanted {
    pub errors: FieldErrors,
    /// Add-ons that do not go with the tier that was chosen were taken out.
    pub add_ons_gone: bool,
}

/// What plans are read and shown with.
pub struct Desk<'a> {
    pub texts: &'a Texts,
    pub locale: &'a Locale,
    pub catalog: &'a Catalog,
    /// The one currency the account pays in, once it was billed.
    pub fixed: Option<Currency>,
    /// Products the account has tried.
    pub tried: &'a [ProductId],
}

impl<'a> Desk<'a> {
    pub fn of(app: &'a App, visit: &'a Visit, offered: &'a offer::Offer) -> Desk<'a> {
        Desk {
            texts: &app.texts,
            locale: &visit.locale,
            catalog: &offered.published.catalog,
            fixed: offered.currency,
            tried: &offered.tried,
        }
    }

    /// Changes `plan` to what its fields say. What cannot be read stays as it was and is refused.
    pub fn read_plan(&self, form: &Fields, plan: &mut PlanAsk, wanted: &mut Wanted) {
        let key = plan.product.to_string();
        if let Some(tier) = form.parsed(&format!("{key}_tier")) {
            plan.tier = tier;
        }
        if let Some(term) = Term::from_word(form.text(&format!("{key}_interval"))) {
            (plan.interval, plan.committed) = (term.interval, term.committed);
        }
        match form.text(&format!("{key}_mode")) {
            "try" => plan.trial = true,
            "buy" => plan.trial = false,
            _ => {}
        }
        let seats = format!("{key}_seats");
        if form.has(&seats) {
            // Nothing that can be sold: refused with the range below.
            plan.seats = form.parsed(&seats).unwrap_or_default();
        }
        plan.add_ons.clear();
        for add_on in &self.catalog.add_ons {
            let field = add_on_field(&key, add_on.id.as_str());
            let typed = form.text(&field);
            let quantity = if typed.is_empty() { Some(0) } else { typed.parse().ok() };
            match quantity {
                Some(0) => {}
                Some(_) if !add_on.goes_with(&plan.product, &plan.tier) => {
                    wanted.add_ons_gone = true;
                }
                Some(quantity) => {
                    plan.add_ons.push(AddOnAsk { add_on: add_on.id.clone(), quantity });
                }
                None => {
                    let max = add_on.quantity.quantity_max(plan.seats);
                    let args = Args::new().with("max", max);
                    self.refuse(&mut wanted.errors, field, "cart.add_on", &args);
                }
            }
        }
    }

    /// Asks the very functions that price the order, item by item.
    pub fn check(&self, plan: &PlanAsk, currency: Currency, errors: &mut FieldErrors) {
        let key = plan.product.as_str();
        if let Err(refusal) = seats_item(self.catalog, self.locale, currency, plan) {
            let (field, code, args) = match &refusal {
                OrderRefusal::SeatsOutOfRange { min, max, .. } => {
                    ("seats", "cart.seats", Args::new().with("min", *min).with("max", *max))
                }
                OrderRefusal::NotSold { .. } if plan.committed => {
                    ("interval", "cart.no_commitment", Args::new())
                }
                other => ("tier", other.code(), Args::new()),
            };
            self.refuse(errors, format!("{key}_{field}"), code, &args);
        }
        if let Err((field, code)) = self.may_try(plan) {
            self.refuse(errors, format!("{key}_{field}"), code, &Args::new());
        }
        for ask in &plan.add_ons {
            let item = add_on_item(self.catalog, self.locale, currency, plan, ask);
            if let Err(OrderRefusal::AddOnOutOfRange { max, .. }) = item {
                let field = add_on_field(key, ask.add_on.as_str());
                self.refuse(errors, field, "cart.add_on", &Args::new().with("max", max));
            }
        }
    }

    /// Can `plan` be tried, if that is asked? Otherwise the field that says so, and the code.
    pub fn may_try(&self, plan: &PlanAsk) -> Result<(), (&'static str, &'static str)> {
        if !plan.trial {
            return Ok(());
        }
        if self.tried.contains(&plan.product) {
            return Err(("mode", "trial.tried_before"));
        }
        match trial_days(self.catalog, self.locale, plan) {
            Ok(_) => Ok(()),
            Err(refusal) => Err(("tier", refusal.code())),
        }
    }

    /// Notes `code` beside `field`.
    pub fn refuse(&self, errors: &mut FieldErrors, field: String, code: &str, args: &Args) {
        errors.add(self.texts, self.locale, field, code, args);
    }

    /// None for a product that is not sold any more.
    pub fn line(&self, plan: &PlanAsk, currency: Currency, typed: &Fields) -> Option<Line> {
        let product = self.catalog.product(&plan.product)?;
        let tier = product.tier(&plan.tier)?;
        let key = plan.product.to_string();
        let seats_field = format!("{key}_seats");
        let noun = self.texts.plain(self.locale, &format!("plans-unit-{}", product.seat.word()));
        let add_ons = self.catalog.add_ons_for(&plan.product, &plan.tier);
        Some(Line {
            product: product.name.get(self.locale).to_owned(),
            tiers: self.tiers(product, plan, currency),
            tier: plan.tier.to_string(),
            seats: kept(typed, &seats_field, || plan.seats.to_string()),
            seats_min: tier.seats_min,
            seats_max: tier.seats_max,
            seats_label: self.texts.get(self.locale, "cart-seats", &Args::new().with("noun", noun)),
            intervals: self.intervals(tier, plan, currency),
            interval: plan.term().word(),
            add_ons: add_ons
                .iter()
                .filter_map(|add_on| self.add_on(add_on, plan, tier, currency, typed))
                .collect(),
            modes: None,
            amount: match is_free(tier, plan) {
                true => Money::zero(currency),
                false => self.amount(plan, currency),
            },
            period: self.period(tier, plan, currency),
            key,
        })
    }

    /// Does its tier sell a year that is promised?
    pub fn sells_committed(&self, plan: &PlanAsk) -> bool {
        let tier = self.catalog.tier(&plan.product, &plan.tier);
        tier.is_some_and(|tier| tier.commitment.is_some())
    }

    /// As `line`, with the switch between buying and trying where a tier of the product is tried.
    pub fn line_in_cart(&self, plan: &PlanAsk, currency: Currency, typed: &Fields) -> Option<Line> {
        let line = self.line(plan, currency, typed)?;
        let product = self.catalog.product(&plan.product)?;
        let is_tried = self.tried.contains(&plan.product);
        let offered = product.tiers.iter().any(|tier| tier.trial_days > 0) && !is_tried;
        let chosen = if plan.trial { "try" } else { "buy" };
        let days = product.tier(&plan.tier).map_or(0, |tier| tier.trial_days);
        let modes = Modes { options: self.modes(days, plan.trial), chosen };
        Some(Line { modes: (offered || plan.trial).then_some(modes), ..line })
    }

    fn modes(&self, trial_days: u32, chosen: bool) -> Vec<Radio> {
        let plain = |key: &str| self.texts.plain(self.locale, key);
        let hint = match trial_days {
            // Said beside the plan, once it is refused.
            0 if chosen => None,
            0 => Some(plain("error-trial-not-offered")),
            days => {
                let args = Args::new().with("days", days);
                Some(self.texts.get(self.locale, "cart-try-hint", &args))
            }
        };
        let radio = |value: &str, hint: Option<String>| Radio {
            value: value.to_owned(),
            label: plain(&format!("cart-{value}")),
            hint,
            aside: None,
        };
        vec![radio("buy", None), radio("try", hint)]
    }

    /// What the amount is for: "for one month", or what follows the free days.
    fn period(&self, tier: &Tier, plan: &PlanAsk, currency: Currency) -> String {
        let period = format!("cart-period-{}", plan.interval.word());
        let period = self.texts.plain(self.locale, &period);
        if !is_free(tier, plan) {
            return period;
        }
        let args = Args::new()
            .with("days", tier.trial_days)
            .with("amount", self.amount(plan, currency))
            .with("period", period);
        self.texts.get(self.locale, "cart-period-trial", &args)
    }

    fn tiers(&self, product: &Product, plan: &PlanAsk, currency: Currency) -> Vec<Radio> {
        let sold = product.tiers.iter().filter(|tier| tier.offer == Offer::SelfService);
        let radio = |tier: &Tier| Radio {
            value: tier.id.to_string(),
            label: tier.name.get(self.locale).to_owned(),
            hint: Some(tier.description.get(self.locale).to_owned()),
            aside: tier
                .price_of(currency, plan.term())
                .or_else(|| tier.price(currency, plan.interval))
                .map(|price| self.texts.money(self.locale, price.unit)),
        };
        sold.map(radio).collect()
    }

    /// A year that is promised is there where the tier sells one, or where it was chosen.
    fn intervals(&self, tier: &Tier, plan: &PlanAsk, currency: Currency) -> Vec<Radio> {
        let sold = |term: &Term| {
            let price = tier.price_of(currency, *term);
            !term.committed || plan.committed || price.is_some()
        };
        let sold = Term::ALL.into_iter().filter(sold);
        sold.map(|term| self.interval(tier, term, currency)).collect()
    }

    fn interval(&self, tier: &Tier, term: Term, currency: Currency) -> Radio {
        let saving = tier.annual_saving(currency).filter(|saving| saving.is_positive());
        let promised = tier.commitment.as_ref().filter(|_| term.committed);
        let hint = match (term.interval, saving) {
            _ if term.committed => promised
                .and_then(|promised| promised.terms(currency))
                .map(|terms| commitment::hint(self.texts, self.locale, terms.fee)),
            (Interval::Annual, Some(saving)) => {
                let args = Args::new().with("amount", saving);
                Some(self.texts.get(self.locale, "cart-interval-saving", &args))
            }
            _ => None,
        };
        Radio {
            value: term.word(),
            label: self.texts.plain(self.locale, &term_key(term)),
            hint,
            aside: tier
                .price_of(currency, term)
                .map(|price| self.texts.money(self.locale, price.unit)),
        }
    }

    fn add_on(
        &self,
        add_on: &AddOn,
        plan: &PlanAsk,
        tier: &Tier,
        currency: Currency,
        typed: &Fields,
    ) -> Option<AddOnLine> {
        let price = add_on.price(currency, plan.interval)?;
        let price_key = match plan.interval {
            Interval::Annual => "cart-add-on-price-year",
            // Catalogs sell by the month or by the year.
            _ => "cart-add-on-price",
        };
        let unit = format!("plans-unit-{}", add_on.unit.word());
        let args = Args::new()
            .with("amount", price.unit)
            .with("unit", self.texts.plain(self.locale, &unit));
        let kept_quantity = plan.add_ons.iter().find(|ask| ask.add_on == add_on.id);
        let quantity = kept_quantity.map_or(0, |ask| ask.quantity);
        let field = add_on_field(plan.product.as_str(), add_on.id.as_str());
        let countries = u32::try_from(add_on.countries.len()).unwrap_or(u32::MAX);
        let reaches = (countries > 0).then(|| {
            let args = Args::new().with("count", countries);
            self.texts.get(self.locale, "cart-add-on-countries", &args)
        });
        Some(AddOnLine {
            id: add_on.id.to_string(),
            name: add_on.name.get(self.locale).to_owned(),
            hint: add_on.description.get(self.locale).to_owned(),
            reaches,
            price: self.texts.get(self.locale, price_key, &args),
            unit: allowance::units(self.texts, self.locale, add_on.unit.word()),
            quantity: kept(typed, &field, || quantity.to_string()),
            // More seats may be typed in the same form, so the browser allows what the tier does.
            max: add_on.quantity.quantity_max(tier.seats_max),
        })
    }

    /// What can be priced of a plan; a refused item counts as nothing until it is put right.
    fn amount(&self, plan: &PlanAsk, currency: Currency) -> Money {
        let seats = seats_item(self.catalog, self.locale, currency, plan);
        let add_ons = plan
            .add_ons
            .iter()
            .map(|ask| add_on_item(self.catalog, self.locale, currency, plan, ask));
        let items = std::iter::once(seats).chain(add_ons).filter_map(Result::ok);
        Money::sum(currency, items.map(|item| item.unit.times(item.quantity)))
    }
}

/// The text that names how a plan is paid.
pub fn term_key(term: Term) -> String {
    format!("plans-{}", term.word().replace('_', "-"))
}

/// Is `plan` tried, as far as its tier can be?
fn is_free(tier: &Tier, plan: &PlanAsk) -> bool {
    plan.trial && tier.trial_days > 0
}

fn add_on_field(key: &str, add_on: &str) -> String {
    format!("{key}_add_on_{add_on}")
}

/// What was typed into `field`, else what is kept.
fn kept(typed: &Fields, field: &str, kept: impl FnOnce() -> String) -> String {
    if typed.has(field) { typed.text(field).to_owned() } else { kept() }
}
