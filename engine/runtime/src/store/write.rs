//! Requests and replies of the write path.

use super::{Error, NoticeWrite, Occurred, Schedule};
use jiff::Timestamp;
use mingjing_core::{
    command::Taken,
    ids::{CommandId, Hash, InstanceId, Key, Tenant},
    needs::{Answer, Query, ValueId},
    rows::Change,
};

/// A request to the writer.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Opens a transaction: mailboxes first, then instances, both sorted by the caller. Existing instances are locked;
    /// control comes back where the cached sequence differs. A transaction that is still open is rolled back first
    /// (its lane has crashed).
    Begin {
        /// The time of the batch: messages that have expired by then are dead.
        now: Timestamp,
        /// Mailboxes to lock and read (usually none).
        mailboxes: Vec<MailboxLock>,
        /// Instances to lock.
        locks: Vec<Lock>,
    },
    /// Locks more instances inside the open transaction: those that a mailbox named.
    Lock {
        /// Instances to lock, sorted.
        locks: Vec<Lock>,
    },
    /// A second statement: answers what the steps need, inside the open transaction.
    ///
    /// - `Value`: see [`value_of`](super::value_of), which joins the record's event with its value rows.
    /// - `Number`: the next free number (1 if none was taken yet). The lane asks with `nth` 0 and hands out the rest.
    /// - `Calendar`: the version in force. Stores keep it decoded: every batch asks.
    /// - `Seen`: sequence and digest of the record with that command; instance and command as uuid texts, the tenant
    ///   being that of the instance that asks.
    Read {
        /// The questions, each with the instance that asks.
        questions: Vec<(InstanceId, Query)>,
    },
    /// The bytes of a filed bundle; inside or outside a transaction.
    Bundle {
        /// Its hash.
        hash: Hash,
    },
    /// The organ that a tenant belongs to and the bundle that its new cases start on; inside or outside a transaction.
    Current {
        /// The tenant.
        tenant: Tenant,
    },
    /// Writes everything and commits. `log_seq` is allotted here, last, in the order of the records.
    Commit(Box<Writes>),
    /// Ends the transaction without a trace.
    Abort,
    /// What is due, outside any transaction: a plain read of processes that begin by time, armed timers, card moments (of tasks and of cases) and big
    /// steps to go on with, `low_water <= at <= now`. All card moments of an instance are one item, its earliest.
    DueScan {
        /// Up to this moment.
        now: Timestamp,
        /// From this moment; none = from the beginning, with the receipts that are due, and the mailboxes whose message and
        /// subscription have not met or into which nobody has looked.
        low_water: Option<Timestamp>,
        /// At most so many.
        limit: u32,
    },
}

/// An instance to lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lock {
    /// Which.
    pub instance: InstanceId,
    /// Sequence of the cached control; none = not cached.
    pub cached: Option<u64>,
}

/// The answer to a request.
#[derive(Debug)]
pub enum Reply {
    /// The transaction is open.
    Begun {
        /// Instances that exist and are locked now.
        found: Vec<Found>,
        /// Instances that somebody else holds; they go back to the queue.
        skipped: Vec<InstanceId>,
        /// The locked mailboxes with what lives in them.
        mailboxes: Vec<Mailbox>,
    },
    /// The answers, in any order.
    Answers(Vec<(InstanceId, Query, Answer)>),
    /// More instances are locked.
    Locked {
        /// Those that exist and are locked now.
        found: Vec<Found>,
        /// Those that somebody else holds.
        skipped: Vec<InstanceId>,
    },
    /// The bytes of a bundle; none = never filed.
    Bundle(Option<Vec<u8>>),
    /// The organ of a tenant with the bundle in force; none = nothing was filed.
    Current(Option<(String, Hash)>),
    /// Committed: the `log_seq` of each record, in the order given.
    Committed {
        /// One a record.
        log_seqs: Vec<u64>,
    },
    /// The transaction is gone without a trace.
    Aborted,
    /// What is due.
    DueItems {
        /// Earliest first; ties by instance, then kind.
        items: Vec<Due>,
        /// On a scan from the beginning: mailboxes in which a live message and a subscription wait for each other.
        mailboxes: Vec<MailboxKey>,
        /// Processes that begin by time and whose occurrence has come, earliest first, whatever the low water mark.
        starts: Vec<(Tenant, Schedule)>,
    },
    /// It failed; no transaction is open. (A [`Writer`](super::Writer) returns the error; the shell makes this of it.)
    Failed(Error),
}

/// A locked instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Which.
    pub instance: InstanceId,
    /// Its sequence.
    pub seq: u64,
    /// Its stored control (format byte first), where the cached sequence differs.
    pub control: Option<Vec<u8>>,
}

/// A mailbox: messages and subscriptions of one name and key in one tenant meet here.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailboxKey {
    /// The tenant.
    pub tenant: Tenant,
    /// Message name.
    pub name: String,
    /// Correlation key.
    pub key: String,
}

/// A mailbox to lock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct MailboxLock {
    /// Which.
    pub key: MailboxKey,
    /// The message id that a publish brings; none when only what is there is to be matched.
    pub publishes: Option<String>,
}

