//! The kinds of mail there are: each has a context, a folder of templates and texts of its own.

use serde::{Deserialize, Serialize};

/// Named after what happened. The word is stored, names the folder `templates/mail/<word>/`, and
/// (with hyphens) starts the keys of its texts: `mail-<word>-subject`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MailKind {
    ConfirmEmail,
    AlreadyRegistered,
    ResetPassword,
    PasswordChanged,
    PasskeyAdded,
    Invitation,
    Welcome,
    MeetingInvitation,
    MeetingUpdated,
    MeetingCancelled,
    MeetingReminder,
    OrderPlaced,
    PaymentDeclined,
    PaymentConfirming,
    PaymentTooLate,
    PaymentFound,
    OrderEnded,
    PaymentMethodChanged,
    SiteReady,
    SiteRenamed,
    Invoice,
    SubscriptionRenewed,
    RenewalReminder,
    SubscriptionChanged,
    Trial,
    RefundSent,
    CreditUsed,
    TaxExemption,
    TransferReceived,
    ProvisioningFailed,
    WebhookDisabled,
    ChatRetention,
    RecordingErasure,
    ExportReady,
    Departure,
    HandedOver,
    News,
    Registration,
}

impl MailKind {
    pub const ALL: [MailKind; 38] = [
        MailKind::ConfirmEmail,
        MailKind::AlreadyRegistered,
        MailKind::ResetPassword,
        MailKind::PasswordChanged,
        MailKind::PasskeyAdded,
        MailKind::Invitation,
        MailKind::Welcome,
        MailKind::MeetingInvitation,
        MailKind::MeetingUpdated,
        MailKind::MeetingCancelled,
        MailKind::MeetingReminder,
        MailKind::OrderPlaced,
        MailKind::PaymentDeclined,
        MailKind::PaymentConfirming,
        MailKind::PaymentTooLate,
        MailKind::PaymentFound,
        MailKind::OrderEnded,
        MailKind::PaymentMethodChanged,
        MailKind::SiteReady,
        MailKind::SiteRenamed,
        MailKind::Invoice,
        MailKind::SubscriptionRenewed,
        MailKind::RenewalReminder,
        MailKind::SubscriptionChanged,
        MailKind::Trial,
        MailKind::RefundSent,
        MailKind::CreditUsed,
        MailKind::TaxExemption,
        MailKind::TransferReceived,
        MailKind::ProvisioningFailed,
        MailKind::WebhookDisabled,
        MailKind::ChatRetention,
        MailKind::RecordingErasure,
        MailKind::ExportReady,
        MailKind::Departure,
        MailKind::HandedOver,
        MailKind::News,
        MailKind::Registration,
    ];

    pub fn word(self) -> &'static str {
        match self {
            MailKind::ConfirmEmail => "confirm_email",
            MailKind::AlreadyRegistered => "already_registered",
            MailKind::ResetPassword => "reset_password",
            MailKind::PasswordChanged => "password_changed",
            MailKind::PasskeyAdded => "passkey_added",
            MailKind::Invitation => "invitation",
            MailKind::Welcome => "welcome",
            MailKind::MeetingInvitation => "meeting_invitation",
            MailKind::MeetingUpdated => "meeting_updated",
            MailKind::MeetingCancelled => "meeting_cancelled",
            MailKind::MeetingReminder => "meeting_reminder",
            MailKind::OrderPlaced => "order_placed",
            MailKind::PaymentDeclined => "payment_declined",
            MailKind::PaymentConfirming => "payment_confirming",
            MailKind::PaymentTooLate => "payment_too_late",
            MailKind::PaymentFound => "payment_found",
            MailKind::OrderEnded => "order_ended",
            MailKind::PaymentMethodChanged => "payment_method_changed",
            MailKind::SiteReady => "site_ready",
            MailKind::SiteRenamed => "site_renamed",
            MailKind::Invoice => "invoice",
            MailKind::SubscriptionRenewed => "subscription_renewed",
            MailKind::RenewalReminder => "renewal_reminder",
            MailKind::SubscriptionChanged => "subscription_changed",
            MailKind::Trial => "trial",
            MailKind::RefundSent => "refund_sent",
            MailKind::CreditUsed => "credit_used",
            MailKind::TaxExemption => "tax_exemption",
            MailKind::TransferReceived => "transfer_received",
            MailKind::ProvisioningFailed => "provisioning_failed",
            MailKind::WebhookDisabled => "webhook_disabled",
            MailKind::ChatRetention => "chat_retention",
            MailKind::RecordingErasure => "recording_erasure",
            MailKind::ExportReady => "export_ready",
            MailKind::Departure => "departure",
            MailKind::HandedOver => "handed_over",
            MailKind::News => "news",
            MailKind::Registration => "registration",
        }
    }

    pub fn from_word(word: &str) -> Option<MailKind> {
        MailKind::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether people can switch it off in their profile; everything else they need to know.
    pub fn is_notification(self) -> bool {
        matches!(
            self,
            MailKind::Welcome
                | MailKind::SiteReady
                | MailKind::MeetingReminder
                | MailKind::RenewalReminder
                | MailKind::News
        )
    }
}
