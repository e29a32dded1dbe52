//! How a case begins, leaves its road and ends; reasons; numbers.

use super::{DECIDED, DECISION, decisions, kinds, must, names::*};
use crate::story::{Item, Number, Papers, Story, Submission, text};
use jiff::civil::Date;
use mingjing_core::ids::Key;
use mingjing_expr::{Scope, Value, eval};
use mingjing_model::definition::{DocumentIx, RiskMode};
use std::collections::BTreeMap;

/// Returns, refusals and changes of what was proposed give their reasons.
pub fn explained(story: &Story) -> Result<(), String> {
    for (form, field, values) in EXPLAINED {
        let asked = story.of_form(form).filter(|one| values.contains(&one.text(field)));
        for one in asked.filter(|one| one.by.is_some()) {
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
    let milestones = story.milestones.iter().filter(|(_, _, id)| EXITED.contains(&id.as_str()));
    for (at, seq) in errors.chain(milestones.map(|(at, seq, _)| (*at, *seq))) {
        let lets_go = |one: &&Submission| one.seq == seq && exit_by(one).is_some();
        let approval = story.submissions.iter().find(lets_go);
        let Some((one, exit)) = approval.and_then(|one| Some((one, exit_by(one)?))) else {
            return Err(format!("record {seq}: an exit without its approval"));
        };
        let asked = exit.request.is_none_or(|form| story.last_before(form, at).is_some());
        must(asked, || format!("record {seq}: an exit that nobody asked for"))?;
        let by_head = HEADS.contains(&one.lane.as_deref().unwrap_or_default());
        let Some((form, field, value, lanes)) = exit.before else {
            must(by_head, || format!("record {seq}: an exit without the approval of a head"))?;
            continue;
        };
        let agrees =
            |one: &Submission| one.text(field) == value && lanes.contains(&one.lane.as_deref().unwrap_or_default());
        // An answer from elsewhere is to the request that was agreed to, whatever was refused while it was awaited.
        let agreed = match exit.node {
            "" => story.of_form(form).any(|one| one.at < at && agrees(one)),
            _ => story.last_before(form, at).is_some_and(agrees),
        };
        must(agreed && (by_head || lanes == HEADS), || format!("record {seq}: an exit without `{form}`"))?;
    }
    Ok(())
}

fn exit_by(one: &Submission) -> Option<&'static Exit> {
    let is = |exit: &&Exit| {
        (exit.node, exit.form) == (one.node.as_str(), one.form.as_str()) && exit.values.contains(&one.text(exit.field))
    };
    EXITS.iter().find(is)
}

/// A case is closed after its decision, when every party's part has ended, after an approved exit, or because it was
/// reopened for that.
pub fn closed_when_done(story: &Story) -> Result<(), String> {
    for (at, seq, _) in story.milestones.iter().filter(|(_, _, id)| id == CLOSED) {
        let exited = story.errors.iter().any(|(own, _, code)| code == EXIT && own < at)
            || story.of_form(FILING).any(|one| one.at < *at && one.text("decision").starts_with("transfer"))
            || story.of_form(REOPENING).any(|one| one.at < *at && one.text("resume_at") == "close");
        let made: Vec<&Submission> = decisions(story).filter(|one| one.at < *at).collect();
        must(exited || !made.is_empty(), || format!("record {seq}: closed without a decision or an exit"))?;
        for (nth, decision) in made.iter().enumerate() {
            let until = made.get(nth + 1).map_or(*at, |next| next.at);
            for (index, part) in decision.list("parts").iter().enumerate() {
                let own = |(_, item): &(&Key, &Item)| {
                    item.node == PARTS && item.at > decision.at && item.at < until && item.index as usize == index
                };
                let key = story.items.iter().find(own).map(|(key, _)| *key);
                let lacks = key.map_or(Some("anything"), |key| lacks(story, key, part, *at));
                must(lacks.is_none(), || {
                    format!("record {seq}: closed, and the part of `{}` lacks {lacks:?}", text(part, "name"))
                })?;
            }
        }
    }
    Ok(())
}

/// What a part lacks to be over.
fn lacks(story: &Story, key: Key, part: &Value, at: usize) -> Option<&'static str> {
    let of = |form: &'static str| story.of_form(form).filter(move |one| one.scope == key && one.at < at);
    if story.value_in(key, PART_OVER, at).and_then(Value::as_bool) != Some(true) {
        return Some("its end");
    }
    if !of(DOCUMENT_OF_DECISION).any(|one| one.text("kind") == text(part, "outcome"))
        && text(part, "outcome") != "transferred"
    {
        return Some("its document");
    }
    if of(SERVICE).next().is_none() {
        return Some("its service");
    }
    if text(part, "outcome") != "penalty" {
        return None;
    }
    let altered = of(REMEDY_OUTCOME).next().is_some();
    let unpublished = story.value_in(key, PUBLICATION_TERM, at).and_then(Value::as_text) == Some(NOT_PUBLISHED);
    if !altered && !unpublished && !of(PUBLICATION).any(|one| one.text("result") != "returned") {
        return Some("its publication");
    }
    let owed = kinds(part).iter().any(|kind| !DONE_BY_SERVICE.contains(kind));
    let ended = ENDINGS.iter().any(|(form, field, values)| of(form).any(|one| values.contains(&one.text(field))));
    let lapsed = story.lapses.iter().any(|lapse| {
        let task = story.tasks.get(&lapse.owner).is_some_and(|task| ENDING_TASKS.contains(&task.node.as_str()));
        lapse.at < at && task && story.item_around(lapse.owner) == Some(key)
    });
    (owed && !ended && !lapsed).then_some("its performance")
}

/// The documents that a node demands are there when it is left.
pub fn documented(story: &Story) -> Result<(), String> {
    let def = story.definition;
    for deed in &story.deeds {
        let Some((key, task)) = deed.task.and_then(|key| Some((key, story.tasks.get(&key)?))) else { continue };
        let duty = &def.node(def.node_by_id(&task.node).ok_or("no such node")?).duty;
        let seen = Seen { story, key, at: deed.at, day: deed.entered };
        let warns =
            |ix: DocumentIx| duty.risk.as_ref().is_some_and(|risk| risk.document == ix && risk.mode == RiskMode::Warn);
        for document in duty.documents.iter().filter(|document| !warns(document.document)) {
            let holds =
                |when: &mingjing_expr::Expr| eval(when, &seen).ok().and_then(|value| value.as_bool()) == Some(true);
            let id = &def.documents[document.document.index()].id;
            let here =
                |papers: &Papers| papers.seq == deed.seq && papers.node == task.node && papers.documents.contains(id);
            let there = !document.when.as_ref().is_none_or(holds) || story.papers.iter().any(here);
            must(there, || format!("record {}: `{}` was left without `{id}`", deed.seq, task.node))?;
        }
    }
    Ok(())
}

/// What is known at a task when it is left.
struct Seen<'s> {
    story: &'s Story<'s>,
    key: Key,
    at: usize,
    day: Date,
}

impl Scope for Seen<'_> {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.story.value_at(self.key, name, self.at).cloned()
    }

    fn today(&self) -> Date {
        self.day
    }
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