/// What lives in a mailbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Mailbox {
    /// Which.
    pub key: MailboxKey,
    /// The oldest live message (kept, not delivered, not expired).
    pub message: Option<Message>,
    /// The oldest open subscription (by the order in which their rows were first put): instance and subscription key.
    pub subscription: Option<(InstanceId, Key)>,
    /// True when a kept or delivered message has the id that the publish brings.
    pub known: bool,
    /// True while a message that an instance sent lies here and nobody has looked for whom it might start.
    pub fresh: bool,
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// The publisher's id; dedupes within name and key.
    pub id: String,
    /// The body as canonical JSON of a value.
    pub body: Vec<u8>,
    /// When it was published.
    pub at: Timestamp,
    /// When it dies unread; none = at once if nobody is subscribed.
    pub expires_at: Option<Timestamp>,
    /// Chance from the edge, for the salts of personal values in the body.
    pub salt: [u8; 16],
    /// The instance that sent it, if one did: it gets a receipt.
    pub from: Option<Sender>,
}

/// The instance that sent a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The instance.
    pub instance: InstanceId,
    /// Its key of the message.
    pub key: Key,
    /// Its organ.
    pub organ: String,
}

/// Everything that one batch writes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Writes {
    /// Instances: new ones first, then changed ones.
    pub instances: Vec<InstanceWrite>,
    /// History records, in commit order.
    pub records: Vec<RecordWrite>,
    /// Value rows.
    pub values: Vec<ValueWrite>,
    /// Read rows that changed, folded per key: the last change wins.
    pub rows: Vec<Change>,
    /// Numbers that accepted steps took.
    pub numbers: Vec<NumberWrite>,
    /// Messages stored, consumed or dropped.
    pub messages: Vec<MessageWrite>,
    /// What people are to be told.
    pub notices: Vec<NoticeWrite>,
    /// Occurrences taken of processes that begin by time.
    pub occurred: Vec<Occurred>,
}

impl Writes {
    /// Whether a commit would change nothing.
    pub fn is_nothing(&self) -> bool {
        self.records.is_empty() && self.messages.is_empty() && self.occurred.is_empty()
    }
}

/// The control of an instance.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InstanceWrite {
    /// Which.
    pub instance: InstanceId,
    /// The sequence that the store must hold now; none = it must not exist.
    pub expected: Option<u64>,
    /// The new sequence.
    pub seq: u64,
    /// Control, format byte first.
    pub control: Vec<u8>,
    /// Set when tokens are left over from a big step: the time of that step. The due scan reports it until a later
    /// write of the instance clears it.
    pub continue_at: Option<Timestamp>,
}

/// A history record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordWrite {
    /// The instance.
    pub instance: InstanceId,
    /// Sequence in the instance.
    pub seq: u64,
    /// The command.
    pub command: CommandId,
    /// Digest of actor and content of the command.
    pub digest: [u8; 8],
    /// When it was entered.
    pub entry_at: Timestamp,
    /// The stored bytes.
    pub bytes: Vec<u8>,
    /// Id of the hash algorithm.
    pub algorithm: u8,
    /// Hash of the record before.
    pub previous: Hash,
    /// Its hash.
    pub hash: Hash,
}

/// A value row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueWrite {
    /// Its key.
    pub id: ValueId,
    /// Its salt.
    pub salt: [u8; 16],
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A number that was allotted: the series moves on and the number is on the register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberWrite {
    /// The tenant whose series it is.
    pub tenant: Tenant,
    /// The organ.
    pub organ: String,
    /// The series.
    pub series: String,
    /// The year.
    pub year: i16,
    /// The number.
    pub number: u64,
    /// Who got it.
    pub instance: InstanceId,
    /// As printed.
    pub text: String,
}

/// A change of a mailbox.
#[derive(Clone, Debug, PartialEq)]
pub enum MessageWrite {
    /// Keep it until somebody subscribes or it expires.
    Keep(MailboxKey, Message),
    /// An instance has sent it: it is kept, and its mailbox is to be looked into.
    Sent(MailboxKey, Message),
    /// Nobody is started by what was sent to this mailbox: it waits for a subscription.
    Looked(MailboxKey),
    /// It was delivered; its id stays known. One that an instance sent is due for a receipt.
    Delivered(MailboxKey, Message, Taken),
    /// The receiver could not take it; its id stays known. One that an instance sent is due for a receipt.
    Refused(MailboxKey, Message),
    /// The sender has the receipt on record.
    Receipted(InstanceId, Key),
}

/// Something that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The instance.
    pub instance: InstanceId,
    /// When it was due.
    pub at: Timestamp,
    /// What.
    pub kind: DueKind,
}

/// Kinds of due work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// A timer fires.
    Timer {
        /// Which.
        key: Key,
        /// Which occurrence.
        occurrence: u32,
    },
    /// A card moment of a task or a clock has come.
    Cards,
    /// A big step waits to go on.
    Continue,
    /// A message that the instance sent is due for a receipt.
    Receipt {
        /// The message.
        key: Key,
        /// Who took it; none = it came back.
        taken: Option<Taken>,
    },
}
