//! Authority: the lane's role in the case's organ and unit, held or stood in for, the named team, and the separation of
//! duties.

use super::{
    findings,
    findings::Finding,
    separation::{self, Acting},
    task,
};
use crate::{
    ids::PersonId,
    needs::Right,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use jiff::civil::Date;
use mingjing_model::definition::{LaneIx, PolicyRule, QueueScope};
use std::collections::BTreeSet;

/// The system role that deals with incidents; departments file all other roles.
const OPERATOR: &str = "operator";

/// Whether the person may act in the lane, for a task in this unit's queue (none = the organ's). Gives the people in whose
/// place they act; none when the lane is theirs in their own right. A team that is named is its people and who stands in
/// for them.
///
/// # Errors
/// A refusal under `authority` or `separation`; needs for the person's rights.
pub(crate) fn may_act(work: &mut Work, lane: LaneIx, unit: Option<&str>, person: &PersonId) -> Run<BTreeSet<PersonId>> {
    let today = work.today()?;
    let rights = work.rights_on(person, today)?;
    let holders = holders(work, lane, unit, person, &rights);
    let mut acting = in_team(work, lane, person, holders.clone());
    let facts = || vec![("person", person.as_str().to_owned()), ("lane", work.def.lane(lane).id.clone())];
    let mut found = Vec::new();
    if holders.is_empty() {
        let mut facts = facts();
        facts.push(("unit", unit.unwrap_or(&work.instance.organ).to_owned()));
        found.push(Finding { rule: PolicyRule::Authority, code: "MJ4101", pointer: String::new(), facts });
    }
    if acting.is_empty() && work.instance.teams.get(&lane).is_some_and(|team| !team.contains(person)) {
        found.push(Finding { rule: PolicyRule::Authority, code: "MJ4102", pointer: String::new(), facts: facts() });
    }
    found.extend(separation::finding(work, &Acting::default(), lane, (person, &rights), ""));
    findings::stop_on(work, &found)?;
    if acting.contains(person) {
        acting.clear();
    }
    Ok(acting)
}

/// The operator who deals with an incident: the person of the command, if they hold the system role in the case's organ.
///
/// # Errors
/// A plain rejection otherwise; needs for the person's rights.
pub(crate) fn may_resolve(work: &mut Work) -> Run<PersonId> {
    let person = task::actor(work)?;
    let rights = work.rights(&person)?;
    if rights.iter().any(|right| right.role == OPERATOR && right.organ == work.instance.organ) {
        return Ok(person);
    }
    Err(Halt::Reject(Box::new(Rejection::new("MJ4104", RejectionKind::Forbidden).with("person", person.as_str()))))
}

/// Whether the person held the lane's role on a day, in their own right or as a stand-in: in the case's organ, and where
/// the lane's queue belongs to a unit, in that unit or in the organ as a whole.
pub(crate) fn holds_role(work: &mut Work, lane: LaneIx, unit: Option<&str>, person: &PersonId, on: Date) -> Run<bool> {
    let rights = work.rights_on(person, on)?;
    Ok(!holders(work, lane, unit, person, &rights).is_empty())
}

/// Of the people whose roles open the lane to a person, those by whom they belong to the team, if one is named: all for
/// a member of it, else the members for whom they stand in.
fn in_team(work: &Work, lane: LaneIx, person: &PersonId, holders: BTreeSet<PersonId>) -> BTreeSet<PersonId> {
    match work.instance.teams.get(&lane) {
        Some(team) if !team.contains(person) => holders.into_iter().filter(|holder| team.contains(holder)).collect(),
        Some(_) | None => holders,
    }
}

/// In whose place somebody with these rights acts in the lane of a case's unit; themselves among them in their own right.
pub(crate) fn acting(work: &Work, lane: LaneIx, person: &PersonId, rights: &[Right]) -> BTreeSet<PersonId> {
    let holders = holders(work, lane, work.instance.unit.as_deref(), person, rights);
    in_team(work, lane, person, holders)
}

/// Whose roles open the lane to somebody with these rights: their own, and those of people for whom they stand in.
fn holders(work: &Work, lane: LaneIx, unit: Option<&str>, person: &PersonId, rights: &[Right]) -> BTreeSet<PersonId> {
    let lane = work.def.lane(lane);
    let in_reach = |held: Option<&str>| match (lane.queue, held, unit) {
        (QueueScope::Unit, Some(held), Some(unit)) => held == unit,
        (QueueScope::Unit, _, None) | (QueueScope::Unit, None, Some(_)) | (QueueScope::Organ, _, _) => true,
    };
    let organ = &work.instance.organ;
    let opens = |right: &&Right| right.role == lane.role && right.organ == *organ && in_reach(right.unit.as_deref());
    rights.iter().filter(opens).map(|right| right.stands_in_for.as_ref().unwrap_or(person).clone()).collect()
}
