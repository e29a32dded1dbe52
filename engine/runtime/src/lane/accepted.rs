//! The way of a batch from lock to answers: what is asked next, when it is committed, and what follows from it.

use super::{
    Answer, Lane, Next, Output, Phase, Turn,
    batch::Batch,
    bundles::Known,
    cache::Committed,
    derived,
    messages::{Delivery, Publication},
    queue::Job,
    writes::Sealed,
};
use crate::{
    codes,
    store::{Error, ErrorKind, Mailbox, MailboxKey, MessageWrite, Request, Writes},
};
use mingjing_core::{
    command::{Actor, Command, What},
    ids::{InstanceId, Tenant},
    rows::{Change, Row},
};
use std::{collections::BTreeMap, sync::Arc};

/// How often a command goes back to the queue because somebody else holds its instance.
const MISSES_MAX: u8 = 5;

impl Lane {
    /// Steps on, or goes on with what the mailboxes say.
    pub(super) fn look(&mut self, mailboxes: Vec<Mailbox>) {
        let delivery = self.batch.as_mut().and_then(|batch| batch.delivery.as_mut());
        match delivery.map(|delivery| delivery.look(mailboxes, &mut self.post)) {
            None => self.advance(),
            Some(turn) => self.turn(turn),
        }
    }

    /// A bundle was read: for a start by message, or for a step.
    pub(super) fn bundled(&mut self) {
        let delivery = self.batch.as_ref().and_then(|batch| batch.delivery.as_ref());
        match delivery {
            Some(Delivery { start: Some(_), .. }) => self.start_or_keep(),
            _ => self.advance(),
        }
    }

    /// Nobody is subscribed to the message: it may start an instance, be kept, or find no receiver.
    pub(super) fn start_or_keep(&mut self) {
        let Some(delivery) = self.batch.as_mut().and_then(|batch| batch.delivery.as_mut()) else {
            return self.advance();
        };
        let definitions = match &delivery.start {
            None => None,
            Some((_, hash)) => match self.bundles.get(*hash) {
                None => {
                    let hash = *hash;
                    return self.request(Phase::Bundling(hash), Request::Bundle { hash });
                }
                Some(Known::Unusable(_)) => None,
                Some(Known::Definitions(definitions)) => Some(definitions.clone()),
            },
        };
        let turn = delivery.start_or_keep(self.now, definitions.as_ref());
        self.turn(turn);
    }

    fn turn(&mut self, turn: Turn) {
        match turn {
            Turn::Deliver(job) => self.deliver(*job),
            Turn::MayStart(tenant) => self.request(Phase::Current, Request::Current { tenant }),
            Turn::Keep => {
                self.with_delivery(|delivery| delivery.answer = Some(Answer::Kept));
                self.close();
            }
            Turn::Over(answer) => {
                self.with_delivery(|delivery| delivery.answer = answer);
                self.request(Phase::Aborting, Request::Abort);
            }
            Turn::After => {
                let publication = self.with_delivery(|delivery| delivery.publication.take()).flatten();
                if let Some(publication) = publication {
                    self.post.again(Publication { tries: publication.tries + 1, ..publication });
                }
                self.request(Phase::Aborting, Request::Abort);
            }
        }
    }

    fn deliver(&mut self, mut job: Job) {
        self.arrivals += 1;
        job.arrival = self.arrivals;
        let Some(batch) = self.batch.as_mut() else { return };
        batch.add(job);
        let locks = batch.locks(&self.cache);
        self.request(Phase::Locking, Request::Lock { locks });
    }

    fn with_delivery<T>(&mut self, change: impl FnOnce(&mut Delivery) -> T) -> Option<T> {
        self.batch.as_mut().and_then(|batch| batch.delivery.as_mut()).map(change)
    }

    /// Steps what can be stepped, and asks for what is missing.
    pub(super) fn advance(&mut self) {
        // The batch stays in its place while it steps: a panic leaves it there with the command named.
        let Some(batch) = self.batch.as_mut() else { return self.phase = Phase::Idle };
        match batch.advance(&mut self.bundles) {
            Next::Close => self.close(),
            Next::Ask(questions) => self.request(Phase::Reading, Request::Read { questions }),
            Next::Bundle(hash) => self.request(Phase::Bundling(hash), Request::Bundle { hash }),
        }
    }

    fn close(&mut self) {
        let Some(batch) = self.batch.as_mut() else { return self.phase = Phase::Idle };
        match batch.seal() {
            Ok(Sealed { writes, .. }) if writes.is_nothing() => {
                self.request(Phase::Aborting, Request::Abort);
            }
            Ok(Sealed { writes, committed }) => {
                self.opened = hints(&writes);
                self.committing = committed;
                self.request(Phase::Committing, Request::Commit(Box::new(writes)));
            }
            Err(error) => {
                // The transaction is still open; the next `Begin` ends it.
                self.failed(&Error::wrap(ErrorKind::Corrupt, "control cannot be encoded", error));
            }
        }
    }

