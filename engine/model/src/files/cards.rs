//! `cards.yaml`: when a limit raises a card, and of which level.

use super::read::Reading;
use super::{Roles, notify};
use crate::definition::{CardLevel, CardMoment, CardRule, LimitKind, Telling};
use crate::yaml::{self, Fields, Node};

/// The kinds of limit with their spelling.
const KINDS: [(&str, LimitKind); 3] =
    [("node", LimitKind::Node), ("promised", LimitKind::Promised), ("statutory", LimitKind::Statutory)];

/// The levels with their spelling, in rising order.
const LEVELS: [(&str, CardLevel); 3] =
    [("prompt", CardLevel::Prompt), ("yellow", CardLevel::Yellow), ("red", CardLevel::Red)];

/// The moments with their spelling; the third is `{share: PERCENT}`.
const MOMENTS: [(&str, CardMoment); 2] =
    [("last_workday_before", CardMoment::LastWorkdayBefore), ("after", CardMoment::After)];

/// Reads `cards.yaml` over the standard's rules. A department may add rules and sharpen those of the standard: watch
/// more limits, begin at a smaller one, raise a higher level, tell more people. It may not change the moment.
pub(super) fn load(root: &Node, standard: &[CardRule], roles: &Roles, read: &mut Reading) -> Vec<CardRule> {
    let mut cards = standard.to_vec();
    let Some(fields) = read.fields(root, &["cards"]) else {
        return cards;
    };
    let Some(node) = read.required(&fields, "cards") else {
        return cards;
    };
    // Card rules are named as people speak of them, `T4_statutory_over`, so their names are no ids.
    for (key, entry) in node.map(read.report).unwrap_or_default() {
        let keys = [["title", "on", "moment", "min", "level"].as_slice(), notify::KEYS.as_slice()].concat();
        let Some(fields) = read.fields(entry, &keys) else {
            continue;
        };
        let Some(mut card) = card(&key.text, &fields, read) else {
            continue;
        };
        let known = standard.iter().find(|rule| rule.id == card.id);
        card.tell = notify::telling(&fields, known.map(|rule| &rule.tell), roles, read);
        match cards.iter_mut().find(|known| known.id == card.id) {
            Some(known) => {
                tightened(known, &card, &fields, read);
                *known = card;
            }
            None => cards.push(card),
        }
    }
    cards
}

fn card(id: &str, fields: &Fields, read: &mut Reading) -> Option<CardRule> {
    let title = read.title_of(fields);
    let on = read.required(fields, "on").map(|node| {
        let items = read.items(node);
        items.iter().filter_map(|item| read.word(item, &KINDS)).collect()
    });
    let moment = read.required(fields, "moment").and_then(|node| moment(node, read));
    let min = match fields.get("min") {
        Some(node) => yaml::whole(node, 0..=mingjing_clock::N_MAX, read.report),
        None => Some(0),
    };
    let level = read.required(fields, "level").and_then(|node| read.word(node, &LEVELS));
    Some(CardRule {
        id: id.to_owned(),
        title: title?,
        on: on?,
        moment: moment?,
        min: min?,
        level: level?,
        tell: Telling::default(),
    })
}

fn moment(node: &Node, read: &mut Reading) -> Option<CardMoment> {
    if node.as_map().is_some() {
        let fields = read.fields(node, &["share"])?;
        let share = yaml::whole(read.required(&fields, "share")?, 1..=100, read.report)?;
        return u8::try_from(share).ok().map(CardMoment::Share);
    }
    read.word(node, &MOMENTS)
}

fn tightened(standard: &CardRule, card: &CardRule, fields: &Fields, read: &mut Reading) {
    let span = |key: &str| fields.get(key).map_or(fields.head(), Node::head);
    if card.level < standard.level {
        read.loosened(span("level"), "level", level(standard.level), level(card.level));
    }
    if card.min > standard.min {
        read.loosened(span("min"), "min", standard.min, card.min);
    }
    if standard.on.iter().any(|kind| !card.on.contains(kind)) {
        let names = |kinds: &[LimitKind]| kinds.iter().map(|kind| limit_kind(*kind)).collect::<Vec<_>>().join(", ");
        read.loosened(span("on"), "on", names(&standard.on), names(&card.on));
    }
    if card.moment != standard.moment {
        read.loosened(span("moment"), "moment", moment_text(standard.moment), moment_text(card.moment));
    }
}

fn level(level: CardLevel) -> &'static str {
    match level {
        CardLevel::Prompt => "prompt",
        CardLevel::Yellow => "yellow",
        CardLevel::Red => "red",
    }
}

fn limit_kind(kind: LimitKind) -> &'static str {
    match kind {
        LimitKind::Node => "node",
        LimitKind::Promised => "promised",
        LimitKind::Statutory => "statutory",
    }
}

fn moment_text(moment: CardMoment) -> String {
    match moment {
        CardMoment::LastWorkdayBefore => "last_workday_before".to_owned(),
        CardMoment::After => "after".to_owned(),
        CardMoment::Share(share) => format!("{{share: {share}}}"),
    }
}
