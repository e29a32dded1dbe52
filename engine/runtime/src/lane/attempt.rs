//! One command of a batch: is it a repeat, which definition, what does the step say, which of its needs are known.

use super::{
    Answer as Verdict, Fault,
    answer::{refused_before, reused_id, unknown_instance, unknown_process},
    batch::{Attempt, Batch, ROUNDS_MAX, Seen, Work},
    bundles::{BundleCache, Known},
};
use crate::{codes, store::value_of};
use mingjing_core::{
    command::What,
    ids::{Hash, InstanceId},
    needs::{Answer, Query},
    outcome::Outcome,
    state::{Instance, RECENT_COMMANDS},
    step::step,
};
use mingjing_model::definition::Definition;
use std::sync::Arc;

/// What is known about a need.
enum Need {
    /// Its answer.
    Answer(Answer),
    /// The question for the store.
    Ask(Query),
    /// An earlier command may take the number: wait for it.
    Later,
}

impl Batch {
    /// Steps a command as far as the answers reach. `is_first` says that every earlier command is decided.
    pub(super) fn attempt(&mut self, index: usize, is_first: bool, bundles: &mut BundleCache) -> Attempt {
        let id = self.works[index].job.command.instance;
        let Some(working) = self.working.get(&id) else {
            return Attempt::Decided(Fault::answer(codes::COMMAND, "not locked"));
        };
        if let Some(fault) = &working.broken {
            return Attempt::Decided(Verdict::Fault(fault.clone()));
        }
        if let Some(verdict) = repeat(&self.works[index], working.instance()) {
            return Attempt::Decided(verdict);
        }
        let definition = match self.definition(index, id, bundles) {
            Ok(definition) => definition,
            Err(attempt) => return attempt,
        };
        let questions = Vec::from_iter(self.seen_question(index));
        self.step(index, &definition, is_first, questions)
    }

    /// The question whether an older record carries the command's id, where control does not reach back to the first.
    pub(super) fn seen_question(&self, index: usize) -> Option<(InstanceId, Query)> {
        let work = &self.works[index];
        let id = work.job.command.instance;
        let stored = self.working.get(&id)?.stored_seq()?;
        let wanted = work.seen == Seen::Unasked && stored > RECENT_COMMANDS as u64;
        let (instance, command) = (id.uuid.to_string(), work.job.command.id.0.to_string());
        wanted.then_some((id, Query::Seen { instance, command }))
    }

    fn step(
        &mut self,
        index: usize,
        definition: &Arc<Definition>,
        is_first: bool,
        mut questions: Vec<(InstanceId, Query)>,
    ) -> Attempt {
        let id = self.works[index].job.command.instance;
        let unborn = Instance::unborn(id);
        loop {
            let work = &self.works[index];
            let instance = self.working.get(&id).and_then(|working| working.instance());
            let instance = instance.unwrap_or(&unborn);
            match step(definition, instance, &work.job.command, self.now, &work.inputs) {
                Outcome::Rejected(_) | Outcome::Done(_) if !questions.is_empty() => {
                    return Attempt::Open(questions);
                }
                Outcome::Rejected(rejection) => {
                    return Attempt::Decided(Verdict::Rejected(rejection));
                }
                Outcome::Done(step) => return Attempt::Decided(self.accept(index, definition, *step)),
                Outcome::Needs(needs) => match self.give(index, needs, is_first, &mut questions) {
                    Ok(true) => {}
                    Ok(false) => return self.open(index, questions),
                    Err(verdict) => return Attempt::Decided(verdict),
                },
            }
        }
    }

    fn open(&self, index: usize, questions: Vec<(InstanceId, Query)>) -> Attempt {
        if questions.is_empty() || self.works[index].rounds < ROUNDS_MAX {
            return Attempt::Open(questions);
        }
        let detail = format!("the step still asks after {ROUNDS_MAX} rounds: {:?}", questions.last());
        Attempt::Decided(Fault::answer(codes::ROUNDS, detail))
    }

    /// Gives the command what is known; true when nothing is missing.
    fn give(
        &mut self,
        index: usize,
        needs: Vec<Query>,
        is_first: bool,
        questions: &mut Vec<(InstanceId, Query)>,
    ) -> Result<bool, Verdict> {
        let id = self.works[index].job.command.instance;
        let mut complete = !needs.is_empty();
        for query in needs {
            if self.works[index].inputs.get(&query).is_some() {
                let detail = format!("the step asks again for {query:?}");
                return Err(Fault::answer(codes::ROUNDS, detail));
            }
            match self.known(id, &query, is_first) {
                Need::Answer(answer) => self.works[index].inputs.put(query, answer),
                Need::Ask(query) => {
                    questions.push((id, query));
                    complete = false;
                }
                Need::Later => complete = false,
            }
        }
        Ok(complete)
    }

