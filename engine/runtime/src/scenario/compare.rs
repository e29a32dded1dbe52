//! What a step should have come to, against what the rows and the history say.

use super::{
    file::{Expect, Step},
    stage::{Came, Stage},
    theatre::Theatre,
};
use crate::{
    control,
    store::{
        Error,
        read::{Facts, Histories},
    },
};
use mingjing_core::{
    event::Event,
    record::Record,
    rows::{CardRow, CaseState},
    state::{CardStage, Instance, LimitState},
};
use mingjing_model::definition::{CardLevel, ClockIx, Definition, LimitKind};

/// The sequence of the case's last record; 0 before it starts.
///
/// # Errors
/// Those of the store.
pub fn seq<T: Theatre>(theatre: &T, stage: &Stage) -> Result<u64, Error> {
    let Some(case) = stage.case else { return Ok(0) };
    Ok(theatre.wait(theatre.store().instance_get(case))?.map_or(0, |(seq, _)| seq))
}

/// Everything that differs from what the step expects; `before` is the sequence before it.
///
/// # Errors
/// Those of the store.
pub fn step<T: Theatre>(
    theatre: &T,
    stage: &Stage,
    step: &Step,
    came: &Came,
    before: u64,
) -> Result<Vec<String>, Error> {
    let expect = &step.expect;
    let mut wrong = Vec::new();
    match (&expect.refused, came) {
        (None, Err(codes)) => wrong.push(format!("the step was refused: {}", codes.join(", "))),
        (Some(code), Ok(())) => wrong.push(format!("the step should be refused with {code}, but was done")),
        (Some(code), Err(codes)) if !codes.contains(code) => {
            wrong.push(format!("the step should be refused with {code}, but was refused with {}", codes.join(", ")));
        }
        (None, Ok(())) | (Some(_), Err(_)) => {}
    }
    if let Some(facts) = stage.facts(theatre)? {
        case(expect, &facts, &mut wrong);
        reached(theatre, stage, expect, &facts, &mut wrong)?;
    }
    if expect.refused.is_some() && moved_since(theatre, stage, before)? {
        wrong.push("a refused step moved the case".to_owned());
    }
    Ok(wrong)
}

/// Whether any record since then did more than record a refusal or a claim.
fn moved_since<T: Theatre>(theatre: &T, stage: &Stage, before: u64) -> Result<bool, Error> {
    let Some(case) = stage.case else { return Ok(false) };
    let lines = theatre.wait(theatre.store().history_page(case, before, u32::MAX))?;
    let records = lines.iter().filter_map(|line| Record::read(&line.bytes).ok());
    let still = |event: &Event| matches!(event, Event::ActRefused { .. } | Event::TaskClaimed { .. });
    Ok(records.flat_map(|record| record.events).any(|event| !still(&event)))
}

fn case(expect: &Expect, facts: &Facts, wrong: &mut Vec<String>) {
    let mut differ = |what: &str, wanted: Option<String>, found: String| {
        if let Some(wanted) = wanted.filter(|wanted| *wanted != found) {
            wrong.push(format!("{what}: expected {wanted}, found {found}"));
        }
    };
    let listed = |list: &Option<Vec<String>>| list.as_ref().map(|list| sorted(list.iter().cloned()));
    let lives = facts.cards.iter().filter(|card| !card.superseded && card.level > CardLevel::Prompt);
    let lives = lives.map(|card| format!("{}@{} {}", card.rule, card.about, card.stage.name()));
    differ("lives", listed(&expect.lives), sorted(lives));
    let is_over = |stage| matches!(stage, CardStage::Cancelled | CardStage::Closed);
    let standing = |prompts: bool| {
        let stands = |card: &&CardRow| !card.superseded && !is_over(card.stage);
        let cards = facts.cards.iter().filter(stands).filter(|card| (card.level == CardLevel::Prompt) == prompts);
        sorted(cards.map(|card| format!("{}@{}", card.rule, card.about)))
    };
    differ("tasks", listed(&expect.tasks), sorted(facts.tasks.iter().map(|row| row.node.clone())));
    differ("cards", listed(&expect.cards), standing(false));
    differ("prompts", listed(&expect.prompts), standing(true));
    differ(
        "incidents",
        listed(&expect.incidents),
        sorted(facts.incidents.iter().map(|incident| incident.node.clone())),
    );
    differ("state", expect.state.clone(), state(facts.case.state).to_owned());
    differ("stage", expect.stage.clone(), facts.case.stage.clone().unwrap_or_default());
}

