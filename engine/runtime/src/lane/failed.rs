//! When a transaction fails: nobody knows what the cache is worth, so its instances are evicted; the batch is halved
//! and tried again; alone it is one command's Fault. A commit of unknown outcome is settled by running the same batch
//! again: what was committed is found in the history by command id.

use super::{Answer, Fault, Lane, Phase, Publication, batch::Batch, messages::TRIES_MAX, queue::Job};
use crate::{
    codes,
    store::{Error, ErrorKind, Reply, Request},
};

/// How often a commit of unknown outcome is settled by trying again before the caller is told that nobody knows.
const SETTLE_MAX: u8 = 5;

impl Lane {
    pub(super) fn failed(&mut self, error: &Error) {
        let phase = std::mem::replace(&mut self.phase, Phase::Idle);
        if phase == Phase::Scanning {
            return self.due.distrust();
        }
        let uncertain = phase == Phase::Committing && error.kind == ErrorKind::UnknownOutcome;
        let Some(batch) = self.give_up() else { return };
        if uncertain {
            self.settle(batch, error);
        } else {
            self.halve(batch, error);
        }
    }

    /// A reply that answers no request: the writer has lost its way, as if the transaction had failed.
    pub(super) fn misanswered(&mut self, phase: Phase, reply: &Reply) {
        if phase != Phase::Idle {
            let context = format!("the store answered {phase:?} with {reply:?}");
            self.failed(&Error::new(ErrorKind::Corrupt, context));
        }
    }

    /// Picks the lane up after a panic in a step: that command gets a Fault, the others of its batch are tried again.
    /// Called by the shell, which catches panics; the open transaction is ended first.
    pub fn recover(&mut self) -> Vec<super::Output> {
        self.outputs.retain(|output| !matches!(output, super::Output::Store(_)));
        let stepping = self.batch.as_ref().and_then(|batch| batch.stepping);
        let jobs = self.give_up().map(|batch| self.without_delivery(batch)).unwrap_or_default();
        let is_alone = jobs.len() == 1;
        for (index, job) in jobs.into_iter().enumerate() {
            if is_alone || stepping == Some(index) {
                self.due.poison(&job.command);
                self.answer_job(job, Fault::answer(codes::COMMAND, "the step panicked"));
            } else {
                self.retries.push_back(vec![job]);
            }
        }
        self.request(Phase::Aborting, Request::Abort);
        std::mem::take(&mut self.outputs)
    }

    fn give_up(&mut self) -> Option<Batch> {
        self.opened = Default::default();
        self.committing.clear();
        let batch = self.batch.take()?;
        batch.working.keys().for_each(|instance| self.cache.evict(*instance));
        Some(batch)
    }

    /// Nobody knows whether the commit was carried out: the same batch again finds out.
    fn settle(&mut self, batch: Batch, error: &Error) {
        // Hints are lost with the commit; the scan from the beginning finds what they stood for.
        self.due.distrust();
        self.due.tick();
        if let Some(delivery) = batch.delivery {
            if let Some(publication) = delivery.publication {
                self.publish_again(Publication { uncertain: true, ..publication }, error);
            }
            return;
        }
        let mut again = Vec::new();
        for work in batch.works {
            again.extend(self.once_more(Job { uncertain: true, ..work.job }, error));
        }
        if !again.is_empty() {
            self.retries.push_front(again);
        }
    }

    fn halve(&mut self, mut batch: Batch, error: &Error) {
        if let Some(delivery) = batch.delivery.take() {
            if let Some(publication) = delivery.publication {
                self.publish_again(publication, error);
            }
            return self.due.distrust();
        }
        let mut jobs: Vec<Job> = batch.works.into_iter().map(|work| work.job).collect();
        if jobs.len() > 1 {
            let second = jobs.split_off(jobs.len() / 2);
            self.retries.push_front(second);
            self.retries.push_front(jobs);
            return;
        }
        for job in jobs {
            if let Some(job) = self.once_more(job, error) {
                self.retries.push_front(vec![job]);
            }
        }
    }

    /// A command whose commit may have been carried out is tried again, so that its caller is never told that it
    /// failed when it stands; any other gets its Fault.
    fn once_more(&mut self, mut job: Job, error: &Error) -> Option<Job> {
        job.misses += 1;
        if job.uncertain && job.misses <= SETTLE_MAX {
            return Some(job);
        }
        let code = job.fault(codes::COMMAND);
        self.answer_job(job, Fault::answer(code, describe(error)));
        None
    }

    /// The same for a message.
    fn publish_again(&mut self, publication: Publication, error: &Error) {
        if publication.uncertain && publication.tries < TRIES_MAX {
            return self.post.again(Publication { tries: publication.tries + 1, ..publication });
        }
        self.reply(publication.ticket, Fault::answer(publication.fault(codes::COMMAND), describe(error)));
    }

    fn without_delivery(&mut self, mut batch: Batch) -> Vec<Job> {
        match batch.delivery.take() {
            None => batch.works.into_iter().map(|work| work.job).collect(),
            Some(delivery) => {
                if let Some(publication) = delivery.publication {
                    let answer: Answer = Fault::answer(codes::COMMAND, "the step panicked");
                    self.reply(publication.ticket, answer);
                }
                Vec::new()
            }
        }
    }
}

/// An error with its causes, for the operator.
fn describe(error: &Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
