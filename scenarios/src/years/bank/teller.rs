//! The teller: the bank as one process of the house meets it, over a line that may break.

use async_trait::async_trait;
use gateway::event::About;
use gateway::payment::ChargeRefusal;
use gateway::{
    CardBrand, CardDetails, CardRefusal, Charge, DebitDetails, DebitRefusal, DeclineCode,
    EventRefusal, Gateway, GatewayError, GatewayEvent, KeptCard, KeptDebit, Listed, ListedRefund,
    MethodEntry, Payment, PaymentState, Refund, RefundRecord, SignedEvent, TypedEntry,
};
use serde_json::{Value as Json, json};
use units::{Money, Timestamp};

use super::debits::DEBIT_H;
use super::{ANSWER_H, Bank, Books, Card, Debited, Habit, Kept, Note, PENDING_H, Standing, key};
use crate::years::house::Sky;
use crate::years::plan::ChargeTrouble;
use crate::years::turns::{Point, Turns};

/// The bank behind the gateway's trait, for one process.
pub struct Teller {
    pub bank: Bank,
    pub sky: Sky,
    pub turns: Turns,
}

impl Teller {
    async fn request(&self) -> Result<(), GatewayError> {
        let passed = self.turns.pass(Point::BeforeCall).await;
        passed.map_err(|error| GatewayError::NotSent(error.to_string()))?;
        match self.bank.is_down(self.sky.now()) {
            true => Err(GatewayError::NotSent("the bank is down".to_owned())),
            false => Ok(()),
        }
    }

    async fn answer(&self) -> Result<(), GatewayError> {
        let passed = self.turns.pass(Point::AfterCall).await;
        passed.map_err(|error| GatewayError::AnswerLost(error.to_string()))
    }
}

#[async_trait]
impl TypedEntry for Teller {
    async fn keep_card(&self, card: CardDetails) -> Result<KeptCard, CardRefusal> {
        let unavailable = |error: GatewayError| CardRefusal::Unavailable(error.to_string());
        self.request().await.map_err(unavailable)?;
        let kept = self.bank.keep(&card);
        self.answer().await.map_err(unavailable)?;
        kept.ok_or(CardRefusal::NotATestCard)
    }

    async fn keep_debit(&self, account: DebitDetails) -> Result<KeptDebit, DebitRefusal> {
        let unavailable = |error: GatewayError| DebitRefusal::Unavailable(error.to_string());
        self.request().await.map_err(unavailable)?;
        let kept = self.bank.keep_account(&account);
        self.answer().await.map_err(unavailable)?;
        kept.ok_or(DebitRefusal::NotATestAccount)
    }
}

