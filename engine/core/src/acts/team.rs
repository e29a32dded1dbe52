//! Teams: from the moment that the people of a lane are named in the data, the lane means exactly these people.

use super::{
    authority,
    findings::Finding,
    form::below,
    separation::{self, Acting},
};
use crate::{
    event::Event,
    ids::PersonId,
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::{LaneIx, NameIx, PolicyRule};
use std::collections::BTreeSet;

/// A team that a value names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Team {
    /// The lane.
    pub lane: LaneIx,
    /// Its people.
    pub people: Vec<PersonId>,
}

/// The teams that a value names, and what is wrong with their people: each must hold the lane's role and must not act in
/// a separated lane, be it before, by this command, or in another team that the value names. A name without people
/// leaves the lane as it was.
pub(crate) fn named(work: &mut Work, acting: &Acting, name: NameIx, value: &Value) -> Run<(Vec<Team>, Vec<Finding>)> {
    let def = work.def;
    let mut acting = acting.clone();
    let mut teams = Vec::new();
    let mut results = Vec::new();
    for (position, lane) in def.lanes.iter().enumerate() {
        let Some(path) = lane.team.as_ref().filter(|path| path.name == name) else {
            continue;
        };
        let pointer = path.fields.iter().fold(String::new(), |pointer, field| below(&pointer, field));
        let people = value.at_path(&path.fields).map(people_in).unwrap_or_default();
        let lane = LaneIx::at(position);
        results.extend(people.iter().map(|person| member(work, &acting, lane, person, &pointer)));
        if !people.is_empty() {
            acting.add(Some(lane), people.iter().cloned());
            teams.push(Team { lane, people });
        }
    }
    let findings = super::all(results)?.into_iter().flatten().collect();
    Ok((teams, findings))
}

/// Names the team, unless it stands already.
pub(crate) fn name(work: &mut Work, team: Team) {
    if work.instance.teams.get(&team.lane) != Some(&team.people) {
        work.emit(Event::TeamNamed { lane: team.lane, people: team.people });
    }
}

/// Records that these people acted in the lane; whoever already did is not written again.
pub(crate) fn acted(work: &mut Work, lane: LaneIx, people: impl IntoIterator<Item = PersonId>) {
    let before = work.instance.acted.get(&lane);
    let people: BTreeSet<_> =
        people.into_iter().filter(|person| !before.is_some_and(|before| before.contains(person))).collect();
    if !people.is_empty() {
        work.emit(Event::LaneActed { lane, people: people.into_iter().collect() });
    }
}

/// Records that this person acted in the lane, and in whose place if it is not theirs.
pub(crate) fn acted_for(work: &mut Work, lane: LaneIx, person: &PersonId, absent: BTreeSet<PersonId>) {
    acted(work, lane, [person.clone()]);
    stood_in(work, lane, person, absent);
}

/// Records in whose place this person acted in the lane: once a step for each, however often they are named in it.
pub(crate) fn stood_in(work: &mut Work, lane: LaneIx, person: &PersonId, absent: BTreeSet<PersonId>) {
    for absent in absent {
        let event = Event::StoodIn { lane, person: person.clone(), absent };
        if !work.events().contains(&event) {
            work.emit(event);
        }
    }
}

/// The different people that a value lists, in their order: a list of people, or one person.
pub(crate) fn people_in(value: &Value) -> Vec<PersonId> {
    let listed = value.as_list().unwrap_or(std::slice::from_ref(value));
    let mut people = Vec::new();
    for person in listed.iter().filter_map(Value::as_text).map(PersonId::new) {
        if !people.contains(&person) {
            people.push(person);
        }
    }
    people
}

fn member(work: &mut Work, acting: &Acting, lane: LaneIx, person: &PersonId, pointer: &str) -> Run<Vec<Finding>> {
    let unit = work.instance.unit.clone();
    let today = work.today()?;
    let rights = work.rights_on(person, today)?;
    let holds = authority::holds_role(work, lane, unit.as_deref(), person, today)?;
    let outside = (!holds).then(|| outside_lane(work, lane, person, pointer));
    Ok(outside.into_iter().chain(separation::finding(work, acting, lane, (person, &rights), pointer)).collect())
}

/// The finding that a person does not belong to a lane.
pub(crate) fn outside_lane(work: &Work, lane: LaneIx, person: &PersonId, pointer: &str) -> Finding {
    let facts = vec![("person", person.as_str().to_owned()), ("lane", work.def.lane(lane).id.clone())];
    Finding { rule: PolicyRule::People, code: "MJ4111", pointer: pointer.to_owned(), facts }
}
