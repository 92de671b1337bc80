//! Mails one can do without: before something that was agreed to comes, and news.

use serde::{Deserialize, Serialize};

use super::{Context, Meeting, NextCharge};
use crate::kind::MailKind;

/// To whoever takes part and has an account: it starts soon.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MeetingReminder {
    pub meeting: Meeting,
}

impl Context for MeetingReminder {
    const KIND: MailKind = MailKind::MeetingReminder;
}

/// To owners and billing contacts: a subscription renews in some days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RenewalReminder {
    pub plan: String,
    pub next: NextCharge,
    /// In the recipient's language: "card ending 4242"; none when nothing is kept to pay with.
    pub paid_with: Option<String>,
    /// Where it can be changed or cancelled.
    pub link: String,
}

impl Context for RenewalReminder {
    const KIND: MailKind = MailKind::RenewalReminder;
}

/// To whoever wants news of the deployment.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct News {
    pub title: String,
    pub paragraphs: Vec<String>,
    pub link: String,
}

impl Context for News {
    const KIND: MailKind = MailKind::News;
}