    fn known(&self, id: InstanceId, query: &Query, is_first: bool) -> Need {
        let known = match query {
            Query::Value(at) => self.working.get(&id).and_then(|working| {
                let fresh = working.fresh.get(&at.seq).map(|(events, rows)| {
                    let row = |n: u16| rows.get(usize::from(n)).map(|row| row.bytes.clone());
                    let event = events.get(usize::from(at.event));
                    event.map_or(mingjing_expr::Value::Null, |event| value_of(event, row))
                });
                fresh.or_else(|| working.values.get(at).cloned()).map(Answer::Value)
            }),
            Query::Number { organ, series, year, nth } => {
                let key = (id.tenant, organ.clone(), series.clone(), *year);
                return match self.series.get(&key) {
                    Some(next) if is_first => Need::Answer(Answer::Number(next + u64::from(*nth))),
                    Some(_) => Need::Later,
                    None => {
                        Need::Ask(Query::Number { organ: organ.clone(), series: series.clone(), year: *year, nth: 0 })
                    }
                };
            }
            Query::Register { .. }
            | Query::Calendar { .. }
            | Query::Rights { .. }
            | Query::Organ { .. }
            | Query::Seen { .. } => self.shared.get(query).cloned(),
        };
        known.map_or_else(|| Need::Ask(query.clone()), Need::Answer)
    }

    /// The pinned definition, or that of the start.
    fn definition(&self, index: usize, id: InstanceId, bundles: &mut BundleCache) -> Result<Arc<Definition>, Attempt> {
        let working = self.working.get(&id);
        if let Some(definition) = working.and_then(|working| working.definition.clone()) {
            return Ok(definition);
        }
        match (working.and_then(|working| working.instance()), &self.works[index].job.command.what) {
            (Some(instance), _) => find(bundles, instance.bundle, &instance.process)
                .map_err(|missing| missing.of(|why| Fault::answer(codes::BUNDLE, why))),
            (None, What::Start(start)) => find(bundles, start.bundle, &start.process)
                .map_err(|missing| missing.of(|_| unknown_process(&start.process))),
            (None, _) => Err(Attempt::Decided(unknown_instance(id))),
        }
    }
}

/// Why a definition is not at hand.
enum Missing {
    Unread(Hash),
    Unusable(String),
}

impl Missing {
    fn of(self, verdict: impl Fn(String) -> Verdict) -> Attempt {
        match self {
            Self::Unread(hash) => Attempt::Bundle(hash),
            Self::Unusable(why) => Attempt::Decided(verdict(why)),
        }
    }
}

fn find(bundles: &mut BundleCache, hash: Hash, process: &str) -> Result<Arc<Definition>, Missing> {
    match bundles.get(hash) {
        None => Err(Missing::Unread(hash)),
        Some(Known::Unusable(why)) => Err(Missing::Unusable(format!("bundle {hash}: {why}"))),
        Some(Known::Definitions(definitions)) => definitions
            .get(process)
            .cloned()
            .ok_or_else(|| Missing::Unusable(format!("bundle {hash} has no process `{process}`"))),
    }
}

/// The first answer again, if the command was accepted before.
fn repeat(work: &Work, instance: Option<&Instance>) -> Option<Verdict> {
    let instance = instance?;
    let id = work.job.command.id;
    let recent = instance.recent.iter().rev().zip(0u64..).find(|((known, _), _)| *known == id);
    let recent = recent.map(|((_, digest), back)| (instance.seq - back, *digest));
    let older = match work.seen {
        Seen::Answered(seen) => seen,
        Seen::Unasked => None,
    };
    let (seq, digest) = recent.or(older)?;
    if digest != work.digest {
        return Some(reused_id());
    }
    let refusal = instance.refusals.iter().find(|refusal| refusal.seq == seq);
    Some(match refusal {
        Some(refusal) => refused_before(seq, refusal.rule, &refusal.code),
        // Its commit had an unknown outcome: this is its first answer.
        None if work.job.uncertain => Verdict::Done { seq },
        None => Verdict::Repeated { seq },
    })
}