    /// The transaction is over as it should be: everybody gets their answers, and what follows is queued.
    pub(super) fn committed(&mut self, log_seqs: &[u64]) {
        self.phase = Phase::Idle;
        self.bundles.forget_unusable();
        let Some(batch) = self.batch.take() else { return };
        let opened = std::mem::take(&mut self.opened);
        opened.due.iter().for_each(|at| self.due.armed(*at));
        opened.mailboxes.into_iter().for_each(|mailbox| self.post.wants_match(mailbox));
        self.hint(&batch, log_seqs);
        self.go_on(&batch);
        self.make_up(&batch);
        if let Some(receipt) = batch.receipt() {
            self.fire(&[receipt]);
        }
        for (instance, committed) in std::mem::take(&mut self.committing) {
            self.cache.put(instance, committed);
        }
        self.answer(batch);
    }

    fn hint(&mut self, batch: &Batch, log_seqs: &[u64]) {
        let mut last: BTreeMap<Tenant, u64> = BTreeMap::new();
        for (written, log_seq) in batch.written.values().zip(log_seqs) {
            last.insert(written.record.instance.tenant, *log_seq);
        }
        let hint = |(tenant, log_seq)| Output::Committed { tenant, log_seq };
        self.outputs.extend(last.into_iter().map(hint));
    }

    /// Big steps go on in the next batch.
    fn go_on(&mut self, batch: &Batch) {
        for (instance, working) in &batch.working {
            let (Some(current), Some(_)) = (&working.current, working.continue_at) else { continue };
            let id = derived::continuation(*instance, current.seq);
            let salt = *id.0.as_bytes();
            let command =
                Command { id, actor: Actor::System, instance: *instance, what: What::Continue, reason: None, salt };
            let job = self.job(None, command);
            // When the queue is full the due scan finds it again.
            let _ = self.queue.push(job);
        }
    }

    /// Occurrences that are made up for one by one come at once.
    fn make_up(&mut self, batch: &Batch) {
        let is_past = |at: jiff::Timestamp| at <= self.now;
        let next = batch.works.iter().filter_map(|work| work.job.occurred.as_ref()?.next_at);
        if next.into_iter().any(is_past) {
            self.due.tick();
        }
    }

    fn answer(&mut self, batch: Batch) {
        let Batch { works, working, delivery, .. } = batch;
        if let Some(delivery) = delivery {
            let verdict = works.into_iter().next().map(|work| (work.job.command.instance, work.verdict));
            return self.answer_publication(delivery, verdict);
        }
        let mut back = Vec::new();
        for work in works {
            match work.verdict {
                Some(answer) => self.answer_job(work.job, answer),
                None => {
                    let held = working.get(&work.job.command.instance).is_some_and(|working| working.skipped);
                    back.extend(self.put_back(work.job, held));
                }
            }
        }
        self.queue.put_back(back);
    }

    fn put_back(&mut self, mut job: Job, held: bool) -> Option<Job> {
        job.misses += u8::from(held);
        if job.misses <= MISSES_MAX {
            return Some(job);
        }
        let fault =
            super::Fault::answer(job.fault(codes::HELD), format!("{} is held by another node", job.command.instance));
        self.answer_job(job, fault);
        None
    }

    pub(super) fn answer_job(&mut self, job: Job, answer: Answer) {
        self.due.fired(&job.command, matches!(answer, Answer::Fault(_)));
        if let Some(ticket) = job.ticket {
            self.reply(ticket, answer);
        }
    }

    fn answer_publication(&mut self, delivery: Delivery, verdict: Option<(InstanceId, Option<Answer>)>) {
        let Some(mut publication) = delivery.publication else { return };
        let answer = match (delivery.answer, verdict) {
            (Some(answer), _) => answer,
            (None, Some((instance, Some(verdict)))) => Delivery::answer(instance, verdict),
            (None, Some((_, None))) | (None, None) if publication.tries < super::messages::TRIES_MAX => {
                publication.tries += 1;
                return self.post.again(publication);
            }
            (None, _) => super::Fault::answer(publication.fault(codes::HELD), "the receiver is held by another node"),
        };
        self.reply(publication.ticket, answer);
    }
}

/// What a commit opens: due moments, and mailboxes in which a kept message may wait.
#[derive(Debug, Default)]
pub(super) struct Opened {
    due: Vec<jiff::Timestamp>,
    mailboxes: Vec<MailboxKey>,
}

/// The instances that a commit in flight makes.
pub(super) type Committing = BTreeMap<InstanceId, Arc<Committed>>;

fn hints(writes: &Writes) -> Opened {
    let mut opened = Opened::default();
    for write in &writes.messages {
        if let MessageWrite::Sent(mailbox, _) = write {
            opened.mailboxes.push(mailbox.clone());
        }
    }
    for change in &writes.rows {
        let Change::Put(row) = change else { continue };
        match row {
            Row::Timer(timer) => opened.due.push(timer.due_at),
            Row::Task(task) => opened.due.extend(task.next_card_at),
            Row::Case(case) => opened.due.extend(case.next_card_at),
            Row::Subscription(row) => opened.mailboxes.push(MailboxKey {
                tenant: row.instance.tenant,
                name: row.name.clone(),
                key: row.correlation.clone(),
            }),
            Row::Clock(_) | Row::Card(_) | Row::Refusal(_) | Row::Incident(_) => {}
        }
    }
    opened
}
