//! E-mail by SMTP.
//!
//! One URL says where and how: `smtp://host:25` in clear, `smtp://host:587?tls=required` with STARTTLS,
//! `smtps://user:password@host:465` inside TLS. A message carries its id as `Message-ID`, so that a second delivery of the same
//! one can be told. Nothing here logs an address or a text.

use lettre::{
    AsyncSmtpTransport, AsyncTransport, Message as Mail, Tokio1Executor,
    message::{Mailbox, SinglePart, header},
    transport::smtp::Error as SmtpError,
};
use mingjing_runtime::{
    codes,
    notify::{Channel, Failure, Message, Sending, Way},
};

use std::time::Duration;

/// How long the server may take for one step of the conversation. Far above what a healthy one takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The URL names no mail server.
    #[error("this is no URL of a mail server, such as smtp://host:25 or smtps://user:password@host:465")]
    Url(#[source] SmtpError),
    /// The sender is no address.
    #[error("the sender of mail is no address")]
    From(#[source] lettre::address::AddressError),
}

/// Sends e-mail.
pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl Mailer {
    /// A mailer that sends by the server of this URL, from this address. Nothing is connected yet.
    ///
    /// # Errors
    /// When one of them is not readable.
    pub fn new(url: &str, from: &str) -> Result<Self, MailError> {
        let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(MailError::Url)?;
        let from = from.parse().map_err(MailError::From)?;
        Ok(Self { transport: transport.timeout(Some(PATIENCE)).build(), from })
    }

    fn mail(&self, message: &Message) -> Result<Mail, Failure> {
        let refused = |what: &str| Failure::Refused { code: codes::MAIL_REFUSED, detail: what.to_owned() };
        let to = message.to.parse().map_err(|_| refused("the address is not readable"))?;
        let mail = Mail::builder()
            .message_id(Some(format!("<{}@{}>", message.id, self.from.email.domain())))
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(&message.subject)
            // Others' rules for absences do not answer what a program sends (RFC 3834).
            .raw_header(header::HeaderValue::new(
                header::HeaderName::new_from_ascii_str("Auto-Submitted"),
                "auto-generated".to_owned(),
            ))
            .singlepart(SinglePart::plain(message.body.clone()));
        mail.map_err(|_| refused("the message cannot be written"))
    }
}

impl Way for Mailer {
    fn channel(&self) -> Channel {
        Channel::Mail
    }

    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            let mail = self.mail(message)?;
            self.transport.send(mail).await.map(|_| ()).map_err(|error| failure(&error))
        })
    }
}

/// The server's words may repeat the address, so that only its status is kept.
fn failure(error: &SmtpError) -> Failure {
    let status = error.status().map(|status| format!("status {status}"));
    if error.is_permanent() {
        return Failure::Refused { code: codes::MAIL_REFUSED, detail: status.unwrap_or_default() };
    }
    match status {
        Some(detail) => Failure::Later { code: codes::MAIL_LATER, detail },
        None => Failure::Unreachable { code: codes::MAIL_UNREACHABLE, detail: kind(error).to_owned() },
    }
}

fn kind(error: &SmtpError) -> &'static str {
    if error.is_timeout() {
        "no answer in time"
    } else if error.is_tls() {
        "TLS failed"
    } else {
        "no connection"
    }
}
