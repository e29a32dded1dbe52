//! Telling people: what a commit left to be told, what is on its way, what lies in people's lists.
//!
//! None of it is a projection of the history: an outbox row is born in the commit that raised its matter, and whatever
//! becomes of it is written by the worker that tells.

use crate::store::{Answered, NoticeId};
use jiff::Timestamp;
use mingjing_core::ids::{InstanceId, PersonId};
use mingjing_model::definition::{CardLevel, Channel};

/// Outbox, deliveries and lists.
pub trait Notices: Send + Sync {
    /// Notices that nobody has looked at, then those whose time has come, oldest first.
    fn outbox_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<OutboxLine>>;
    /// A notice waits until then.
    fn outbox_wait<'a>(&'a self, notice: &'a NoticeId, until: Timestamp) -> Answered<'a, ()>;
    /// A notice is told: its lines and deliveries are written and it leaves the outbox, all or nothing. What is there
    /// already stays as it is.
    fn outbox_tell<'a>(&'a self, notice: &'a NoticeId, told: &'a Told) -> Answered<'a, ()>;
    /// A notice cannot be told: somebody has to see to it.
    fn outbox_stop<'a>(&'a self, notice: &'a NoticeId, code: &'a str) -> Answered<'a, ()>;
    /// Deliveries whose time has come, oldest first.
    fn delivery_due(&self, now: Timestamp, limit: u32) -> Answered<'_, Vec<DeliveryLine>>;
    /// What became of deliveries that went out together.
    fn delivery_note<'a>(&'a self, deliveries: &'a [u64], fate: &'a DeliveryFate) -> Answered<'a, ()>;
    /// What could not be told or delivered in these organs, oldest first.
    fn notice_incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<NoticeIncident>>;
    /// Tries one of them again from now on; not found when it is not one of these organs, or none any more.
    fn notice_retry<'a>(&'a self, incident: &'a Stuck, organs: &'a [String], now: Timestamp) -> Answered<'a, ()>;
    /// A page of a person's list, newest first, older than `before`.
    fn inbox_page<'a>(&'a self, person: &'a PersonId, before: Option<u64>, limit: u32) -> Answered<'a, Vec<InboxLine>>;
    /// How much is unread in a person's list, and the number of its newest line (0 = none).
    fn inbox_unread<'a>(&'a self, person: &'a PersonId) -> Answered<'a, (u32, u64)>;
    /// Marks lines of a person's list as read: these, or all up to a number; says how many were unread.
    fn inbox_read<'a>(&'a self, person: &'a PersonId, which: &'a Lines, at: Timestamp) -> Answered<'a, u32>;
    /// How a person is reached; empty when nothing is known.
    fn contact_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Contact>;
}

/// A notice in the outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxLine {
    /// Which.
    pub notice: NoticeId,
    /// The organ whose case it is about.
    pub organ: String,
    /// What it is about, as the commit wrote it.
    pub matter: Vec<u8>,
    /// When it was raised.
    pub raised_at: Timestamp,
    /// Until when it had to wait; none = nobody has looked at it.
    pub due_at: Option<Timestamp>,
}

/// What telling a notice writes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// When.
    pub at: Option<Timestamp>,
    /// Lines in people's lists.
    pub lines: Vec<NewLine>,
    /// What goes out on the other ways.
    pub deliveries: Vec<NewDelivery>,
}

/// A line for a person's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// Whose list.
    pub person: PersonId,
    /// How grave it is.
    pub level: CardLevel,
    /// The text, Chinese.
    pub zh: String,
    /// The text, English; none = there is none.
    pub en: Option<String>,
}

/// A message to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewDelivery {
    /// To whom.
    pub person: PersonId,
    /// On which way.
    pub channel: Channel,
    /// Its text; none = it is part of a digest.
    pub text: Option<MessageText>,
    /// When it goes out: now, or with the digest of that moment.
    pub due_at: Timestamp,
}

/// The text of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageText {
    /// The subject, of an e-mail.
    pub subject: String,
    /// The body.
    pub body: String,
}

/// A message on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeliveryLine {
    /// Its number.
    pub id: u64,
    /// The notice.
    pub notice: NoticeId,
    /// The organ whose case it is about.
    pub organ: String,
    /// To whom.
    pub person: PersonId,
    /// On which way.
    pub channel: Channel,
    /// Its text; none = it is part of a digest.
    pub text: Option<MessageText>,
    /// The digest that it is part of.
    pub digest_at: Option<Timestamp>,
    /// How often it failed.
    pub attempts: u32,
    /// The line of the person's list: unread, with its texts.
    pub unread: Option<(String, Option<String>)>,
}

/// What became of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DeliveryFate {
    /// It went out. Its text is not kept.
    Sent {
        /// When.
        at: Timestamp,
    },
    /// It did not have to go out: the person had read the line by then.
    Spared,
    /// It failed, and is tried again.
    Again {
        /// When.
        at: Timestamp,
        /// Why it failed.
        code: &'static str,
    },
    /// It failed for good: somebody has to see to it.
    Failed {
        /// Why.
        code: &'static str,
    },
}

/// Something that could not be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// A notice.
    Notice(NoticeId),
    /// A message.
    Delivery(u64),
}

/// Something that could not be told, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeIncident {
    /// Which.
    pub stuck: Stuck,
    /// The case that it is about.
    pub instance: InstanceId,
    /// Its organ.
    pub organ: String,
    /// To whom, where one is known.
    pub person: Option<PersonId>,
    /// On which way, of a message.
    pub channel: Option<Channel>,
    /// Why.
    pub code: String,
    /// When the notice was raised.
    pub raised_at: Timestamp,
}

/// A line of a person's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxLine {
    /// Its number; later lines have higher ones.
    pub id: u64,
    /// The case that it is about.
    pub instance: InstanceId,
    /// Its organ.
    pub organ: String,
    /// How grave it is.
    pub level: CardLevel,
    /// The text, Chinese.
    pub zh: String,
    /// The text, English.
    pub en: Option<String>,
    /// When it was told.
    pub at: Timestamp,
    /// When it was read.
    pub read_at: Option<Timestamp>,
}

/// Lines of a person's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lines {
    /// These.
    These(Vec<u64>),
    /// All up to this one.
    UpTo(u64),
}

/// How a person is reached. Personal data: it stands in no history and in no log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// E-mail address.
    pub mail: Option<String>,
    /// Number of the mobile telephone.
    pub mobile: Option<String>,
    /// Whether they read English.
    pub english: bool,
}
