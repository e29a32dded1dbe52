//! Arms of `apply` that touch limits, clocks and cards.

use super::{CardLifeState, CardStage, CardState, ClockState, Element, ElementState, Instance, LimitState};
use crate::{
    event::{CardAnswer, CardVerdict, EventTime, LimitRun, Subject},
    ids::Key,
    needs::Pointer,
};
use jiff::Timestamp;
use mingjing_model::definition::{CardLevel, ClockIx, LimitKind, RuleIx};

impl Instance {
    pub(super) fn start_limit(&mut self, subject: Subject, run: &LimitRun, at: Pointer) {
        let limit = LimitState::from((run.clone(), at));
        self.calendar = Some(run.calendar.clone());
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
            Subject::Card(card) => {
                if let Some(life) = self.lives.get_mut(&card) {
                    life.answer = Some(limit);
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
        self.calendar = Some(run.calendar.clone());
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
            Subject::Card(card) => self.cards.get(&card).and_then(|card| card.node),
            Subject::Clock(_) => None,
        };
        let seq = self.seq;
        if level > CardLevel::Prompt {
            let life = CardLifeState::issued(self.now);
            self.lives.insert(key, life);
        }
        self.cards
            .insert(key, CardState { rule, level, subject, node, limit: kind, event_at, seq, superseded_by: None });
        if let Some(limit) = self.limit_mut(subject, kind) {
            limit.pending.retain(|(pending, _)| *pending != rule);
            limit.card = Some((key, level));
        }
    }

    pub(super) fn answer_card(&mut self, card: Key, answer: CardAnswer) {
        self.live_on(
            card,
            match answer {
                CardAnswer::Acknowledged => CardStage::Acknowledged,
                CardAnswer::Rectified => CardStage::Rectified,
                CardAnswer::Objected => CardStage::Objected,
            },
        );
    }

    pub(super) fn decide_card(&mut self, card: Key, verdict: CardVerdict) {
        match verdict {
            CardVerdict::Upheld => self.live_on(card, CardStage::Upheld),
            CardVerdict::Cancelled => self.cancel_card(card),
            CardVerdict::Closed => {
                self.live_on(card, CardStage::Closed);
                self.stand_again(card);
            }
        }
        self.verdicts.retain(|_, verdict| verdict.card != card);
    }

    /// What the card had superseded stands again: it was right as far as it went.
    pub(super) fn cancel_card(&mut self, card: Key) {
        self.live_on(card, CardStage::Cancelled);
        self.verdicts.retain(|_, verdict| verdict.card != card);
        for below in self.cards.values_mut().filter(|below| below.superseded_by == Some(card)) {
            below.superseded_by = None;
        }
        self.stand_again(card);
    }

    pub(super) fn leave_unanswered(&mut self, card: Key) {
        if let Some(life) = self.lives.get_mut(&card) {
            life.unanswered = true;
        }
    }

    fn live_on(&mut self, card: Key, stage: CardStage) {
        let life = self.lives.entry(card).or_insert(CardLifeState::issued(self.now));
        (life.stage, life.since) = (stage, self.now);
    }

    /// Finds anew which card stands on the limit of one that no longer does.
    fn stand_again(&mut self, card: Key) {
        let Some((subject, kind)) = self.cards.get(&card).map(|card| (card.subject, card.limit)) else { return };
        let standing =
            self.cards.iter().filter(|(key, card)| card.subject == subject && card.limit == kind && self.stands(**key));
        let highest = standing.map(|(key, card)| (card.level, *key)).max();
        if let Some(limit) = self.limit_mut(subject, kind) {
            limit.card = highest.map(|(level, key)| (key, level));
        }
    }

    fn limit_mut(&mut self, subject: Subject, kind: LimitKind) -> Option<&mut LimitState> {
        match subject {
            Subject::Task(key) => match self.elements.get_mut(&key) {
                Some(Element { state: ElementState::Task(task), .. }) => task.limit.as_mut(),
                Some(_) | None => None,
            },
            Subject::Clock(clock) => self.clocks.get_mut(&clock)?.limits.iter_mut().find(|limit| limit.kind == kind),
            Subject::Card(card) => self.lives.get_mut(&card)?.answer.as_mut(),
        }
    }
}
