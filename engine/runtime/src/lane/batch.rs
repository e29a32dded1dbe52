//! A batch at work: commands in order of arrival on working copies, questions collected over all of them.
//!
//! Commands of different instances do not see each other, except through number series; so a command that needs
//! answers holds up only the later commands of its own instance, and any later one that wants a number. That way the
//! result is the same as one command at a time.

use super::{
    Answer as Verdict, Fault,
    bundles::BundleCache,
    cache::{Committed, InstanceCache},
    messages::Delivery,
    queue::Job,
    writes::Written,
};
use crate::{
    codes, control,
    store::{Found, Lock},
};
use jiff::Timestamp;
use mingjing_core::{
    event::Event,
    ids::{Hash, InstanceId, Tenant},
    needs::{Answer, Inputs, Pointer, Query},
    outcome::ValueRow,
    state::Instance,
};
use mingjing_expr::Value;
use mingjing_model::definition::Definition;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Rounds of answers that one command may take: calendar, rights, registers, numbers, and values, for which each gateway on the way
/// to the next wait may ask anew.
pub const ROUNDS_MAX: u8 = 12;
/// Rounds of answers in one batch: a long chain on one instance goes on in the next batch instead of holding the locks.
pub const BATCH_ROUNDS_MAX: u8 = 24;

/// A batch between `Begin` and `Commit`.
pub(super) struct Batch {
    /// Its time.
    pub now: Timestamp,
    /// Its commands, in order of arrival.
    pub works: Vec<Work>,
    /// Its instances.
    pub working: BTreeMap<InstanceId, Working>,
    /// What it does for the mailboxes, in a transaction about messages.
    pub delivery: Option<Delivery>,
    /// What its accepted commands write, by their places.
    pub written: BTreeMap<usize, Written>,
    /// The command that is being stepped; left standing by a panic.
    pub stepping: Option<usize>,
    pub(super) shared: BTreeMap<Query, Answer>,
    pub(super) series: BTreeMap<Series, u64>,
    rounds: u8,
}

/// A command at work.
pub(super) struct Work {
    pub job: Job,
    pub digest: [u8; 8],
    pub seen: Seen,
    pub inputs: Inputs,
    pub rounds: u8,
    pub verdict: Option<Verdict>,
}

/// Whether an older record of the instance carries the command's id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Seen {
    Unasked,
    Answered(Option<(u64, [u8; 8])>),
}

/// An instance at work.
#[derive(Default)]
pub(super) struct Working {
    /// As committed; none = it does not exist yet.
    pub base: Option<Arc<Committed>>,
    /// As it is after the commands so far; none = unchanged.
    pub current: Option<Instance>,
    /// Its pinned definition, once a command was stepped on it.
    pub definition: Option<Arc<Definition>>,
    /// Events and value rows of records that are not committed yet.
    pub fresh: BTreeMap<u64, (Vec<Event>, Vec<ValueRow>)>,
    /// Values read in this batch.
    pub values: BTreeMap<Pointer, Value>,
    /// Set by the last accepted step when tokens were left over.
    pub continue_at: Option<Timestamp>,
    /// Why it cannot be worked on.
    pub broken: Option<Fault>,
    /// Somebody else holds it.
    pub skipped: bool,
}

/// Key of a number series.
pub(super) type Series = (Tenant, String, String, i16);

/// What a batch wants next.
pub(super) enum Next {
    /// Every command is decided or goes back to the queue.
    Close,
    /// Answers to these questions.
    Ask(Vec<(InstanceId, Query)>),
    /// This bundle.
    Bundle(Hash),
}

/// What came of trying a command.
pub(super) enum Attempt {
    Decided(Verdict),
    Open(Vec<(InstanceId, Query)>),
    Bundle(Hash),
}

impl Batch {
    /// A batch of these commands.
    pub fn new(now: Timestamp, jobs: Vec<Job>) -> Self {
        let mut batch = Self {
            now,
            works: Vec::new(),
            working: BTreeMap::new(),
            delivery: None,
            written: BTreeMap::new(),
            stepping: None,
            shared: BTreeMap::new(),
            series: BTreeMap::new(),
            rounds: 0,
        };
        jobs.into_iter().for_each(|job| batch.add(job));
        batch
    }

    /// Adds a command.
    pub fn add(&mut self, job: Job) {
        self.working.entry(job.command.instance).or_default();
        self.works.push(Work::new(job));
    }

    /// The locks that it wants, sorted.
    pub fn locks(&self, cache: &InstanceCache) -> Vec<Lock> {
        let lock = |instance: &InstanceId| Lock { instance: *instance, cached: cache.seq(*instance) };
        self.working.keys().map(lock).collect()
    }

    /// Takes in what was locked.
    pub fn locked(&mut self, found: Vec<Found>, skipped: Vec<InstanceId>, cache: &mut InstanceCache) {
        for one in found {
            let working = self.working.entry(one.instance).or_default();
            match committed(&one, cache) {
                Ok(base) => working.base = Some(base),
                Err(fault) => working.broken = Some(fault),
            }
        }
        for instance in skipped {
            self.working.entry(instance).or_default().skipped = true;
        }
    }

