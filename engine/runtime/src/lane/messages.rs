//! Messages (BPMN §8.4.11, correlation): a publication or a kept message meets the oldest subscription of its mailbox,
//! and the receiving step is taken in the same transaction. Lock order: mailboxes, then instances.
//!
//! What waits here is only a hint: a kept message and its subscription are both stored, and the due scan from the
//! beginning names every mailbox in which they have not met.

use super::{Answer, Fault, Ticket, batch::Batch, bundles::Definitions, bundles::started_by, derived, queue::Job};
use crate::{
    codes,
    store::{Due, DueKind, Mailbox, MailboxKey, MailboxLock, Message, MessageWrite, Sender},
};
use jiff::Timestamp;
use mingjing_core::{
    command::{Actor, Command, Origin, Start, Taken, What},
    ids::{CommandId, Hash, InstanceId, Key, Tenant},
};
use mingjing_expr::Value;
use std::collections::{BTreeSet, VecDeque};

/// Publications that may wait: they are one transaction each.
pub const PUBLICATIONS_MAX: usize = 1_024;
/// Mailboxes looked into by one transaction.
const MATCH_MAX: usize = 64;

/// A message on its way in.
#[derive(Clone, Debug)]
pub struct Publication {
    /// Who waits for the answer.
    pub ticket: Ticket,
    /// Where it goes.
    pub mailbox: MailboxKey,
    /// The message.
    pub message: Message,
    /// How often it was taken up again, against [`TRIES_MAX`].
    pub tries: u8,
    /// A commit of it had an unknown outcome.
    pub uncertain: bool,
}

impl Publication {
    /// What its Fault is called, as for [`Job::fault`].
    pub(super) fn fault(&self, code: &'static str) -> &'static str {
        if self.uncertain { codes::OUTCOME } else { code }
    }
}

/// How often a publication is taken up again when its receiver was held or an older message had to go first.
pub const TRIES_MAX: u8 = 5;

/// Publications and matches that wait.
#[derive(Debug, Default)]
pub(super) struct Post {
    published: VecDeque<Publication>,
    matching: BTreeSet<MailboxKey>,
}

/// The message side of a batch.
#[derive(Clone, Debug, Default)]
pub(super) struct Delivery {
    /// The message that is being published; none when kept ones are matched.
    pub publication: Option<Publication>,
    /// The mailboxes that are looked into.
    pub mailboxes: Vec<MailboxKey>,
    /// The message that the batch's command delivers.
    chosen: Option<(MailboxKey, Message)>,
    /// The answer to the publication, where no command is stepped for it.
    pub answer: Option<Answer>,
    /// Set when the message is to be kept.
    kept: bool,
    /// The message that nobody is subscribed to and that may start an instance.
    trying: Option<(MailboxKey, Message)>,
    /// The mailbox in which nobody is started.
    looked: Option<MailboxKey>,
    /// The organ and bundle whose process it may start.
    pub start: Option<(String, Hash)>,
}

/// What to do next about the locked mailboxes.
pub(super) enum Turn {
    /// Nothing more: the publication, if there is one, gets this answer.
    Over(Option<Answer>),
    /// Lock the instance of the command that was added.
    Deliver(Box<Job>),
    /// Nobody is subscribed: may it start an instance in this tenant?
    MayStart(Tenant),
    /// Older messages go first: the publication waits.
    After,
    /// Keep the message.
    Keep,
}

impl Post {
    /// Takes in a publication; false when too many wait.
    #[must_use]
    pub fn publish(&mut self, publication: Publication) -> bool {
        if self.published.len() >= PUBLICATIONS_MAX {
            return false;
        }
        self.published.push_back(publication);
        true
    }

    /// Takes up a publication again.
    pub fn again(&mut self, publication: Publication) {
        self.published.push_front(publication);
    }

    /// A subscription was opened, or a scan found a mailbox to match.
    pub fn wants_match(&mut self, mailbox: MailboxKey) {
        self.matching.insert(mailbox);
    }

