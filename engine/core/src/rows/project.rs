//! From an instance to its rows.

use super::{CardRow, ClockRow, IncidentRow, RefusalRow, Rows, SubscriptionRow, TimerRow, view::View, view::next_card};
use crate::{
    event::Subject,
    ids::Key,
    state::{
        CardStage, CardState, IncidentState, Instance, LimitState, RefusalState, Status, SubscriptionState,
        VerdictState,
    },
};
use mingjing_model::definition::{ClockIx, Definition};

/// All rows of an instance, each list in the order of its keys. Pure: the same instance has the same rows.
pub fn project(def: &Definition, instance: &Instance) -> Rows {
    if instance.status == Status::Unborn {
        return Rows::default();
    }
    let view = View::new(def, instance);
    Rows {
        case: Some(view.case()),
        tasks: view.tasks(),
        timers: view.timers(),
        clocks: view.clocks(),
        subscriptions: view.subscriptions(),
        cards: view.cards(),
        refusals: view.refusals(),
        incidents: view.incidents(),
    }
}

impl View<'_> {
    fn timers(&self) -> Vec<TimerRow> {
        let instance = self.instance.id;
        self.instance
            .timers
            .iter()
            .map(|(key, timer)| TimerRow { instance, key: *key, due_at: timer.at, occurrence: timer.occurrence })
            .collect()
    }

    fn clocks(&self) -> Vec<ClockRow> {
        let limits = self
            .instance
            .clocks
            .iter()
            .flat_map(|(ix, clock)| clock.limits.iter().map(move |limit| (*ix, clock.stopped.is_none(), limit)));
        let row = |(ix, running, limit): (ClockIx, bool, &LimitState)| ClockRow {
            instance: self.instance.id,
            clock: self.clock_id(ix),
            kind: limit.kind,
            last_day: limit.last_day,
            lapses_at: limit.lapses_at,
            provisional: limit.provisional,
            running,
            paused: self.is_paused(ix),
            level: self.instance.level_on(Subject::Clock(ix), limit.kind),
            next_card_at: next_card([limit]),
        };
        limits.map(row).collect()
    }

    fn subscriptions(&self) -> Vec<SubscriptionRow> {
        let verdict = |(key, state): (&Key, &VerdictState)| SubscriptionRow {
            instance: self.instance.id,
            key: *key,
            name: state.name.clone(),
            correlation: state.correlation.clone(),
        };
        let row = |(key, state): (&Key, &SubscriptionState)| SubscriptionRow {
            instance: self.instance.id,
            key: *key,
            name: state.name.clone(),
            correlation: state.correlation.clone(),
        };
        let verdicts = self.instance.verdicts.iter().map(verdict);
        let mut rows: Vec<_> = self.instance.subscriptions.iter().map(row).chain(verdicts).collect();
        rows.sort_by_key(|row| row.key);
        rows
    }

    fn cards(&self) -> Vec<CardRow> {
        let about = |card: &CardState| match (card.node, self.instance.blamed(card).0) {
            (Some(node), _) => self.node_id(node),
            (None, Subject::Clock(clock)) => self.clock_id(clock),
            (None, Subject::Task(_) | Subject::Card(_)) => String::new(),
        };
        let row = |(key, card): (&Key, &CardState)| CardRow {
            instance: self.instance.id,
            key: *key,
            rule: self.def.cards.get(card.rule.index()).map(|rule| rule.id.clone()).unwrap_or_default(),
            level: card.level,
            subject: card.subject,
            about: about(card),
            limit: card.limit,
            event_at: card.event_at,
            seq: card.seq,
            superseded: card.superseded_by.is_some(),
            stage: self.instance.lives.get(key).map_or(CardStage::Issued, |life| life.stage),
            answer_by: self.instance.lives.get(key).and_then(|life| life.answer.as_ref()?.last_day),
            unanswered: self.instance.lives.get(key).is_some_and(|life| life.unanswered),
        };
        self.instance.cards.iter().map(row).collect()
    }

    fn refusals(&self) -> Vec<RefusalRow> {
        let row = |state: &RefusalState| RefusalRow {
            instance: self.instance.id,
            seq: state.seq,
            rule: state.rule,
            actor: state.actor.clone(),
            task: state.task,
            code: state.code.clone(),
            at: state.at,
        };
        self.instance.refusals.iter().map(row).collect()
    }

    fn incidents(&self) -> Vec<IncidentRow> {
        let row = |(key, state): (&Key, &IncidentState)| IncidentRow {
            instance: self.instance.id,
            key: *key,
            node: self
                .instance
                .elements
                .get(&state.element)
                .map(|element| self.node_id(element.node))
                .unwrap_or_default(),
            code: state.code.clone(),
            detail: state.detail.clone(),
            since: state.since,
        };
        self.instance.incidents.iter().map(row).collect()
    }
}
