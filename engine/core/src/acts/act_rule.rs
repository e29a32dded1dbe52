//! What the law demands of an act (行政处罚法 第四十二条、第四十七条): so many people, each certified on the day of the
//! act, each of the lane and free of separated lanes, and the recording.

use super::{
    authority,
    findings::Finding,
    form::{self, below},
    separation::{self, Acting},
    team,
};
use crate::{
    ids::PersonId,
    outcome::FieldError,
    work::{Run, Work},
};
use jiff::civil::Date;
use mingjing_expr::Value;
use mingjing_model::definition::{ActRule, LaneIx, PolicyRule};
use std::collections::BTreeSet;

/// What the look at an act found.
#[derive(Default)]
pub(crate) struct Review {
    /// People whom the directory does not know.
    pub unknown: Vec<FieldError>,
    /// What the law finds missing.
    pub findings: Vec<Finding>,
    /// Who took part in whose place, and in which lane.
    pub stood_in: Vec<(LaneIx, PersonId, BTreeSet<PersonId>)>,
}

/// The different people who took part, in their order.
pub(crate) fn people(rule: &ActRule, values: &Value) -> Vec<PersonId> {
    values.get(&rule.who).map(team::people_in).unwrap_or_default()
}

/// Looks at an act that happened on `day`, entered in `lane` by those who are `acting`; they need not have taken part.
pub(crate) fn review(
    work: &mut Work,
    rule: &ActRule,
    acting: &Acting,
    lane: Option<LaneIx>,
    values: &Value,
    day: Date,
) -> Run<Review> {
    let who = below("", &rule.who);
    let look = Look { rule, acting, lane: rule.lane.or(lane), pointer: &who, day };
    let people = people(rule, values);
    let mut findings = Vec::new();
    if people.len() < usize::from(rule.people) {
        let facts = vec![("needed", rule.people.to_string()), ("given", people.len().to_string())];
        findings.push(Finding { rule: PolicyRule::People, code: "MJ4110", pointer: who.clone(), facts });
    }
    let results: Vec<_> = people.iter().map(|person| participant(work, &look, person)).collect();
    let (mut unknown, mut stood_in) = (Vec::new(), Vec::new());
    for participant in super::all(results)? {
        match participant {
            Participant::Unknown(error) => unknown.push(error),
            Participant::Known(found, standing) => {
                findings.extend(found);
                stood_in.extend(standing);
            }
        }
    }
    findings.extend(rule.recording.as_ref().and_then(|field| recording(field, values)));
    Ok(Review { unknown, findings, stood_in })
}

struct Look<'a> {
    rule: &'a ActRule,
    acting: &'a Acting,
    lane: Option<LaneIx>,
    pointer: &'a str,
    day: Date,
}

enum Participant {
    Unknown(FieldError),
    Known(Vec<Finding>, Option<(LaneIx, PersonId, BTreeSet<PersonId>)>),
}

/// Asks for rights and certificate in one round.
fn participant(work: &mut Work, look: &Look, person: &PersonId) -> Run<Participant> {
    let Look { rule, acting, lane, pointer, day } = *look;
    let rights = work.rights_on(person, day);
    let certified = if rule.certified { is_certified(work, person, day) } else { Ok(true) };
    let rights = rights?;
    if rights.is_empty() {
        return Ok(Participant::Unknown(form::error(pointer, "MJ4206", &[("key", person.as_str())])));
    }
    let (mut findings, mut stood_in) = (Vec::new(), None);
    if let Some(lane) = lane {
        let places = authority::acting(work, lane, person, &rights);
        // A role that has ended is not replaced by a place in the team.
        if places.is_empty() {
            findings.push(team::outside_lane(work, lane, person, pointer));
        }
        stood_in = (!places.contains(person)).then(|| (lane, person.clone(), places));
        findings.extend(separation::finding(work, acting, lane, (person, &rights), pointer));
    }
    if !certified? {
        let facts = vec![("person", person.as_str().to_owned()), ("day", day.to_string())];
        findings.push(Finding { rule: PolicyRule::Certified, code: "MJ4112", pointer: pointer.to_owned(), facts });
    }
    Ok(Participant::Known(findings, stood_in))
}

/// A valid row in the policy's register. Without a register nobody is confirmed, so nobody is certified.
fn is_certified(work: &mut Work, person: &PersonId, day: Date) -> Run<bool> {
    match &work.def.policy.certificates {
        Some(register) => Ok(work.register(register, person.as_str(), day)?.is_some()),
        None => Ok(false),
    }
}

fn recording(field: &str, values: &Value) -> Option<Finding> {
    let missing = match values.get(field) {
        None | Some(Value::Null) => true,
        Some(Value::Text(text)) => text.trim().is_empty(),
        Some(Value::List(items)) => items.is_empty(),
        Some(Value::Map(fields)) => fields.is_empty(),
        Some(Value::Bool(given)) => !given,
        Some(Value::Number(_) | Value::Date(_) | Value::Instant(_)) => false,
    };
    missing.then(|| Finding {
        rule: PolicyRule::Recording,
        code: "MJ4113",
        pointer: below("", field),
        facts: vec![("field", field.to_owned())],
    })
}