/// A clock as a scenario writes it.
fn clock(definition: &Definition, instance: &Instance, id: &str) -> String {
    let (id, kind) = match id.split_once('.') {
        Some((id, "promised")) => (id, Some(LimitKind::Promised)),
        Some(_) | None => (id, None),
    };
    let position = definition.clocks.iter().position(|clock| clock.id == id);
    let state = position.and_then(|position| Some((position, instance.clocks.get(&ClockIx::at(position))?)));
    let Some((position, state)) = state else { return "not started".to_owned() };
    if state.stopped.is_some() {
        return "stopped".to_owned();
    }
    // Without a kind: the one that binds, which stands first.
    let found = state.limits.iter().find(|limit| kind.is_none_or(|kind| limit.kind == kind));
    let Some(limit) = found else { return "no limit".to_owned() };
    let last = last_day(limit);
    let paused = instance.paused_by(ClockIx::at(position), &definition.clocks[position]);
    if paused.is_empty() { last } else { format!("paused {last}") }
}

/// The limits of the open tasks of a node, one after the other where it is open for several items.
fn limits(definition: &Definition, instance: &Instance, node: &str) -> String {
    let open = instance.elements.values().filter(|element| definition.node(element.node).id == node);
    let days: Vec<String> = open
        .filter_map(|element| element.task())
        .map(|task| task.limit.as_ref().map_or_else(|| "no limit".to_owned(), last_day))
        .collect();
    if days.is_empty() { "not open".to_owned() } else { days.join(", ") }
}

fn last_day(limit: &LimitState) -> String {
    limit.last_day.map_or_else(|| limit.lapses_at.to_string(), |day| day.to_string())
}

/// Milestones, numbers and clocks: what control holds.
fn reached<T: Theatre>(
    theatre: &T,
    stage: &Stage,
    expect: &Expect,
    facts: &Facts,
    wrong: &mut Vec<String>,
) -> Result<(), Error> {
    let stored = theatre.wait(theatre.store().instance_get(facts.case.instance))?;
    let Some(instance) = stored.and_then(|(_, bytes)| control::decode(&bytes).ok()) else { return Ok(()) };
    let is_reached =
        |wanted: &String| instance.milestones.keys().any(|ix| stage.definition.milestones[ix.index()] == *wanted);
    if let Some(milestone) = expect.milestone.as_ref().filter(|wanted| !is_reached(wanted)) {
        wrong.push(format!("milestone {milestone} has not been reached"));
    }
    if let Some(number) =
        expect.number.as_ref().filter(|wanted| !instance.numbers.values().any(|found| found == *wanted))
    {
        let found = sorted(instance.numbers.values().cloned());
        wrong.push(format!("number: expected {number}, found {found}"));
    }
    for (id, wanted) in &expect.clocks {
        let found = clock(&stage.definition, &instance, id);
        if found != *wanted {
            wrong.push(format!("clock {id}: expected {wanted}, found {found}"));
        }
    }
    for (node, wanted) in &expect.limits {
        let found = limits(&stage.definition, &instance, node);
        if found != *wanted {
            wrong.push(format!("limit of {node}: expected {wanted}, found {found}"));
        }
    }
    Ok(())
}

fn state(state: CaseState) -> &'static str {
    match state {
        CaseState::Running => "running",
        CaseState::Ended => "ended",
        CaseState::Terminated => "terminated",
    }
}

fn sorted(texts: impl Iterator<Item = String>) -> String {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    format!("[{}]", texts.join(", "))
}
