//! How a case begins, leaves its road and ends; reasons; numbers.

use super::{DECIDED, DECISION, decisions, kinds, must, names::*};
use crate::story::{Item, Number, Story, Submission, text};
use std::collections::BTreeMap;

/// Returns, refusals and changes of what was proposed give their reasons.
pub fn explained(story: &Story) -> Result<(), String> {
    for (form, field, values) in EXPLAINED {
        let asked = story.of_form(form).filter(|one| values.contains(&one.text(field)));
        for one in asked {
            must(one.reason.is_some(), || {
                format!("record {}: `{form}` says {} without reasons", one.seq, one.text(field))
            })?;
        }
    }
    for one in story.of_form(DECISION).filter(|one| !story.reached_in(DECIDED, one.seq)) {
        must(one.reason.is_some(), || format!("record {}: sent back without reasons", one.seq))?;
    }
    Ok(())
}

/// A case is filed on its four conditions and with two handlers, and nothing is investigated before.
pub fn filed_first(story: &Story) -> Result<(), String> {
    let files = |one: &&Submission| one.text("decision") == "file";
    for filing in story.of_form(FILING).filter(files) {
        let lacks = CONDITIONS.iter().find(|condition| filing.text(condition) != "met");
        must(lacks.is_none(), || format!("record {}: filed without {lacks:?}", filing.seq))?;
        must(filing.people("handlers").len() >= 2, || format!("record {}: filed with too few handlers", filing.seq))?;
    }
    for one in story.of_form(INVESTIGATION) {
        let filed = story.of_form(FILING).filter(files).any(|filing| filing.at < one.at);
        must(filed, || format!("record {}: investigated without filing", one.seq))?;
    }
    Ok(())
}

/// A case leaves its stages without a decision only by an exit that was asked for and that a head approved.
pub fn exits_approved(story: &Story) -> Result<(), String> {
    let errors = story.errors.iter().filter(|(_, _, code)| code == EXIT).map(|(at, seq, _)| (*at, *seq));
    let milestones = story.milestones.iter().filter(|(_, _, id)| id == TERMINATED).map(|(at, seq, _)| (*at, *seq));
    for (at, seq) in errors.chain(milestones) {
        let approves = |one: &&Submission| {
            let exit = EXITS.iter().find(|(form, _, _)| *form == one.form);
            one.seq == seq && exit.is_some_and(|(_, field, value)| one.text(field) == *value)
        };
        let approval = story.submissions.iter().find(approves);
        let by_head = approval.and_then(|one| one.lane.as_deref()).is_some_and(|lane| HEADS.contains(&lane));
        must(by_head, || format!("record {seq}: an exit without the approval of a head"))?;
        let asked = EXIT_REQUESTS.iter().any(|form| story.last_before(form, at).is_some());
        must(asked, || format!("record {seq}: an exit that nobody asked for"))?;
    }
    Ok(())
}

/// A case is closed after its decision, when every party's part has ended, or after an approved exit.
pub fn closed_when_done(story: &Story) -> Result<(), String> {
    for (at, seq, _) in story.milestones.iter().filter(|(_, _, id)| id == CLOSED) {
        let exited = story.milestones.iter().any(|(own, _, id)| id == TERMINATED && own < at);
        let decision = decisions(story).filter(|one| one.at < *at).last();
        let Some(decision) = decision else {
            must(exited, || format!("record {seq}: closed without a decision or an exit"))?;
            continue;
        };
        for (index, part) in decision.list("parts").iter().enumerate() {
            let done = |(key, item): (&mingjing_core::ids::Key, &Item)| {
                let given = |form: &str| story.of_form(form).any(|one| one.scope == *key && one.at < *at);
                let punished = text(part, "outcome") == "penalty";
                let owed = punished && kinds(part).iter().any(|kind| !DONE_BY_SERVICE.contains(kind));
                item.at > decision.at
                    && item.index as usize == index
                    && item.completed.is_some_and(|end| end < *at)
                    && given(SERVICE)
                    && (!punished || given(PUBLICATION))
                    && (!owed || given(PAYMENT))
            };
            let name = text(part, "name");
            must(story.items.iter().any(done), || {
                format!("record {seq}: closed before the part of `{name}` was done")
            })?;
        }
    }
    Ok(())
}

/// What was refused stands on record and did nothing.
pub fn refusals_move_nothing(story: &Story) -> Result<(), String> {
    must(story.moved_by_refusals.is_empty(), || format!("records {:?}", story.moved_by_refusals))
}

/// Nobody has to repair the case.
pub fn never_stuck(story: &Story) -> Result<(), String> {
    must(story.incidents.is_empty(), || format!("{:?}", story.incidents))
}

/// Numbers of a series and year are those from one on, each once, and printed once.
pub fn numbered(stories: &[Story]) -> Result<(), String> {
    let mut series: BTreeMap<(&str, i16), Vec<&Number>> = BTreeMap::new();
    for number in stories.iter().flat_map(|story| &story.numbers) {
        series.entry((&number.series, number.year)).or_default().push(number);
    }
    for ((name, year), mut numbers) in series {
        numbers.sort_by_key(|one| one.number);
        let right = numbers.iter().zip(1..).all(|(one, nth)| one.number == nth);
        must(right, || format!("{name} {year}: {numbers:?}"))?;
        let twice = numbers.windows(2).any(|pair| pair[0].text == pair[1].text);
        must(!twice, || format!("{name} {year} prints one number twice: {numbers:?}"))?;
    }
    Ok(())
}
