//! Refunds: money that goes back the way it came, and where it stands.
//!
//! A refund has a reference of our own, made before the call, as a charge has. The gateway sends
//! back no more than it took, less what the bank took back by itself (chargebacks).

use units::{Date, Money, Timestamp, Zone};

use crate::payment::{Charge, GatewayError};

/// What to send back, of which payment, under which reference.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refund {
    /// Our own, unique for ever: the idempotency key. 1 to 64 visible ASCII characters.
    pub reference: String,
    /// Ours, of the payment it goes back on.
    pub payment_reference: String,
    /// More than zero, in the payment's currency.
    pub amount: Money,
}

/// A refund in the gateway's books.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RefundRecord {
    /// The gateway's own id.
    pub gateway_id: String,
    /// Ours, from the refund.
    pub reference: String,
    pub amount: Money,
    pub state: RefundState,
}

/// A refund as a gateway lists it, with what it goes back on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListedRefund {
    pub refund: RefundRecord,
    /// Ours, of the payment.
    pub payment_reference: String,
}

/// Where a refund stands. A success may still fail later: the customer's bank may send the money
/// back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RefundState {
    /// Accepted and under way; an event or a look-up tells the end.
    Pending,
    /// On its way to the customer's bank for good, as far as the gateway knows.
    Succeeded,
    /// The money stays, or is back, with us.
    Failed,
}

impl RefundState {
    /// The word for rows, API and logs.
    pub fn word(self) -> &'static str {
        match self {
            RefundState::Pending => "pending",
            RefundState::Succeeded => "succeeded",
            RefundState::Failed => "failed",
        }
    }
}

/// A mistake in a refund, or too much asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RefundRefusal {
    #[error("the reference belongs to another refund")]
    ReferenceTaken,
    #[error("the reference is empty, too long or not plain text")]
    ReferenceMalformed,
    #[error("no payment is known under this reference")]
    UnknownPayment,
    #[error("the payment took no money")]
    NotCaptured,
    #[error("the amount is not more than zero, or in another currency")]
    NothingToRefund,
    #[error("the amount is more than is left of the payment")]
    MoreThanCaptured,
}

impl RefundRefusal {
    /// Stable.
    pub fn code(self) -> &'static str {
        match self {
            RefundRefusal::ReferenceTaken => "gateway.refund_reference_taken",
            RefundRefusal::ReferenceMalformed => "gateway.refund_reference_malformed",
            RefundRefusal::UnknownPayment => "gateway.refund_unknown_payment",
            RefundRefusal::NotCaptured => "gateway.refund_not_captured",
            RefundRefusal::NothingToRefund => "gateway.refund_nothing",
            RefundRefusal::MoreThanCaptured => "gateway.refund_more_than_captured",
        }
    }
}

impl Refund {
    /// What every gateway refuses before it looks at a payment.
    pub fn check(&self) -> Result<(), RefundRefusal> {
        let visible = self.reference.bytes().all(|byte| byte.is_ascii_graphic());
        if self.reference.is_empty() || self.reference.len() > Charge::REFERENCE_MAX || !visible {
            return Err(RefundRefusal::ReferenceMalformed);
        }
        if !self.amount.is_positive() {
            return Err(RefundRefusal::NothingToRefund);
        }
        Ok(())
    }
}

impl From<RefundRefusal> for GatewayError {
    fn from(refusal: RefundRefusal) -> GatewayError {
        GatewayError::RefundRefused(refusal)
    }
}

/// Between which days a refund reaches the customer, both included.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Arrival {
    pub earliest: Date,
    pub latest: Date,
}

/// Business days from the day on which a refund is asked for (D5).
const EARLIEST_BUSINESS_DAYS: u32 = 3;
const LATEST_BUSINESS_DAYS: u32 = 5;

impl Arrival {
    /// Of a refund asked for at `at`, in the days of `zone`. Saturdays and Sundays don't count;
    /// bank holidays differ from bank to bank and are not known here.
    pub fn expected(at: Timestamp, zone: &Zone) -> Arrival {
        let asked = zone.date(at);
        let earliest = business_days_after(asked, EARLIEST_BUSINESS_DAYS);
        Arrival { earliest, latest: business_days_after(asked, LATEST_BUSINESS_DAYS) }
    }
}

/// The `count`th day after `date` that is neither Saturday nor Sunday.
fn business_days_after(date: Date, count: u32) -> Date {
    const SATURDAY: i8 = 6;
    let next = |day: Date| day.tomorrow().expect("a day before the year 9999");
    let mut day = date;
    for _ in 0..count {
        day = next(day);
        while day.weekday().to_monday_one_offset() >= SATURDAY {
            day = next(day);
        }
    }
    day
}

#[cfg(test)]
mod tests {
    use super::*;

    /// D5: three to five business days, over weekends too.
    #[test]
    fn arrival_skips_weekends() {
        let arrival = |at: &str, zone: &str| {
            let zone: Zone = zone.parse().expect("a zone");
            let arrival = Arrival::expected(at.parse().expect("a time"), &zone);
            (arrival.earliest.to_string(), arrival.latest.to_string())
        };
        let days = |earliest: &str, latest: &str| (earliest.to_owned(), latest.to_owned());
        // A Thursday; a Friday; the same Friday where it is Saturday already.
        assert_eq!(arrival("2027-04-01T12:00Z", "UTC"), days("2027-04-06", "2027-04-08"));
        assert_eq!(arrival("2027-04-02T12:00Z", "UTC"), days("2027-04-07", "2027-04-09"));
        assert_eq!(arrival("2027-04-02T22:30Z", "Europe/Paris"), days("2027-04-07", "2027-04-09"));
        assert_eq!(arrival("2027-04-05T12:00Z", "UTC"), days("2027-04-08", "2027-04-12"));
    }
}
