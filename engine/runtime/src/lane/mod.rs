//! A lane: a synchronous state machine around one writer. No async, clock, channel or lock inside: inputs come in,
//! outputs go out, and a simulator may stop it between any two of them.
//!
//! One transaction is open at a time. A batch goes `Begin` → `Read`* → `Commit` (or `Abort` when nothing was accepted);
//! every answer waits for the end of it. What fails is halved until one command is left, and that one gets a Fault.

mod accepted;
mod answer;
mod attempt;
mod batch;
pub mod bundles;
mod cache;
pub mod derived;
mod due;
mod failed;
mod messages;
mod notices;
mod queue;
mod writes;

pub use answer::{Answer, Fault, Ticket};
pub use batch::{BATCH_ROUNDS_MAX, ROUNDS_MAX};
pub use bundles::{BundleCache, Decode};
pub use cache::INSTANCES_MAX;
pub use due::{FULL_SCAN, SCAN_MAX, TICK};
pub use queue::{BATCH_BYTES_MAX, BATCH_MAX, MACHINE_MAX, MACHINE_SHARE, PERSON_MAX};

use crate::{
    codes,
    store::{Due, MailboxKey, Message, Reply, Request, Schedule},
};
use accepted::{Committing, Opened};
use batch::{Batch, Next};
use cache::InstanceCache;
use due::DueWork;
use jiff::Timestamp;
use messages::{Post, Publication, Turn};
use mingjing_core::{
    command::Command,
    ids::{Hash, Tenant},
    outcome::{Rejection, RejectionKind},
};
use mingjing_expr::Value;
use queue::{Job, Queue};
use std::collections::VecDeque;

/// What comes in.
#[derive(Debug)]
pub enum Input {
    /// A command of a person, or of a worker.
    Command {
        /// Names the caller in the answer.
        ticket: Ticket,
        /// The command.
        command: Command,
    },
    /// A message.
    Publish {
        /// Names the caller in the answer.
        ticket: Ticket,
        /// Where it goes.
        mailbox: MailboxKey,
        /// The message.
        message: Message,
    },
    /// The store's reply to the last request.
    Store(Reply),
    /// Time has passed.
    Tick,
}

/// What goes out.
#[derive(Debug)]
pub enum Output {
    /// A request to the writer; its reply must come before the next one goes out.
    Store(Request),
    /// An answer.
    Reply {
        /// The caller.
        ticket: Ticket,
        /// The answer.
        answer: Answer,
    },
    /// The latest moment at which a tick is wanted.
    WakeAt(Timestamp),
    /// Something was committed: a hint for whoever follows the tenant's log.
    Committed {
        /// The tenant.
        tenant: Tenant,
        /// Its last log sequence.
        log_seq: u64,
    },
}

/// A lane.
pub struct Lane {
    now: Timestamp,
    queue: Queue,
    post: Post,
    due: DueWork,
    /// Parts of batches that failed: they go first, each alone.
    retries: VecDeque<Vec<Job>>,
    cache: InstanceCache,
    bundles: BundleCache,
    batch: Option<Batch>,
    committing: Committing,
    opened: Opened,
    phase: Phase,
    /// The last transaction was about messages: commands have the next turn.
    posted: bool,
    arrivals: u64,
    outputs: Vec<Output>,
}

/// Which reply is awaited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Scanning,
    Beginning,
    Locking,
    Bundling(Hash),
    Current,
    Reading,
    Committing,
    Aborting,
}

impl Lane {
    /// A lane with nothing to do.
    pub fn new(bundles: BundleCache) -> Self {
        Self {
            now: Timestamp::UNIX_EPOCH,
            queue: Queue::default(),
            post: Post::default(),
            due: DueWork::default(),
            retries: VecDeque::new(),
            cache: InstanceCache::default(),
            bundles,
            batch: None,
            committing: Committing::new(),
            opened: Opened::default(),
            phase: Phase::Idle,
            posted: false,
            arrivals: 0,
            outputs: Vec::new(),
        }
    }

    /// Takes one input; time never runs backwards.
    pub fn handle(&mut self, now: Timestamp, input: Input) -> Vec<Output> {
        self.now = self.now.max(now);
        match input {
            Input::Command { ticket, command } => self.admit(ticket, command),
            Input::Publish { ticket, mailbox, message } => self.admit_message(ticket, mailbox, message),
            Input::Store(reply) => self.replied(reply),
            Input::Tick => {
                self.due.tick();
                self.outputs.push(Output::WakeAt(self.now + TICK));
            }
        }
        self.begin();
        std::mem::take(&mut self.outputs)
    }

    /// True when no transaction is open and nothing waits.
    pub fn is_idle(&self) -> bool {
        let waits = !self.queue.is_empty() || !self.retries.is_empty() || !self.post.is_empty();
        self.phase == Phase::Idle && !waits && self.due.is_quiet()
    }

