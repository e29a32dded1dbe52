//! `cards.yaml`: when a limit raises a card, of which level, and what becomes of it.

use super::{Roles, card_life, notify, read::Reading};
use crate::definition::{CardLevel, CardLife, CardMoment, CardRule, CardTrigger, LimitKind, Near, Telling};
use crate::yaml::{self, Fields, Node};

/// The kinds of limit with their spelling.
const KINDS: [(&str, LimitKind); 5] = [
    ("node", LimitKind::Node),
    ("promised", LimitKind::Promised),
    ("statutory", LimitKind::Statutory),
    ("right", LimitKind::Right),
    ("window", LimitKind::Window),
];

/// How many days before the end a rule may look at most: longer than any warning is of use.
const DAYS_BEFORE_MAX: u32 = 365;

/// The levels with their spelling, in rising order.
const LEVELS: [(&str, CardLevel); 3] =
    [("prompt", CardLevel::Prompt), ("yellow", CardLevel::Yellow), ("red", CardLevel::Red)];

/// The moments with their spelling; the others are `{share: PERCENT}`, `{days_before: N}` and `{near: …}`.
const MOMENTS: [(&str, CardMoment); 2] =
    [("last_workday_before", CardMoment::LastWorkdayBefore), ("after", CardMoment::After)];

/// Reads `cards.yaml` over the standard's rules. A department may add rules and sharpen those of the standard: watch
/// more limits, begin at a smaller one, raise a higher level, tell more people. It
/// may not change the moment.
pub(super) fn load(
    root: &Node,
    (standard, standard_life): (&[CardRule], Option<&CardLife>),
    roles: &Roles,
    read: &mut Reading,
) -> (Vec<CardRule>, Option<CardLife>) {
    let mut cards = standard.to_vec();
    let Some(fields) = read.fields(root, &["cards", "life"]) else {
        return (cards, standard_life.cloned());
    };
    let life = match fields.get("life") {
        Some(node) => card_life::load(node, standard_life, read),
        None => standard_life.cloned(),
    };
    let Some(node) = read.required(&fields, "cards") else {
        return (cards, life);
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
    (cards, life)
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
    let trigger = CardTrigger::Limit { on: on?, moment: moment?, min: min? };
    Some(CardRule { id: id.to_owned(), title: title?, trigger, level: level?, tell: Telling::default() })
}

fn moment(node: &Node, read: &mut Reading) -> Option<CardMoment> {
    if node.as_map().is_some() {
        let fields = read.fields(node, &["share", "days_before", "near"])?;
        if let Some(days) = fields.get("days_before") {
            let days = yaml::whole(days, 1..=DAYS_BEFORE_MAX, read.report)?;
            return u16::try_from(days).ok().map(CardMoment::DaysBefore);
        }
        if let Some(near) = fields.get("near") {
            return self::near(near, read).map(CardMoment::Near);
        }
        let share = yaml::whole(read.required(&fields, "share")?, 1..=100, read.report)?;
        return u8::try_from(share).ok().map(CardMoment::Share);
    }
    read.word(node, &MOMENTS)
}

/// `{percent: 20, least: 3, short: 7, of_short: 2}`.
fn near(node: &Node, read: &mut Reading) -> Option<Near> {
    let fields = read.fields(node, &["percent", "least", "short", "of_short"])?;
    let mut number = |key: &str, range| yaml::whole(read.required(&fields, key)?, range, read.report);
    let most = mingjing_clock::N_MAX;
    let (percent, least) = (number("percent", 1..=100), number("least", 0..=most));
    let (short, of_short) = (number("short", 0..=most), number("of_short", 0..=most));
    Some(Near { percent: u8::try_from(percent?).ok()?, least: least?, short: short?, of_short: of_short? })
}

fn tightened(standard: &CardRule, card: &CardRule, fields: &Fields, read: &mut Reading) {
    let span = |key: &str| fields.get(key).map_or(fields.head(), Node::head);
    if card.level < standard.level {
        read.loosened(span("level"), "level", level(standard.level), level(card.level));
    }
    let CardTrigger::Limit { on: standard_on, moment: standard_moment, min: standard_min } = &standard.trigger;
    let CardTrigger::Limit { on, moment, min } = &card.trigger;
    if min > standard_min {
        read.loosened(span("min"), "min", standard_min, min);
    }
    if standard_on.iter().any(|kind| !on.contains(kind)) {
        let names = |kinds: &[LimitKind]| kinds.iter().map(|kind| limit_kind(*kind)).collect::<Vec<_>>().join(", ");
        read.loosened(span("on"), "on", names(standard_on), names(on));
    }
    if moment != standard_moment {
        read.loosened(span("moment"), "moment", moment_text(*standard_moment), moment_text(*moment));
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
        LimitKind::Answer => "answer",
        LimitKind::Right => "right",
        LimitKind::Window => "window",
    }
}

fn moment_text(moment: CardMoment) -> String {
    match moment {
        CardMoment::LastWorkdayBefore => "last_workday_before".to_owned(),
        CardMoment::After => "after".to_owned(),
        CardMoment::Share(share) => format!("{{share: {share}}}"),
        CardMoment::DaysBefore(days) => format!("{{days_before: {days}}}"),
        CardMoment::Near(Near { percent, least, short, of_short }) => {
            format!("{{near: {{percent: {percent}, least: {least}, short: {short}, of_short: {of_short}}}}}")
        }
    }
}