#[async_trait]
impl Gateway for Teller {
    fn name(&self) -> &'static str {
        "bank"
    }

    fn entry(&self) -> MethodEntry<'_> {
        MethodEntry::Typed(self)
    }

    async fn charge(&self, charge: &Charge) -> Result<Payment, GatewayError> {
        let trouble = self.bank.next_trouble();
        if trouble == Some(ChargeTrouble::NotSent) {
            return Err(GatewayError::NotSent("no route to the bank".to_owned()));
        }
        self.request().await?;
        if trouble == Some(ChargeTrouble::RequestLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        charge.check().map_err(GatewayError::Refused)?;
        let taken = self.bank.take(charge, self.sky.now()).map_err(GatewayError::Refused);
        let first_answer_lost = taken?;
        if let Some(ChargeTrouble::Slow { seconds }) = trouble {
            self.turns.hold_until(self.sky.now().plus_seconds(seconds));
        }
        self.answer().await?;
        if first_answer_lost || trouble == Some(ChargeTrouble::AnswerLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        self.bank.shown(&charge.reference, self.sky.now()).ok_or(GatewayError::NotSent(
            "the bank has mislaid what it has just written".to_owned(),
        ))
    }

    async fn look_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        self.request().await?;
        let found = self.bank.shown(reference, self.sky.now());
        self.answer().await?;
        Ok(found)
    }

    async fn charged_since(&self, since: Timestamp) -> Result<Vec<Listed>, GatewayError> {
        self.request().await?;
        let now = self.sky.now();
        let asked = self.bank.payments().into_iter().filter(|kept| kept.asked_at >= since);
        let listed = asked.filter_map(|kept| {
            let payment = self.bank.shown(&kept.reference, now)?;
            Some(Listed { payment, token: kept.token })
        });
        let listed = listed.collect();
        self.answer().await?;
        Ok(listed)
    }

    async fn refunded_since(&self, since: Timestamp) -> Result<Vec<ListedRefund>, GatewayError> {
        self.request().await?;
        let listed = self.bank.refunds_since(since, self.sky.now());
        self.answer().await?;
        Ok(listed)
    }

    async fn give_up(&self, reference: &str) -> Result<Option<Payment>, GatewayError> {
        self.request().await?;
        self.bank.ends_question(reference, self.sky.now());
        let found = self.bank.shown(reference, self.sky.now());
        self.answer().await?;
        Ok(found)
    }

    async fn refund(&self, refund: &Refund) -> Result<RefundRecord, GatewayError> {
        let trouble = self.bank.next_refund_trouble();
        if trouble == Some(ChargeTrouble::NotSent) {
            return Err(GatewayError::NotSent("no route to the bank".to_owned()));
        }
        self.request().await?;
        if trouble == Some(ChargeTrouble::RequestLost) {
            return Err(GatewayError::AnswerLost("no answer in time".to_owned()));
        }
        refund.check()?;
        let sent = self.bank.send_back(refund, self.sky.now())?;
        self.answer().await?;
        match trouble {
            Some(ChargeTrouble::AnswerLost) => {
                Err(GatewayError::AnswerLost("no answer in time".to_owned()))
            }
            _ => Ok(sent),
        }
    }

    async fn look_up_refund(&self, refund: &Refund) -> Result<Option<RefundRecord>, GatewayError> {
        self.request().await?;
        let found = self.bank.refund_shown(&refund.reference, self.sky.now());
        self.answer().await?;
        Ok(found)
    }

    fn read_event(
        &self,
        headers: &dyn Fn(&str) -> Option<String>,
        body: &[u8],
        now: Timestamp,
    ) -> Result<GatewayEvent, EventRefusal> {
        let id = key().verify(headers, body, now)?;
        let body: Json = serde_json::from_slice(body).map_err(|_| EventRefusal::Unreadable)?;
        let payment = body["payment"].as_str().map(|named| (About::Payment, named));
        let refund = body["refund"].as_str().map(|named| (About::Refund, named));
        let (about, reference) = payment.or(refund).ok_or(EventRefusal::Unreadable)?;
        Ok(GatewayEvent { id, about, reference: reference.to_owned() })
    }
}

impl Note {
    /// The note as it is posted at `now`.
    pub fn signed(&self, now: Timestamp) -> SignedEvent {
        let named = if self.refund { "refund" } else { "payment" };
        let body = json!({ named: self.reference }).to_string().into_bytes();
        SignedEvent { id: self.id.clone(), headers: key().sign(&self.id, now, &body), body }
    }
}

impl Bank {
    fn is_down(&self, now: Timestamp) -> bool {
        self.books().down_until.is_some_and(|until| now < until)
    }

    fn next_trouble(&self) -> Option<ChargeTrouble> {
        let mut books = self.books();
        books.charges += 1;
        (!books.next.is_empty()).then(|| books.next.remove(0))
    }

    fn keep(&self, card: &CardDetails) -> Option<KeptCard> {
        let habit = Habit::of_number(&card.number)?;
        let mut books = self.books();
        let token = format!("card_{:05}", books.cards.len() + 1);
        let holder = card.holder.clone();
        books.cards.insert(token.clone(), Card { habit, holder, answered: false });
        let last4 = card.number.chars().skip(card.number.len().saturating_sub(4)).collect();
        Some(KeptCard { token, brand: CardBrand::Visa, last4, expires: "12/79".parse().ok()? })
    }