    fn admit(&mut self, ticket: Ticket, command: Command) {
        let job = self.job(Some(ticket), command);
        if self.queue.push(job).is_some() {
            self.reply(ticket, Answer::Overloaded);
        }
    }

    fn admit_message(&mut self, ticket: Ticket, mailbox: MailboxKey, message: Message) {
        if serde_json::from_slice::<Value>(&message.body).is_err() {
            return self.reply(ticket, Answer::Rejected(Rejection::new(codes::MESSAGE_BODY, RejectionKind::Invalid)));
        }
        let publication = Publication { ticket, mailbox, message, tries: 0, uncertain: false };
        if !self.post.publish(publication) {
            self.reply(ticket, Answer::Overloaded);
        }
    }

    fn job(&mut self, ticket: Option<Ticket>, command: Command) -> Job {
        self.arrivals += 1;
        Job { arrival: self.arrivals, ticket, command, misses: 0, uncertain: false, occurred: None }
    }

    fn reply(&mut self, ticket: Ticket, answer: Answer) {
        self.outputs.push(Output::Reply { ticket, answer });
    }

    fn request(&mut self, phase: Phase, request: Request) {
        self.phase = phase;
        self.outputs.push(Output::Store(request));
    }

    /// Begins what is next: a failed part, a scan, messages and commands in turn.
    fn begin(&mut self) {
        if self.phase != Phase::Idle {
            return;
        }
        if let Some(jobs) = self.retries.pop_front() {
            return self.open(Batch::new(self.now, jobs));
        }
        if let Some(scan) = self.due.scan(self.now) {
            return self.request(Phase::Scanning, scan);
        }
        if (!self.posted || self.queue.is_empty())
            && let Some(delivery) = self.post.take()
        {
            self.posted = true;
            let mut batch = Batch::new(self.now, Vec::new());
            batch.delivery = Some(delivery);
            return self.open(batch);
        }
        self.posted = false;
        let jobs = self.queue.take();
        if !jobs.is_empty() {
            self.open(Batch::new(self.now, jobs));
        }
    }

    fn open(&mut self, batch: Batch) {
        let mailboxes = batch.delivery.as_ref().map(messages::Delivery::locks).unwrap_or_default();
        let locks = batch.locks(&self.cache);
        self.batch = Some(batch);
        self.request(Phase::Beginning, Request::Begin { now: self.now, mailboxes, locks });
    }

    fn replied(&mut self, reply: Reply) {
        match (self.phase, reply) {
            (_, Reply::Failed(error)) => self.failed(&error),
            (Phase::Scanning, Reply::DueItems { items, mailboxes, starts }) => self.scanned(&items, mailboxes, &starts),
            (Phase::Beginning, Reply::Begun { found, skipped, mailboxes }) => {
                self.with_batch(|lane, batch| batch.locked(found, skipped, &mut lane.cache));
                self.look(mailboxes);
            }
            (Phase::Locking, Reply::Locked { found, skipped }) => {
                self.with_batch(|lane, batch| batch.locked(found, skipped, &mut lane.cache));
                self.advance();
            }
            (Phase::Bundling(hash), Reply::Bundle(bytes)) => {
                self.bundles.put(hash, bytes.as_deref());
                self.bundled();
            }
            (Phase::Current, Reply::Current(current)) => {
                self.with_batch(|_, batch| {
                    if let Some(delivery) = &mut batch.delivery {
                        delivery.start = current;
                    }
                });
                self.start_or_keep();
            }
            (Phase::Reading, Reply::Answers(answers)) => {
                self.with_batch(|_, batch| batch.answered(answers));
                self.advance();
            }
            (Phase::Committing, Reply::Committed { log_seqs }) => self.committed(&log_seqs),
            (Phase::Aborting, Reply::Aborted) => self.committed(&[]),
            (phase, reply) => self.misanswered(phase, &reply),
        }
    }

    fn scanned(&mut self, items: &[Due], mailboxes: Vec<MailboxKey>, starts: &[(Tenant, Schedule)]) {
        self.phase = Phase::Idle;
        self.due.scanned(self.now, items);
        self.fire(items);
        for (command, occurred) in self.due.starts(self.now, starts) {
            let mut job = self.job(None, command);
            job.occurred = Some(occurred);
            self.take_in(job);
        }
        mailboxes.into_iter().for_each(|mailbox| self.post.wants_match(mailbox));
    }

    /// Sends the commands that due items become.
    fn fire(&mut self, items: &[Due]) {
        for command in self.due.commands(self.now, items) {
            let job = self.job(None, command);
            self.take_in(job);
        }
    }

    fn take_in(&mut self, job: Job) {
        if let Some(job) = self.queue.push(job) {
            self.due.fired(&job.command, true);
        }
    }

    fn with_batch(&mut self, change: impl FnOnce(&mut Self, &mut Batch)) {
        if let Some(mut batch) = self.batch.take() {
            change(self, &mut batch);
            self.batch = Some(batch);
        }
    }
}
