//! Who acts: heads decide, nobody sits on two chairs, two certified officers on every act, people of the lane only.

use super::{must, names::*};
use crate::story::{Deed, Story, Submission};
use std::collections::BTreeSet;

/// Approvals are given, and cases ended by decision, in the lanes of heads alone.
pub fn decided_by_heads(story: &Story) -> Result<(), String> {
    for one in story.submissions.iter().filter(|one| OF_HEADS.contains(&one.form.as_str())) {
        // What another case decided stands in the message by which it came.
        if one.by.is_none() && one.form != DECISION && one.form != DISCUSSION {
            continue;
        }
        let able = if [DECISION, DISCUSSION].contains(&one.form.as_str()) { DECIDERS } else { HEADS };
        let lane = one.lane.as_deref().unwrap_or_default();
        must(able.contains(&lane), || format!("record {}: `{}` was signed in lane `{lane}`", one.seq, one.form))?;
    }
    Ok(())
}

/// Over the whole life of a case nobody handles it and reviews or approves it, reviews and approves it, or investigates
/// and hosts its hearing.
pub fn apart(story: &Story) -> Result<(), String> {
    let heads: BTreeSet<&str> = HEADS.iter().flat_map(|lane| people(story, lane)).collect();
    let (handlers, reviewers, hosts) = (people(story, HANDLER), people(story, REVIEWER), people(story, HOST));
    let publishers = people(story, PUBLISHER);
    let pairs = [
        ("handling and approval", &handlers, &heads),
        ("investigation and hearing", &handlers, &hosts),
        ("handling and publication", &handlers, &publishers),
        ("handling and review", &handlers, &reviewers),
        ("review and approval", &reviewers, &heads),
    ];
    // Those who answer a remedy are none who review a case.
    let asked = if story.process == PENALTIES { &pairs[..] } else { &pairs[..3] };
    for (what, these, those) in asked.iter().copied() {
        let both: Vec<_> = these.intersection(those).collect();
        must(both.is_empty(), || format!("{what} by {both:?}"))?;
    }
    Ok(())
}

/// Everybody who acted in a lane, or was named for it.
fn people<'s>(story: &'s Story, lane: &str) -> BTreeSet<&'s str> {
    let mut people: BTreeSet<&str> =
        story.deeds.iter().filter(|deed| deed.lane == lane).map(|deed| deed.person.as_str()).collect();
    for (_, form, field) in TEAMS.iter().filter(|(own, _, _)| *own == lane) {
        people.extend(story.of_form(form).filter(|one| names(story, one)).flat_map(|one| one.people(field)));
    }
    if lane == HANDLER {
        people.extend(EVIDENCE.iter().flat_map(|(form, field)| story.of_form(form).flat_map(|one| one.people(field))));
    }
    people
}

/// On every evidence act at least two different officers with a certificate on the day of the act.
pub fn two_certified(story: &Story) -> Result<(), String> {
    for (form, field) in EVIDENCE {
        for one in story.of_form(form) {
            let officers = one.people(field);
            let certified = officers.iter().filter(|person| story.roster.certified(person, one.dated)).count();
            must(certified >= 2, || {
                format!("record {}: `{form}` of {} by {officers:?}, {certified} of them certified", one.seq, one.dated)
            })?;
        }
    }
    Ok(())
}

/// Acts that are to be recorded name their recording.
pub fn recorded(story: &Story) -> Result<(), String> {
    for (form, manner, manners, recording) in RECORDED {
        let asked = story.of_form(form).filter(|one| manners.is_empty() || manners.contains(&one.text(manner)));
        for one in asked {
            must(!one.text(recording).trim().is_empty(), || {
                format!("record {}: `{form}` has no {recording}", one.seq)
            })?;
        }
    }
    Ok(())
}

/// Whoever acts holds the role of the lane on the day, and is of its team once the case has named one.
pub fn of_the_lane(story: &Story) -> Result<(), String> {
    for deed in &story.deeds {
        let unit = deed.task.and_then(|key| story.tasks.get(&key)).and_then(|task| task.unit.as_deref());
        let Deed { at, lane, person, entered, dated, .. } = deed;
        must(belongs(story, *at, lane, person, unit, &[*entered, *dated]), || {
            format!("event {at}: {person} is not of lane `{lane}` on {entered} ({dated})")
        })?;
    }
    for one in &story.submissions {
        let Submission { at, seq, lane: Some(lane), by: Some(person), entered, .. } = one else { continue };
        must(belongs(story, *at, lane, person, None, &[*entered]), || {
            format!("record {seq}: {person} is not of lane `{lane}` on {entered}")
        })?;
    }
    Ok(())
}

fn belongs(story: &Story, at: usize, lane: &str, person: &str, unit: Option<&str>, days: &[jiff::civil::Date]) -> bool {
    let teams = TEAMS.iter().filter(|(own, _, _)| *own == lane);
    let naming = teams.flat_map(|(_, form, field)| {
        let before = |one: &&Submission| one.at < at && names(story, one) && !one.people(field).is_empty();
        story.of_form(form).rev().find(before).map(|one| (one.at, one.people(field)))
    });
    let named = naming.max_by_key(|(at, _)| *at).map(|(_, people)| people);
    if named.is_some_and(|named| !named.contains(&person)) {
        return false;
    }
    let role = if lane == COLLECTIVE { DECIDERS[0] } else { lane };
    days.iter().any(|day| story.roster.held(person, role, unit, *day))
}

/// Whether a form names its people: those of a filing, once the case is filed by it.
fn names(story: &Story, one: &Submission) -> bool {
    one.form != FILING || story.reached_in(FILED, one.seq)
}
