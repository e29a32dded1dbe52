//! The port of the ways on which messages leave the house.

use mingjing_model::definition::Channel;
use std::{future::Future, pin::Pin};

/// What an attempt gives back.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + Send + 'a>>;

/// A way on which messages go out. An implementation never logs addresses or texts.
pub trait Way: Send + Sync {
    /// Which.
    fn channel(&self) -> Channel;
    /// Sends a message; done = the other side has taken it.
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a>;
}

/// A message as it goes out.
#[derive(Clone, PartialEq, Eq)]
pub struct Message {
    /// The same at every attempt.
    pub id: String,
    /// E-mail address, or number of a mobile telephone.
    pub to: String,
    /// The subject, of an e-mail.
    pub subject: String,
    /// The text.
    pub body: String,
}

/// Why a message did not go out. The detail is for the log: it holds no address and no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The other side cannot be reached: nothing else on this way will get through now.
    Unreachable {
        /// Why.
        code: &'static str,
        /// For the log.
        detail: String,
    },
    /// It does not take this message now.
    Later {
        /// Why.
        code: &'static str,
        /// For the log.
        detail: String,
    },
    /// It will not take this message.
    Refused {
        /// Why.
        code: &'static str,
        /// For the log.
        detail: String,
    },
}
