//! What the history says of cards, and of dates that another version of the calendar moved.

use super::{
    cards,
    dossier::Dossier,
    history::Line,
    shapes::{Ref, When},
    words,
};
use crate::names::Who;
use mingjing_core::{
    event::{CancelCause, CardAnswer, CardEvent, CardVerdict, Event, Subject, Was},
    ids::Key,
    state::CardState,
};
use mingjing_model::definition::RuleIx;

/// The line of such an event; none of another.
pub fn line(dossier: &Dossier, who: &Who, event: &Event) -> Option<Line> {
    match event {
        Event::CardRaised { rule, level, subject, event_at, .. } => Some(Line {
            kind: "card_raised",
            node: cards::subject(dossier, *subject),
            rule: Some(rule_of(dossier, *rule)),
            level: Some(*level),
            event_at: Some(When::Moment(*event_at)),
            ..Line::default()
        }),
        Event::Card(CardEvent::Answered { card, answer, person, reason }) => {
            let kind = match answer {
                CardAnswer::Acknowledged => "card_acknowledged",
                CardAnswer::Rectified => "card_rectified",
                CardAnswer::Objected => "card_objected",
            };
            Some(Line { person: Some(who.person(person)), text: reason.clone(), ..about(dossier, kind, *card) })
        }
        Event::Card(CardEvent::Decided { card, verdict, person, reason }) => {
            let kind = match verdict {
                CardVerdict::Upheld => "card_upheld",
                CardVerdict::Cancelled => "card_withdrawn",
                CardVerdict::Closed => "card_closed",
            };
            let person = person.as_ref().map(|person| who.person(person));
            Some(Line { person, text: reason.clone(), ..about(dossier, kind, *card) })
        }
        Event::Card(CardEvent::Cancelled { card, cause, instead }) => {
            let kind = match cause {
                CancelCause::LateFact => "card_cancelled_late_fact",
                CancelCause::Calendar { .. } => "card_cancelled_calendar",
            };
            Some(Line { event_at: instead.map(When::Moment), ..about(dossier, kind, *card) })
        }
        Event::Card(CardEvent::Unanswered { card }) => Some(about(dossier, "card_unanswered", *card)),
        Event::Card(CardEvent::Reported { card, .. }) => Some(about(dossier, "card_reported", *card)),
        Event::LimitRecalculated { subject: Subject::Card(_), .. } => None,
        Event::LimitRecalculated { subject, limit, was, before: _ } => Some(Line {
            kind: "limit_recalculated",
            node: cards::subject(dossier, *subject),
            text: Some(day(was)),
            event_at: Some(limit.last_day.map_or(When::Moment(limit.lapses_at), When::Day)),
            ..Line::default()
        }),
        Event::TimerRecalculated { key, at, was, calendar: _ } => {
            let definition = dossier.pinned.definition();
            let node = dossier.awaiting(*key).map(|node| words::node(definition, node));
            let (text, event_at) = (Some(was.to_string()), Some(When::Moment(*at)));
            Some(Line { kind: "timer_recalculated", node, text, event_at, ..Line::default() })
        }
        _ => None,
    }
}

/// Whether lines of this kind tell of the life of a card.
pub fn is_of_cards(kind: &str) -> bool {
    kind.starts_with("card_")
}

/// People who are named in it.
pub fn person(event: &Event) -> Option<&mingjing_core::ids::PersonId> {
    match event {
        Event::Card(CardEvent::Answered { person, .. }) => Some(person),
        Event::Card(CardEvent::Decided { person, .. }) => person.as_ref(),
        _ => None,
    }
}

fn about(dossier: &Dossier, kind: &'static str, key: Key) -> Line {
    let Some(card) = dossier.instance.cards.get(&key) else { return Line { kind, ..Line::default() } };
    let CardState { rule, level, subject, .. } = card;
    Line {
        kind,
        node: cards::subject(dossier, *subject),
        rule: Some(rule_of(dossier, *rule)),
        level: Some(*level),
        ..Line::default()
    }
}

fn rule_of(dossier: &Dossier, rule: RuleIx) -> Ref {
    let rule = &dossier.pinned.definition().cards[rule.index()];
    Ref { id: rule.id.clone(), title: rule.title.clone() }
}

fn day(was: &Was) -> String {
    was.last_day.map_or_else(|| was.lapses_at.to_string(), |day| day.to_string())
}