    /// True when nothing waits.
    pub fn is_empty(&self) -> bool {
        self.published.is_empty() && self.matching.is_empty()
    }

    /// The next transaction about messages: matches go first, so that older messages do.
    pub fn take(&mut self) -> Option<Delivery> {
        if self.matching.is_empty() {
            let publication = self.published.pop_front()?;
            let mailboxes = vec![publication.mailbox.clone()];
            return Some(Delivery { publication: Some(publication), mailboxes, ..Delivery::default() });
        }
        let mut mailboxes = Vec::new();
        while mailboxes.len() < MATCH_MAX
            && let Some(next) = self.matching.pop_first()
        {
            mailboxes.push(next);
        }
        Some(Delivery { mailboxes, ..Delivery::default() })
    }
}

impl Delivery {
    /// The locks on its mailboxes, sorted.
    pub fn locks(&self) -> Vec<MailboxLock> {
        let publishes = self.publication.as_ref().map(|publication| publication.message.id.clone());
        let lock = |key: &MailboxKey| MailboxLock { key: key.clone(), publishes: publishes.clone() };
        self.mailboxes.iter().map(lock).collect()
    }

    /// Looks into the locked mailboxes.
    pub fn look(&mut self, found: Vec<Mailbox>, post: &mut Post) -> Turn {
        let Some(publication) = self.publication.clone() else { return self.match_kept(found, post) };
        let Some(mailbox) = found.into_iter().next() else {
            return Turn::Over(Some(Fault::answer(codes::COMMAND, "the mailbox was not locked")));
        };
        match mailbox {
            Mailbox { known: true, .. } => Turn::Over(Some(Answer::Known)),
            Mailbox { message: Some(_), subscription: Some(_), .. } if publication.tries < TRIES_MAX => {
                post.wants_match(publication.mailbox.clone());
                Turn::After
            }
            Mailbox { subscription: Some((instance, key)), .. } => {
                self.deliver(publication.mailbox, publication.message, instance, key)
            }
            Mailbox { subscription: None, .. } => Turn::MayStart(publication.mailbox.tenant),
        }
    }

    fn match_kept(&mut self, found: Vec<Mailbox>, post: &mut Post) -> Turn {
        let mut turn = Turn::Over(None);
        for Mailbox { key: mailbox, message, subscription, known: _, fresh } in found {
            let Some(message) = message.filter(|_| fresh || subscription.is_some()) else { continue };
            // The next message of the same mailbox may have its receiver too, so it is looked into again.
            post.wants_match(mailbox.clone());
            if self.chosen.is_some() || self.trying.is_some() {
                continue;
            }
            turn = match subscription {
                Some((instance, key)) => self.deliver(mailbox, message, instance, key),
                None => {
                    let tenant = mailbox.tenant;
                    self.trying = Some((mailbox, message));
                    Turn::MayStart(tenant)
                }
            };
        }
        turn
    }

    fn deliver(&mut self, mailbox: MailboxKey, message: Message, instance: InstanceId, subscription: Key) -> Turn {
        let id = derived::correlation(instance, &mailbox, &message.id);
        let (body, from) = (body(&message), origin(&message));
        let what = What::CorrelateMessage { subscription, message: message.id.clone(), body, from };
        self.send(mailbox, message, id, instance, what)
    }

    /// Starts an instance by the message, if a process in the organ's bundle begins with it; else keeps or drops it.
    pub fn start_or_keep(&mut self, now: Timestamp, definitions: Option<&Definitions>) -> Turn {
        let published = self.publication.clone().map(|Publication { mailbox, message, .. }| (mailbox, message));
        let Some((mailbox, message)) = published.or_else(|| self.trying.clone()) else { return Turn::Over(None) };
        let process = definitions.and_then(|all| started_by(all, &mailbox.name));
        if let (Some(definition), Some((organ, bundle))) = (process, self.start.take()) {
            let start = Start {
                bundle,
                process: definition.process.clone(),
                organ,
                unit: None,
                submission: body(&message),
                message: Some(mailbox.name.clone()),
                from: origin(&message),
                timer: None,
                documents: Vec::new(),
            };
            let instance = InstanceId { tenant: mailbox.tenant, uuid: derived::started(&mailbox, &message.id) };
            return self.send(mailbox, message, CommandId(instance.uuid), instance, What::Start(start));
        }
        if self.publication.is_none() {
            self.looked = Some(mailbox);
            return Turn::Keep;
        }
        if message.expires_at.is_some_and(|expiry| expiry > now) {
            self.kept = true;
            return Turn::Keep;
        }
        Turn::Over(Some(Answer::NoReceiver))
    }

