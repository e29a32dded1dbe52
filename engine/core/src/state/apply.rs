//! The one door for change: `apply` folds an event into the state. It has no definition, evaluates nothing, cannot fail.
//!
//! This file dispatches; the arms that touch elements are in `apply_elements`, those of limits and cards in `apply_cards`.

use super::{
    GrantedState, IncidentState, Instance, LinkState, PauseState, RECENT_COMMANDS, RefusalState, ReportState,
    SentState, Status, SubscriptionState, TimerState, VerdictState,
};
use crate::{
    event::{CardEvent, Event, Relation},
    ids::{CommandId, Hash, InstanceId, Key},
    needs::Pointer,
};
use jiff::Timestamp;
use mingjing_model::definition::FlowIx;

impl Instance {
    /// Opens the next record: sets sequence and time before its events are applied.
    pub fn begin_record(&mut self, now: Timestamp) {
        self.seq += 1;
        self.now = self.now.max(now);
        if self.seq == 1 {
            self.started_at = self.now;
        }
    }

    /// Closes a record: remembers its command and its hash.
    pub fn end_record(&mut self, command: CommandId, digest: [u8; 8], hash: Hash) {
        self.head = hash;
        self.recent.push_back((command, digest));
        if self.recent.len() > RECENT_COMMANDS {
            self.recent.pop_front();
        }
    }

    /// Folds the event at position `at.event` of record `at.seq` into the state.
    pub fn apply(&mut self, event: &Event, at: Pointer) {
        if event.moves() {
            self.moved_at = self.now;
        }
        match event {
            Event::InstanceStarted { bundle, process, organ, unit } => {
                self.status = Status::Running;
                self.unattended = 0;
                self.bundle = *bundle;
                self.process.clone_from(process);
                self.organ.clone_from(organ);
                self.unit.clone_from(unit);
            }
            Event::UnitAssigned { unit } => self.unit = Some(unit.clone()),
            Event::FlowTaken { scope, flow } => *self.arrived.entry((*scope, *flow)).or_default() += 1,
            Event::NodePassed { scope, node: _, took, stage } => {
                self.consume(*scope, took);
                self.stage = stage.or(self.stage);
                self.unattended = self.unattended.saturating_add(1);
            }
            Event::ElementActivated { key, node, parent, took, stage, body } => {
                self.consume(*parent, took);
                self.stage = stage.or(self.stage);
                self.note_key(*key);
                if body.item().is_none() {
                    self.unattended = self.unattended.saturating_add(1);
                }
                self.activate(*key, *node, *parent, body, at);
            }
            Event::ElementCompleted { key } | Event::ElementTerminated { key } => self.remove_element(*key),
            Event::TokensDropped { scope } => self.arrived.retain(|(owner, _), _| owner != scope),
            Event::TaskClaimed { key, person } => self.change_task(*key, |task| task.assignee = Some(person.clone())),
            Event::TaskReleased { key } => self.change_task(*key, |task| task.assignee = None),
            Event::TaskCompleted { key: _, person: _, reason: _ } => self.unattended = 0,
            Event::LaneActed { lane, people } => self.acted.entry(*lane).or_default().extend(people.iter().cloned()),
            Event::StoodIn { lane, person: _, absent } => {
                self.acted.entry(*lane).or_default().insert(absent.clone());
            }
            Event::TeamNamed { lane, people } => {
                // Whoever was named once stays in the lane for the separation of duties, as if they had acted.
                let mut left = self.teams.insert(*lane, people.clone()).unwrap_or_default();
                left.retain(|person| !people.contains(person));
                if !left.is_empty() {
                    self.acted.entry(*lane).or_default().extend(left);
                }
            }
            Event::ActRequested { act: _, person: _, reason: _ } => self.unattended = 0,
            Event::FormSubmitted { scope, name, value: _, by: _, event_at: _, listed } => {
                self.values.insert((*scope, *name), at);
                self.listed.extend(listed.iter().cloned());
            }
            Event::VariableSet { scope, name, value: _ } => {
                self.values.insert((*scope, *name), at);
            }
            Event::MilestoneReached { milestone, event_at } => {
                self.milestones.insert(*milestone, *event_at);
            }
            Event::NumberAllotted { series, year: _, number: _, text } => {
                self.numbers.insert(*series, text.clone());
            }
            Event::TimerArmed { key, owner, node, at, occurrence } => {
                self.note_key(*key);
                self.timers.insert(*key, TimerState { owner: *owner, node: *node, at: *at, occurrence: *occurrence });
            }
            Event::TimerFired { key } => {
                self.unattended = 0;
                self.remove_timer(*key);
            }
            Event::TimerCancelled { key } => self.remove_timer(*key),
            Event::TimerCounted { key, from, calendar } => {
                self.counted.insert(*key, *from);
                self.calendar = Some(calendar.clone());
            }
            Event::TimerRecalculated { key, at, was: _, calendar } => {
                if let Some(timer) = self.timers.get_mut(key) {
                    timer.at = *at;
                }
                self.calendar = Some(calendar.clone());
            }
            Event::SubscriptionOpened { key, owner, node, name, correlation } => {
                self.note_key(*key);
                let state = SubscriptionState {
                    owner: *owner,
                    node: *node,
                    name: name.clone(),
                    correlation: correlation.clone(),
                };
                self.subscriptions.insert(*key, state);
            }
            Event::MessageCorrelated { key: _, message: _ } => self.unattended = 0,
            Event::MessageThrown { key, node, to: _, recipient, name, correlation: _, body: _ } => {
                self.note_key(*key);
                let sent = SentState { node: *node, name: name.clone(), recipient: recipient.clone(), since: self.now };
                self.sent.insert(*key, sent);
            }
            Event::MessageReceipted { key, receiver, started } => self.receipted(*key, *receiver, *started),
            Event::MessageReturned { key } => {
                self.sent.remove(key);
                self.reports.remove(key);
            }
            Event::InstanceLinked { instance, relation, message, organ } => {
                self.link(*instance, *relation, message.clone(), Some(organ.clone()));
            }
            Event::ItemsPlanned { key, items: _ } => {
                self.plans.insert(*key, at);
            }
            Event::SubscriptionClosed { key } => {
                self.subscriptions.remove(key);
                self.verdicts.remove(key);
            }
            Event::ErrorThrown { scope: _, code: _, caught: _ } => {}
            Event::ItemCompleted { key, item, collected: _ } => self.item_done(*key, *item, at),
            Event::LimitStarted { subject, limit } => self.start_limit(*subject, limit, at),
            Event::ClockStarted { clock, event_at } => self.start_clock(*clock, *event_at),
            Event::ClockStopped { clock, event_at } => self.stop_clock(*clock, *event_at),
            Event::ClockExtended { clock, extension, by, event_at } => {
                let granted = GrantedState { extension: *extension, by: *by, at: *event_at };
                self.extended.entry(*clock).or_default().push(granted);
            }
            Event::PauseBegan { key, pause, within, event_at } => {
                let state = PauseState { pause: *pause, within: *within, first: *event_at, last: None };
                self.pauses.insert(*key, state);
            }
            Event::PauseEnded { key, event_at } => {
                if let Some(pause) = self.pauses.get_mut(key) {
                    pause.last = Some(*event_at);
                }
            }
            Event::LimitMoved { subject, limit } | Event::LimitRecalculated { subject, limit, .. } => {
                self.move_limit(*subject, limit, at);
            }
            Event::Card(CardEvent::Answered { card, answer, person: _, reason: _ }) => self.answer_card(*card, *answer),
            Event::Card(CardEvent::Decided { card, verdict, person: _, reason: _ }) => {
                self.decide_card(*card, *verdict)
            }
            Event::Card(CardEvent::Cancelled { card, cause: _, instead: _ }) => self.cancel_card(*card),
            Event::Card(CardEvent::Unanswered { card }) => self.leave_unanswered(*card),
            Event::Card(CardEvent::Reported { key, card, to: _, recipient, name, correlation: _, body: _ }) => {
                self.note_key(*key);
                let (name, recipient) = (name.clone(), recipient.clone());
                self.reports.insert(*key, ReportState { card: *card, name, recipient, since: self.now });
            }
            Event::Card(CardEvent::VerdictAwaited { key, card, name, correlation }) => {
                self.note_key(*key);
                let (name, correlation) = (name.clone(), correlation.clone());
                self.verdicts.insert(*key, VerdictState { card: *card, name, correlation });
            }
            Event::AccrualTold { accrual, within, fact, on } => {
                self.accruals.entry((*within, *accrual)).or_default().push((*on, *fact));
            }
            Event::CardRaised { key, rule, level, subject, limit, event_at, supersedes } => {
                self.note_key(*key);
                self.raise_card(*key, *rule, *level, *subject, *limit, *event_at, supersedes);
            }
            Event::ActRefused { rule, actor, task, code, facts: _, day } => {
                let refusal = RefusalState {
                    seq: self.seq,
                    rule: *rule,
                    actor: actor.clone(),
                    task: *task,
                    code: code.clone(),
                    day: *day,
                    at: self.now,
                };
                self.refusals.push(refusal);
            }
            Event::DocumentsEntered { scope, node: _, documents, by: _ } => {
                self.documents.extend(documents.iter().map(|made| (*scope, made.document)));
            }
            Event::RiskLeftUncontrolled { key: _, node: _, document: _, by: _ } => {}
            Event::IncidentRaised { key, element, code, detail } => {
                self.note_key(*key);
                let state =
                    IncidentState { element: *element, code: code.clone(), detail: detail.clone(), since: self.now };
                self.incidents.insert(*key, state);
            }
            Event::IncidentResolved { key, by: _, reason: _ } => {
                self.unattended = 0;
                self.incidents.remove(key);
            }
            Event::InstanceEnded { terminated } => self.status = Status::Ended { terminated: *terminated },
        }
    }