    fn ends_question(&self, reference: &str, now: Timestamp) {
        let mut books = self.books();
        books.up_to(now);
        let kept = books.payments.get(reference);
        if kept.is_some_and(|kept| matches!(kept.standing, Standing::Asked { .. })) {
            let expired = Standing::Refused(DeclineCode::AuthenticationExpired);
            books.moves(reference, expired, now);
        }
    }

    /// Takes the charge, once per reference; whether its answer gets lost.
    fn take(&self, charge: &Charge, now: Timestamp) -> Result<bool, ChargeRefusal> {
        let mut books = self.books();
        books.up_to(now);
        if let Some(kept) = books.payments.get(&charge.reference) {
            let same = kept.amount == charge.amount && kept.token == charge.token;
            let mistake = format!("{} was asked for as two charges", charge.reference);
            books.mistakes.extend((!same).then_some(mistake));
            return if same { Ok(false) } else { Err(ChargeRefusal::ReferenceTaken) };
        }
        let standing = books.decides(charge, now);
        let kept = Kept {
            reference: charge.reference.clone(),
            token: charge.token.clone(),
            amount: charge.amount,
            standing,
            asked_at: now,
            taken_at: (standing == Standing::Taken).then_some(now),
            back_at: None,
            charged_back: 0,
        };
        books.payments.insert(charge.reference.clone(), kept);
        books.note(&charge.reference, false, now);
        let card = books.cards.get(&charge.token);
        let loses = card.is_some_and(|card| card.habit == Habit::AnswersGetLost);
        Ok(loses && books.first_answers_lost.insert(charge.reference.clone()))
    }

    fn shown(&self, reference: &str, now: Timestamp) -> Option<Payment> {
        let mut books = self.books();
        books.up_to(now);
        let kept = books.payments.get(reference)?;
        let state = match kept.standing {
            Standing::Taken => PaymentState::Succeeded,
            Standing::UnderWay { .. } => PaymentState::Pending,
            Standing::Refused(code) => PaymentState::declined(code),
            Standing::Asked { .. } => PaymentState::RequiresAction {
                challenge_url: format!("http://bank.example.org/{reference}"),
            },
        };
        let gateway_id = format!("bank-{reference}");
        let reference = reference.to_owned();
        let charged_back = Money::new(kept.charged_back, kept.amount.currency);
        Some(Payment { gateway_id, reference, amount: kept.amount, state, charged_back })
    }
}

impl Books {
    fn decides(&self, charge: &Charge, now: Timestamp) -> Standing {
        let Some(card) = self.cards.get(&charge.token) else {
            return Standing::Refused(DeclineCode::StolenCard);
        };
        if let Some((until, hard)) = self.failing.get(&card.holder)
            && now < *until
        {
            let hard_code = DeclineCode::ExpiredCard;
            let code = if *hard { hard_code } else { DeclineCode::InsufficientFunds };
            return Standing::Refused(code);
        }
        let until = now.plus_hours(PENDING_H);
        let asked = Standing::Asked { until: now.plus_hours(ANSWER_H) };
        match card.habit {
            Habit::Pays | Habit::AnswersGetLost => Standing::Taken,
            Habit::DeclinesSoftly => Standing::Refused(DeclineCode::CardDeclined),
            Habit::DeclinesHard => Standing::Refused(DeclineCode::LostCard),
            Habit::AsksOnce if card.answered || !charge.customer_present => Standing::Taken,
            Habit::AsksOnce | Habit::AsksAlways => asked,
            Habit::Pending => Standing::UnderWay { until, declines: false },
            Habit::PendingThenDeclines => Standing::UnderWay { until, declines: true },
            Habit::Debited(end) => Standing::UnderWay {
                until: now.plus_hours(DEBIT_H),
                declines: end == Debited::Bounced,
            },
            Habit::DeclinesRenewals if charge.customer_present => Standing::Taken,
            Habit::DeclinesRenewals => Standing::Refused(DeclineCode::InsufficientFunds),
        }
    }
}
