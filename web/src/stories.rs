//! Each story's error as a refusal: one line or few each, so that `?` works in every handler.

use app::audit::AuditError;
use app::billing_overview::SeeBillingError;
use app::catalog_in_force::NotPublished;
use app::chat::ChatError;
use app::contacts::ContactsError;
use app::credit_use::UseCreditError;
use app::debit::KeepDebitError;
use app::exemption::ExemptionError;
use app::export::ExportError;
use app::first_run::FirstRunError;
use app::import::ImportError;
use app::intake::{IntakeError, RowProblem};
use app::invitations::{AcceptError, InviteError};
use app::invoice_document::DocumentError;
use app::leaving::LeavingError;
use app::licences::LicenceError;
use app::meetings::MeetingError;
use app::meetings::answer::AnswerError;
use app::meetings::registration::RegistrationError;
use app::meetings::template::MeetingTemplateError;
use app::members::MembersError;
use app::method_visit::VisitError;
use app::operator::OperatorError;
use app::operator::exemptions::DecideError;
use app::operator::news::NewsError;
use app::operator::payments::ConsoleRefundError;
use app::operator::transfers::TransferError;
use app::order::{ChangeRefusal, OrderError, UnderWay};
use app::passkeys::PasskeyError;
use app::password_reset::NewPasswordError;
use app::payment_methods::{KeepCardError, MethodsError};
use app::policy::PolicyError;
use app::profile::ProfileError;
use app::recordings::RecordingError;
use app::refund::{RefundError, RefundRefusal};
use app::renew::PayInvoiceError;
use app::reports::ReportsError;
use app::room::RoomError;
use app::sessions::SessionsError;
use app::sign_in::SignInError;
use app::sign_up::{ConfirmError, SignUpError};
use app::site::SiteError;
use app::tokens::TokensError;
use app::webhooks::WebhookError;
use gateway::sandbox::ChallengeRefusal;
use jobs::AdvanceError;
use people::name::NAME_MAX_CHARS;
use store::StoreError;
use texts::{Args, TemplateError};

use crate::refusal::{Refusal, Way};
use crate::urls;

impl Refusal for StoreError {
    fn code(&self) -> &'static str {
        match self {
            StoreError::Corrupt { .. } => "invariant.broken",
            _ => "store.unavailable",
        }
    }
}

impl Refusal for TemplateError {
    fn code(&self) -> &'static str {
        "invariant.broken"
    }
}

impl Refusal for OrderError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            OrderError::SiteNameTaken { suggestion } => {
                Args::new().with("suggestion", suggestion.as_str())
            }
            OrderError::TooManyNames { resting } => Args::new().with("names", resting.join(", ")),
            OrderError::Unpaid { open, .. } => Args::new().with("open", *open),
            OrderError::UnderWay(payment) => {
                let args = Args::new()
                    .with("amount", payment.amount)
                    .with("number", payment.number.as_str())
                    .with("on", payment.on);
                match payment.expected {
                    Some(expected) => args.with("expected", expected),
                    None => args,
                }
            }
            OrderError::Change(ChangeRefusal::StillAssigned(still)) => Args::new()
                .with("wanted", still.wanted)
                .with("assigned", still.assigned())
                .with("many", still.too_many()),
            OrderError::Change(ChangeRefusal::Committed { until }) => {
                Args::new().with("until", *until)
            }
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        match self {
            OrderError::Unpaid { invoice, .. } | OrderError::UnderWay(UnderWay { invoice, .. }) => {
                Some(Way { label: "error-way-invoice", href: urls::invoice(*invoice) })
            }
            _ => None,
        }
    }
}

impl Refusal for LicenceError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            LicenceError::NoneFree { bought, assigned, .. } => {
                Args::new().with("bought", *bought).with("assigned", *assigned)
            }
            LicenceError::PlannedFewer { planned, on, .. } => {
                Args::new().with("planned", *planned).with("date", *on)
            }
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        match self {
            LicenceError::NoneFree { subscription, .. }
            | LicenceError::PlannedFewer { subscription, .. } => {
                let href = urls::change_subscription(*subscription);
                Some(Way { label: "people-add-licences", href })
            }
            _ => None,
        }
    }
}

impl Refusal for MembersError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "people-title", href: urls::PEOPLE.to_owned() })
    }
}

impl Refusal for NewsError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for LeavingError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for InviteError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            InviteError::Licence(error) => error.args(),
            InviteError::Name(_) => Args::new().with("limit", limit(NAME_MAX_CHARS)),
            InviteError::TooMany { most } => Args::new().with("most", *most),
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        match self {
            InviteError::Licence(error) => error.way(),
            _ => Some(Way { label: "people-title", href: urls::PEOPLE.to_owned() }),
        }
    }
}

fn limit(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

impl Refusal for IntakeError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            IntakeError::Unreadable(problem) => match problem.line() {
                Some(line) => Args::new().with("line", line),
                None => Args::new(),
            },
            IntakeError::Licence(error) => error.args(),
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "people-title", href: urls::PEOPLE.to_owned() })
    }
}