    /// Steps what can be stepped.
    pub fn advance(&mut self, bundles: &mut BundleCache) -> Next {
        let mut open = BTreeSet::new();
        let mut asked = BTreeSet::new();
        let mut asking = Vec::new();
        let mut bundle = None;
        for index in 0..self.works.len() {
            let instance = self.works[index].job.command.instance;
            if self.works[index].verdict.is_some() || self.is_held(instance) {
                continue;
            }
            if open.contains(&instance) {
                asked.extend(self.seen_question(index));
                continue;
            }
            self.stepping = Some(index);
            match self.attempt(index, open.is_empty(), bundles) {
                Attempt::Decided(verdict) => self.works[index].verdict = Some(verdict),
                Attempt::Open(questions) => {
                    if !questions.is_empty() {
                        asking.push(index);
                    }
                    asked.extend(questions);
                    open.insert(instance);
                }
                Attempt::Bundle(hash) => {
                    bundle.get_or_insert(hash);
                    open.insert(instance);
                }
            }
        }
        self.stepping = None;
        self.next(bundle, asked, &asking)
    }

    fn next(&mut self, bundle: Option<Hash>, asked: BTreeSet<(InstanceId, Query)>, asking: &[usize]) -> Next {
        if let Some(hash) = bundle {
            return Next::Bundle(hash);
        }
        if asking.is_empty() || self.rounds == BATCH_ROUNDS_MAX {
            return Next::Close;
        }
        self.rounds += 1;
        for index in asking {
            self.works[*index].rounds += 1;
        }
        Next::Ask(Self::without_doubles(asked))
    }

    /// One question a series and tenant, and one a shared fact, whoever asks.
    fn without_doubles(asked: BTreeSet<(InstanceId, Query)>) -> Vec<(InstanceId, Query)> {
        let mut facts = BTreeSet::new();
        let mut is_first = |(instance, query): &(InstanceId, Query)| match query {
            Query::Value(_) | Query::Seen { .. } => true,
            Query::Number { .. } => facts.insert((Some(instance.tenant), query.clone())),
            Query::Register { .. } | Query::Calendar { .. } | Query::Rights { .. } | Query::Organ { .. } => {
                facts.insert((None, query.clone()))
            }
        };
        asked.into_iter().filter(|question| is_first(question)).collect()
    }

    /// Takes in answers.
    pub fn answered(&mut self, answers: Vec<(InstanceId, Query, Answer)>) {
        for (instance, query, answer) in answers {
            match (query, answer) {
                (Query::Value(at), Answer::Value(value)) => {
                    self.working.entry(instance).or_default().values.insert(at, value);
                }
                (Query::Number { organ, series, year, .. }, Answer::Number(next)) => {
                    self.series.entry((instance.tenant, organ, series, year)).or_insert(next);
                }
                (Query::Seen { command, .. }, Answer::Seen(seen)) => {
                    self.seen(instance, &command, seen);
                }
                (query, answer) => {
                    self.shared.insert(query, answer);
                }
            }
        }
    }

    fn seen(&mut self, instance: InstanceId, command: &str, seen: Option<(u64, [u8; 8])>) {
        let is_asked =
            |work: &&mut Work| work.job.command.instance == instance && work.job.command.id.0.to_string() == command;
        for work in self.works.iter_mut().filter(is_asked) {
            work.seen = Seen::Answered(seen);
        }
    }

    fn is_held(&self, instance: InstanceId) -> bool {
        self.working.get(&instance).is_some_and(|working| working.skipped)
    }
}

impl Work {
    fn new(job: Job) -> Self {
        let (digest, verdict) = match mingjing_core::record::digest(&job.command) {
            Ok(digest) => (digest, None),
            Err(error) => ([0; 8], Some(Fault::answer(codes::COMMAND, error.to_string()))),
        };
        Self { job, digest, seen: Seen::Unasked, inputs: Inputs::default(), rounds: 0, verdict }
    }
}

impl Working {
    /// The instance as it is now; none = it does not exist.
    pub fn instance(&self) -> Option<&Instance> {
        self.current.as_ref().or(self.base.as_ref().map(|base| &base.instance))
    }

    /// The sequence that the store holds.
    pub fn stored_seq(&self) -> Option<u64> {
        self.base.as_ref().map(|base| base.instance.seq)
    }
}

fn committed(found: &Found, cache: &mut InstanceCache) -> Result<Arc<Committed>, Fault> {
    let fault = |detail: String| Fault { code: codes::CONTROL, detail };
    let base = match &found.control {
        Some(bytes) => {
            let instance = control::decode(bytes).map_err(|error| fault(error.to_string()))?;
            Arc::new(Committed { instance, rows: None })
        }
        None => cache.get(found.instance).ok_or_else(|| fault("the store kept control back".to_owned()))?,
    };
    // What was written is checked again on reading: the row, its control and its sequence belong together.
    if base.instance.id != found.instance || base.instance.seq != found.seq {
        return Err(fault(format!(
            "{} holds control of {} at {}",
            found.instance, base.instance.id, base.instance.seq
        )));
    }
    cache.put(found.instance, base.clone());
    Ok(base)
}
