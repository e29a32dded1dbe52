//! Arms of `apply` that touch limits, clocks and cards.

use super::{CardState, ClockState, Element, ElementState, Instance, LimitState};
use crate::{
    event::{EventTime, LimitRun, Subject},
    ids::Key,
    needs::Pointer,
};
use jiff::Timestamp;
use mingjing_model::definition::{CardLevel, ClockIx, LimitKind, RuleIx};

impl Instance {
    pub(super) fn start_limit(&mut self, subject: Subject, run: &LimitRun, at: Pointer) {
        let limit = LimitState::from((run.clone(), at));
        match subject {
            Subject::Task(key) => {
                if let Some(Element { state: ElementState::Task(task), .. }) = self.elements.get_mut(&key) {
                    task.limit = Some(limit);
                }
            }
            Subject::Clock(clock) => {
                if let Some(clock) = self.clocks.get_mut(&clock) {
                    clock.limits.push(limit);
                }
            }
        }
    }

    pub(super) fn start_clock(&mut self, clock: ClockIx, event_at: EventTime) {
        self.extended.remove(&clock);
        self.clocks.insert(clock, ClockState { started: event_at, stopped: None, limits: Vec::new() });
    }

    /// Cards that stand on the limit stay.
    pub(super) fn move_limit(&mut self, subject: Subject, run: &LimitRun, at: Pointer) {
        if let Some(limit) = self.limit_mut(subject, run.kind) {
            let card = limit.card;
            *limit = LimitState { card, ..LimitState::from((run.clone(), at)) };
        }
    }

    /// A stopped clock raises no more cards; those it raised stay.
    pub(super) fn stop_clock(&mut self, clock: ClockIx, event_at: EventTime) {
        if let Some(clock) = self.clocks.get_mut(&clock) {
            clock.stopped = Some(event_at);
            for limit in &mut clock.limits {
                limit.pending.clear();
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of one event")]
    pub(super) fn raise_card(
        &mut self,
        key: Key,
        rule: RuleIx,
        level: CardLevel,
        subject: Subject,
        kind: LimitKind,
        event_at: Timestamp,
        supersedes: &[Key],
    ) {
        for old in supersedes {
            if let Some(old) = self.cards.get_mut(old) {
                old.superseded_by = Some(key);
            }
        }
        let node = match subject {
            Subject::Task(task) => self.elements.get(&task).map(|element| element.node),
            Subject::Clock(_) => None,
        };
        let seq = self.seq;
        self.cards
            .insert(key, CardState { rule, level, subject, node, limit: kind, event_at, seq, superseded_by: None });
        if let Some(limit) = self.limit_mut(subject, kind) {
            limit.pending.retain(|(pending, _)| *pending != rule);
            limit.card = Some((key, level));
        }
    }

    fn limit_mut(&mut self, subject: Subject, kind: LimitKind) -> Option<&mut LimitState> {
        match subject {
            Subject::Task(key) => match self.elements.get_mut(&key) {
                Some(Element { state: ElementState::Task(task), .. }) => task.limit.as_mut(),
                Some(_) | None => None,
            },
            Subject::Clock(clock) => self.clocks.get_mut(&clock)?.limits.iter_mut().find(|limit| limit.kind == kind),
        }
    }
}
