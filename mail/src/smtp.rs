//! Delivery to a mail server (RFC 5321), by lettre.

use std::time::Duration;

use async_trait::async_trait;
use lettre::address::{Address, Envelope};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use units::EmailAddress;

use crate::render::RenderedMail;
use crate::transport::{Transport, Undelivered};

/// Longest wait for the server's answer to one command.
const ANSWER_TIMEOUT_S: u64 = 60;

/// How the way to the server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Not at all: for a server on the same machine.
    Plain,
    /// Begins in the clear and must go on encrypted; usually port 587.
    StartTls,
    /// Encrypted from the first byte; usually port 465.
    Tls,
}

/// A mail server, as configured.
#[derive(Clone)]
pub struct SmtpServer {
    pub host: String,
    pub port: u16,
    pub security: Security,
    /// User and password.
    pub credentials: Option<(String, String)>,
    /// How this machine introduces itself: a host name.
    pub own_name: String,
}

/// Delivers through one server; connections are kept and shared. Lives inside a Tokio runtime.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
}

/// The server cannot be spoken to as configured.
#[derive(Debug, thiserror::Error)]
#[error("failed to set up the mail server \"{host}\": {reason}")]
pub struct SmtpSetUpError {
    pub host: String,
    pub reason: String,
}

impl Smtp {
    /// Connects when the first mail is delivered, not now.
    pub fn new(server: SmtpServer) -> Result<Smtp, SmtpSetUpError> {
        let tls = |parameters: fn(TlsParameters) -> Tls| {
            let made = TlsParameters::new(server.host.clone());
            made.map(parameters).map_err(|error| SmtpSetUpError {
                host: server.host.clone(),
                reason: error.to_string(),
            })
        };
        let tls = match server.security {
            Security::Plain => Tls::None,
            Security::StartTls => tls(Tls::Required)?,
            Security::Tls => tls(Tls::Wrapper)?,
        };
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&server.host)
            .port(server.port)
            .tls(tls)
            .hello_name(ClientId::Domain(server.own_name))
            .timeout(Some(Duration::from_secs(ANSWER_TIMEOUT_S)));
        if let Some((user, password)) = server.credentials {
            builder = builder.credentials(Credentials::new(user, password));
        }
        Ok(Smtp { transport: builder.build() })
    }
}

#[async_trait]
impl Transport for Smtp {
    async fn deliver(&self, mail: &RenderedMail) -> Result<(), Undelivered> {
        let envelope = Envelope::new(Some(address(&mail.from)?), vec![address(&mail.to)?]);
        let envelope = envelope.map_err(|error| Undelivered::GiveUp(error.to_string()))?;
        match self.transport.send_raw(&envelope, &mail.source).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(Undelivered::GiveUp(reason(&error))),
            Err(error) => Err(Undelivered::Retry(reason(&error))),
        }
    }
}

fn address(address: &EmailAddress) -> Result<Address, Undelivered> {
    Address::new(address.local_part(), address.domain())
        .map_err(|error| Undelivered::GiveUp(error.to_string()))
}

/// The error with what caused it.
fn reason(error: &lettre::transport::smtp::Error) -> String {
    let mut reason = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        reason.push_str(": ");
        reason.push_str(&inner.to_string());
        cause = inner.source();
    }
    reason
}