    fn receipted(&mut self, key: Key, receiver: InstanceId, started: bool) {
        let sent = self.sent.remove(&key).map(|sent| (sent.name, sent.recipient));
        let report = self.reports.remove(&key).map(|report| (report.name, report.recipient));
        let Some((name, recipient)) = sent.or(report) else { return };
        let relation = if started { Relation::Started } else { Relation::Told };
        self.link(receiver, relation, name, Some(recipient));
    }

    fn remove_timer(&mut self, key: Key) {
        self.timers.remove(&key);
        self.counted.remove(&key);
    }

    /// One link an instance and relation: the first message that made it.
    fn link(&mut self, instance: InstanceId, relation: Relation, message: String, organ: Option<String>) {
        let known = self.links.iter().any(|link| link.instance == instance && link.relation == relation);
        if !known {
            self.links.push(LinkState { instance, relation, message, organ, since: self.now });
        }
    }

    /// Takes one waiting token from each of these flows.
    fn consume(&mut self, scope: Key, took: &[FlowIx]) {
        for flow in took {
            if let Some(count) = self.arrived.get_mut(&(scope, *flow)) {
                *count -= 1;
                if *count == 0 {
                    self.arrived.remove(&(scope, *flow));
                }
            }
        }
    }

    /// Keys are handed out by counter; the next one follows the highest seen.
    fn note_key(&mut self, key: Key) {
        self.next_key = self.next_key.max((key.0 as u32).saturating_add(1));
    }
}
