//! Authority: the lane's role in the case's organ and unit, the named team, and the separation of duties.

use super::{
    findings,
    findings::Finding,
    separation::{self, Acting},
    task,
};
use crate::{
    ids::PersonId,
    outcome::{Rejection, RejectionKind},
    work::{Halt, Run, Work},
};
use jiff::civil::Date;
use mingjing_model::definition::{LaneIx, PolicyRule, QueueScope};

/// The system role that deals with incidents; departments file all other roles.
const OPERATOR: &str = "operator";

/// Whether the person may act in the lane, for a task in this unit's queue (none = the organ's).
///
/// # Errors
/// A refusal under `authority` or `separation`; needs for the person's rights.
pub(crate) fn may_act(work: &mut Work, lane: LaneIx, unit: Option<&str>, person: &PersonId) -> Run {
    let today = work.today()?;
    let holds = holds_role(work, lane, unit, person, today)?;
    let facts = || vec![("person", person.as_str().to_owned()), ("lane", work.def.lane(lane).id.clone())];
    let mut found = Vec::new();
    if !holds {
        let mut facts = facts();
        facts.push(("unit", unit.unwrap_or(&work.instance.organ).to_owned()));
        found.push(Finding { rule: PolicyRule::Authority, code: "MJ4101", pointer: String::new(), facts });
    }
    if work.instance.teams.get(&lane).is_some_and(|team| !team.contains(person)) {
        found.push(Finding { rule: PolicyRule::Authority, code: "MJ4102", pointer: String::new(), facts: facts() });
    }
    found.extend(separation::finding(work, &Acting::default(), lane, person, ""));
    findings::stop_on(work, &found)
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

/// Whether the person held the lane's role on a day: in the case's organ, and where the lane's queue belongs to a unit,
/// in that unit or in the organ as a whole.
pub(crate) fn holds_role(work: &mut Work, lane: LaneIx, unit: Option<&str>, person: &PersonId, on: Date) -> Run<bool> {
    let rights = work.rights_on(person, on)?;
    let lane = work.def.lane(lane);
    let in_reach = |held: Option<&str>| match (lane.queue, held, unit) {
        (QueueScope::Unit, Some(held), Some(unit)) => held == unit,
        (QueueScope::Unit, _, None) | (QueueScope::Unit, None, Some(_)) | (QueueScope::Organ, _, _) => true,
    };
    let organ = &work.instance.organ;
    Ok(rights.iter().any(|right| right.role == lane.role && right.organ == *organ && in_reach(right.unit.as_deref())))
}