impl Refusal for RowProblem {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            RowProblem::Name(_) => Args::new().with("limit", limit(NAME_MAX_CHARS)),
            RowProblem::Repeated { line } => Args::new().with("line", *line),
            RowProblem::Role { word } | RowProblem::Licence { word } => {
                Args::new().with("word", word.as_str())
            }
            RowProblem::NoneFree { name } => Args::new().with("name", name.as_str()),
            RowProblem::TooManyOpen { most } => Args::new().with("most", *most),
            _ => Args::new(),
        }
    }
}

impl Refusal for AcceptError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for PayInvoiceError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for UseCreditError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for KeepCardError {
    fn code(&self) -> &'static str {
        match self {
            KeepCardError::NotAllowed => "permission.missing",
            KeepCardError::TakenElsewhere => "card.taken_elsewhere",
            KeepCardError::Refused(refusal) => refusal.code(),
            KeepCardError::Store(error) => Refusal::code(error),
        }
    }
}

impl Refusal for TransferError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for KeepDebitError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for VisitError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for MethodsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        matches!(self, MethodsError::Needed | MethodsError::NoDefaultChosen | MethodsError::Expired)
            .then(|| Way { label: "methods-all", href: urls::METHODS.to_owned() })
    }
}

impl Refusal for DocumentError {
    fn code(&self) -> &'static str {
        match self {
            DocumentError::NotFound => "invoice.not_found",
            DocumentError::NotMade(_) => "invariant.broken",
            DocumentError::NotElectronic(reason) => reason.code(),
            DocumentError::Blobs(_) => "store.unavailable",
            DocumentError::Store(error) => Refusal::code(error),
        }
    }
}

impl Refusal for ChallengeRefusal {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for AdvanceError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for SignUpError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for ConfirmError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for SignInError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for NewPasswordError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for PasskeyError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for ProfileError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for PolicyError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            PolicyError::UnknownPeople(addresses) => {
                Args::new().with("addresses", addresses.join(", "))
            }
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        match self {
            PolicyError::NotAllowed | PolicyError::NoPerson | PolicyError::Store(_) => None,
            _ => Some(Way { label: "policy-title", href: urls::GROUPS.to_owned() }),
        }
    }
}

impl Refusal for RoomError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self.suggestion() {
            Some(name) => Args::new().with("suggestion", name.to_string()),
            None => Args::new(),
        }
    }
}

impl Refusal for SiteError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self.suggestion() {
            Some(name) => Args::new().with("suggestion", name.to_string()),
            None => Args::new(),
        }
    }
}

impl Refusal for SessionsError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for TokensError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for FirstRunError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for AuditError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for SeeBillingError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for ExemptionError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for DecideError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for MeetingError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for MeetingTemplateError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "templates-title", href: urls::MEETING_TEMPLATES.to_owned() })
    }
}

impl Refusal for AnswerError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for RegistrationError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for ChatError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "chats-title", href: urls::CHATS.to_owned() })
    }
}

impl Refusal for RecordingError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        let megabytes = |size: &u64| i64::try_from(*size).unwrap_or(i64::MAX);
        match self {
            RecordingError::NotInPlan { plan, with } => {
                let with = with.as_deref().unwrap_or_default();
                Args::new().with("plan", plan.as_str()).with("with", with)
            }
            RecordingError::Full { plan, left_mb, allowed_mb } => Args::new()
                .with("plan", plan.as_str())
                .with("left", megabytes(left_mb))
                .with("allowed", megabytes(allowed_mb)),
            RecordingError::Transcript(problem) => {
                let line = problem.line().and_then(|line| i64::try_from(line).ok());
                Args::new().with("line", line.unwrap_or(1))
            }
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        match self {
            RecordingError::NotInPlan { .. } | RecordingError::Full { .. } => {
                Some(Way { label: "layout-upgrade", href: urls::PLANS.to_owned() })
            }
            _ => Some(Way { label: "recordings-title", href: urls::RECORDINGS.to_owned() }),
        }
    }
}

impl Refusal for ExportError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "exports-title", href: urls::EXPORT.to_owned() })
    }
}

impl Refusal for ImportError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "imports-title", href: urls::IMPORT.to_owned() })
    }
}

impl Refusal for ContactsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            ContactsError::Unreadable(error) => Args::new().with("line", error.line().unwrap_or(1)),
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "contacts-title", href: urls::CONTACTS.to_owned() })
    }
}

impl Refusal for ReportsError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            ReportsError::Unreadable(error) => Args::new().with("line", error.line().unwrap_or(1)),
            _ => Args::new(),
        }
    }

    fn way(&self) -> Option<Way> {
        Some(Way { label: "reports-title", href: urls::REPORTS.to_owned() })
    }
}

impl Refusal for OperatorError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for ConsoleRefundError {
    fn code(&self) -> &'static str {
        self.code()
    }

    fn args(&self) -> Args {
        match self {
            ConsoleRefundError::Refund(RefundError::Refused(RefundRefusal::MoreThanLeft {
                left,
            })) => Args::new().with("left", *left),
            _ => Args::new(),
        }
    }
}

impl Refusal for WebhookError {
    fn code(&self) -> &'static str {
        self.code()
    }
}

impl Refusal for NotPublished {
    fn code(&self) -> &'static str {
        match self {
            NotPublished::Invalid(_) => "catalog.invalid",
            NotPublished::Store(error) => Refusal::code(error),
        }
    }
}
