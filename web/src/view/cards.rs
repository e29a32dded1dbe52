//! Cards in words: what each is about, what has become of it, what it costs.

use super::{
    dossier::Dossier,
    shapes::{Card, Ref},
    words,
};
use mingjing_core::{
    event::Subject,
    ids::Key,
    rows::CardRow,
    state::{CardStage, CardState},
};
use mingjing_model::definition::{CardLevel, Definition};

/// A card of a case.
pub fn of_case(dossier: &Dossier, key: Key, card: &CardState) -> Card {
    let definition = dossier.pinned.definition();
    let rule = &definition.cards[card.rule.index()];
    let life = dossier.instance.lives.get(&key);
    let stage = life.map_or(CardStage::Issued, |life| life.stage);
    let superseded = card.superseded_by.is_some();
    Card {
        id: key.0,
        card: dossier.instance.id.card(key),
        rule: Ref { id: rule.id.clone(), title: rule.title.clone() },
        level: card.level,
        about: about(dossier, card),
        kind: card.limit,
        event_at: card.event_at,
        seq: card.seq,
        superseded,
        stage,
        answer_by: life.and_then(|life| life.answer.as_ref()?.last_day),
        unanswered: life.is_some_and(|life| life.unanswered),
        points: points(definition, card.level, stage, superseded),
    }
}

/// A card of a list.
pub fn of_row(definition: &Definition, row: &CardRow) -> Card {
    let rule = definition.cards.iter().find(|rule| rule.id == row.rule);
    let clock = definition.clocks.iter().find(|clock| clock.id == row.about);
    let titled = |id: &str, title: &mingjing_model::definition::Text| Ref { id: id.to_owned(), title: title.clone() };
    Card {
        id: row.key.0,
        card: row.instance.card(row.key),
        rule: rule.map_or_else(|| words::bare(&row.rule), |rule| titled(&rule.id, &rule.title)),
        level: row.level,
        about: match (row.subject, clock) {
            (Subject::Clock(_) | Subject::Card(_), Some(clock)) => titled(&clock.id, &clock.title),
            (Subject::Clock(_) | Subject::Card(_), None) | (Subject::Task(_), _) => {
                words::node_id(definition, &row.about)
            }
        },
        kind: row.limit,
        event_at: row.event_at,
        seq: row.seq,
        superseded: row.superseded,
        stage: row.stage,
        answer_by: row.answer_by,
        unanswered: row.unanswered,
        points: points(definition, row.level, row.stage, row.superseded),
    }
}

/// What a subject is called: the node, the clock, or what the card before was about.
pub fn subject(dossier: &Dossier, subject: Subject) -> Option<Ref> {
    let definition = dossier.pinned.definition();
    match subject {
        Subject::Task(key) => dossier.node_of(key).map(|node| words::node(definition, node)),
        Subject::Clock(ix) => {
            let clock = &definition.clocks[ix.index()];
            Some(Ref { id: clock.id.clone(), title: clock.title.clone() })
        }
        Subject::Card(key) => dossier.instance.cards.get(&key).map(|card| about(dossier, card)),
    }
}

fn about(dossier: &Dossier, card: &CardState) -> Ref {
    let definition = dossier.pinned.definition();
    let named = subject(dossier, card.subject);
    let node = card.node.map(|node| words::node(definition, node));
    node.or(named).unwrap_or_else(|| words::bare("task"))
}

fn points(definition: &Definition, level: CardLevel, stage: CardStage, superseded: bool) -> u32 {
    let Some(life) = definition.card_life.as_ref().filter(|_| stage != CardStage::Cancelled && !superseded) else {
        return 0;
    };
    match level {
        CardLevel::Prompt => 0,
        CardLevel::Yellow => life.yellow_points,
        CardLevel::Red => life.red_points,
    }
}
