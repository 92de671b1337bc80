//! What the operator decides about a deployment, as the stories need it.

use meetings::LinkCode;
use units::EmailAddress;
use url::Url;

use crate::mail_in::token::MailInToken;

/// Settings of a running deployment; read and checked by the binary.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the portal lives, e.g. `https://meet.example.org`; every link starts here.
    pub base_url: Url,
    /// Label of the regional site free accounts live on, e.g. `meet-eu`.
    pub region: String,
    /// Demo: the outbox, the clock and the test cards are open to look at.
    pub demo: bool,
    /// Whom mails come from.
    pub mail_from: EmailAddress,
    /// Where calendar programs send the answers of invited people, if the deployment takes mails
    /// in: each is told the address with a code of their own after a plus sign.
    pub mail_answers: Option<EmailAddress>,
    /// Whoever shows it hands mails over by HTTP; none: nobody does.
    pub mail_in_token: Option<MailInToken>,
    /// Keep delivered mails readable in the outbox (always so when no SMTP server is set).
    pub keep_mails: bool,
    /// Webhooks may go to inner addresses; for tests and demos on one machine.
    pub inner_webhooks: bool,
}

impl Config {
    /// Host of the portal, without port.
    pub fn base_host(&self) -> &str {
        self.base_url.host_str().unwrap_or("localhost")
    }

    /// Where the invited person who has `code` answers by mail.
    pub fn answers_to(&self, code: &LinkCode) -> Option<EmailAddress> {
        let base = self.mail_answers.as_ref()?;
        format!("{}+{}@{}", base.local_part(), code.as_str(), base.domain()).parse().ok()
    }

    /// The code in an address that `answers_to` made.
    pub fn answered_code(&self, address: &EmailAddress) -> Option<LinkCode> {
        let base = self.mail_answers.as_ref()?;
        let (name, code) = address.local_part().rsplit_once('+')?;
        let ours = name.eq_ignore_ascii_case(base.local_part())
            && address.domain().eq_ignore_ascii_case(base.domain());
        code.parse().ok().filter(|_| ours)
    }

    /// The absolute address of `path` on the portal.
    pub fn portal_url(&self, path: &str) -> String {
        format!("{}{path}", self.origin())
    }

    /// Scheme, host and port of the portal, without a slash at the end.
    pub fn origin(&self) -> String {
        self.base_url.as_str().trim_end_matches('/').to_owned()
    }

    /// The absolute address of `path` on another host below the base, same scheme and port.
    pub fn host_url(&self, host: &str, path: &str) -> String {
        let scheme = self.base_url.scheme();
        match self.base_url.port() {
            Some(port) => format!("{scheme}://{host}:{port}{path}"),
            None => format!("{scheme}://{host}{path}"),
        }
    }
}