    fn send(&mut self, mailbox: MailboxKey, message: Message, id: CommandId, instance: InstanceId, what: What) -> Turn {
        let command = Command { id, actor: Actor::System, instance, what, reason: None, salt: message.salt };
        self.chosen = Some((mailbox, message));
        Turn::Deliver(Box::new(Job { arrival: 0, ticket: None, command, misses: 0, uncertain: false, occurred: None }))
    }

    /// The answer to the publication, given the verdict on its delivery.
    pub fn answer(instance: InstanceId, verdict: Answer) -> Answer {
        match verdict {
            Answer::Done { seq } | Answer::Repeated { seq } => Answer::Delivered { instance, seq },
            other @ (Answer::Refused { .. }
            | Answer::Rejected(_)
            | Answer::Delivered { .. }
            | Answer::Kept
            | Answer::Known
            | Answer::NoReceiver
            | Answer::Overloaded
            | Answer::Fault(_)) => other,
        }
    }
}

impl Batch {
    /// What the batch writes about messages.
    pub(super) fn message_writes(&self) -> Vec<MessageWrite> {
        let Some(delivery) = &self.delivery else { return Vec::new() };
        match (&delivery.chosen, &delivery.publication, &delivery.looked) {
            (Some((key, message)), publication, _) => match self.fate() {
                Some(Some(taken)) => vec![MessageWrite::Delivered(key.clone(), message.clone(), taken)],
                // Who publishes is told at once; what was kept would be tried for ever.
                Some(None) if publication.is_none() => vec![MessageWrite::Refused(key.clone(), message.clone())],
                Some(None) | None => Vec::new(),
            },
            (None, Some(publication), _) if delivery.kept => {
                vec![MessageWrite::Keep(publication.mailbox.clone(), publication.message.clone())]
            }
            (None, None, Some(mailbox)) => vec![MessageWrite::Looked(mailbox.clone())],
            (None, _, _) => Vec::new(),
        }
    }

    /// What became of the message that the batch delivers: who took it, or that it was refused; none = it is not decided.
    fn fate(&self) -> Option<Option<Taken>> {
        let work = self.works.first()?;
        let command = &work.job.command;
        match work.verdict.as_ref()? {
            Answer::Done { .. } | Answer::Repeated { .. } => {
                Some(Some(Taken { receiver: command.instance, started: matches!(command.what, What::Start(_)) }))
            }
            Answer::Rejected(_) | Answer::Refused { .. } => Some(None),
            Answer::Delivered { .. }
            | Answer::Kept
            | Answer::Known
            | Answer::NoReceiver
            | Answer::Overloaded
            | Answer::Fault(_) => None,
        }
    }

    /// The receipt that is due for what the batch delivered.
    pub(super) fn receipt(&self) -> Option<Due> {
        let (_, message) = self.delivery.as_ref()?.chosen.as_ref()?;
        let Sender { instance, key, organ: _ } = message.from.clone()?;
        let taken = self.fate()?;
        Some(Due { instance, at: message.at, kind: DueKind::Receipt { key, taken } })
    }
}

fn origin(message: &Message) -> Option<Origin> {
    let from = message.from.as_ref()?;
    Some(Origin { instance: from.instance, organ: from.organ.clone() })
}

/// The body of a message; checked when it was published.
fn body(message: &Message) -> Value {
    serde_json::from_slice(&message.body).unwrap_or(Value::Null)
}
