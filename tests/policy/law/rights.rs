//! The rights of the parties: notice, defence, hearing; each used, waived or lapsed before anybody is punished.

use super::{content::report, decisions, fen, kinds, must, names::*, punishes};
use crate::story::{Story, Submission, text};
use jiff::civil::Date;
use mingjing_core::ids::Key;
use mingjing_expr::Value;

/// Working days within which a party may defend itself and ask for a hearing.
const TERM: u32 = 5;
/// Working days between the notice of a hearing and the hearing.
const BEFORE_HEARING: u32 = 7;

/// A party of the report that is decided, with the notice that it got last.
struct Told<'s> {
    party: &'s Value,
    notice: &'s Submission,
}

/// Every party with its notice, of every decision that punishes; a party without one is the breach.
fn told<'s>(story: &'s Story) -> Result<Vec<(&'s Submission, Told<'s>)>, String> {
    let mut all = Vec::new();
    for decision in decisions(story).filter(|decision| punishes(decision)) {
        let report = report(story, decision)?;
        for (index, party) in report.list("parties").iter().enumerate() {
            let name = text(party, "name");
            let is_own = |one: &&Submission| {
                let item = story.items.get(&one.scope);
                let same = item.is_some_and(|item| item.index as usize == index && item.label.as_deref() == Some(name));
                one.at > report.at && one.at < decision.at && same
            };
            let notice = story.of_form(NOTICE).rev().find(is_own);
            let notice = notice.ok_or_else(|| format!("record {}: `{name}` got no notice", decision.seq))?;
            all.push((decision, Told { party, notice }));
        }
    }
    Ok(all)
}

/// Nobody is punished without a served notice of what the report proposes.
pub fn notified(story: &Story) -> Result<(), String> {
    for (decision, told) in told(story)? {
        must(told.notice.dated <= decision.entered, || format!("record {}: the notice is served later", decision.seq))?;
    }
    Ok(())
}

/// The right to state and defend was used and rechecked, waived, or lapsed after the term.
pub fn defence(story: &Story) -> Result<(), String> {
    for (decision, told) in told(story)? {
        let used = settled(story, decision, &told, DEFENCE, DEFENCE_TASK)?;
        if used {
            let recheck = story.of_form(RECHECK).any(|one| one.scope == told.notice.scope && one.at < decision.at);
            must(recheck, || format!("record {}: a defence was not rechecked", decision.seq))?;
        }
    }
    Ok(())
}

/// Whoever has the right to a hearing was told of it, and used it, waived it, or let it lapse.
pub fn hearing_offered(story: &Story) -> Result<(), String> {
    for (decision, told) in told(story)? {
        if has_hearing_right(story, told.party) {
            let said = told.notice.value.get("hearing_told").and_then(Value::as_bool) == Some(true);
            must(said, || format!("record {}: a right to a hearing was not told", decision.seq))?;
            settled(story, decision, &told, HEARING_REQUEST, HEARING_REQUEST_TASK)?;
        }
    }
    Ok(())
}

/// Whether the right was used; an error where it was neither used nor waived and did not lapse.
fn settled(story: &Story, decision: &Submission, told: &Told, form: &str, task: &str) -> Result<bool, String> {
    let (since, scope) = (told.notice.at, told.notice.scope);
    let within = |at: usize| at > since && at < decision.at;
    if let Some(exercised) = story.of_form(form).rev().find(|one| one.scope == scope && within(one.at)) {
        return Ok(exercised.text("exercise") == "used");
    }
    let own =
        |key: &Key| story.tasks.get(key).is_some_and(|one| one.node == task) && story.item_around(*key) == Some(scope);
    let lapse = story.lapses.iter().find(|lapse| within(lapse.at) && own(&lapse.owner));
    let lapse = lapse
        .ok_or_else(|| format!("record {}: `{form}` was neither used nor waived, and did not lapse", decision.seq))?;
    let days = story.days.between(told.notice.dated, lapse.entered);
    must(days >= TERM, || format!("record {}: `{form}` lapsed after {days} working days", decision.seq))?;
    Ok(false)
}

/// A hearing that was asked for was held before the decision, seven working days after its notice, by the host.
pub fn hearing_held(story: &Story) -> Result<(), String> {
    for decision in decisions(story).filter(|decision| punishes(decision)) {
        for request in
            story.of_form(HEARING_REQUEST).filter(|one| one.text("exercise") == "used" && one.at < decision.at)
        {
            // Opened by its host: who stays away or withdraws has given the hearing up.
            let by_host = |one: &&Submission| one.lane.as_deref() == Some(HOST);
            let held = story.of_form(HEARING).filter(by_host).any(|one| one.at > request.at && one.at < decision.at);
            // A notice that was served anew, of another report, brings its own right with it, whatever it calls the party.
            let reported = |at: usize| story.of_form(REPORT).any(|one| one.at > request.at && one.at < at);
            let again = |one: &Submission| one.at < decision.at && reported(one.at);
            let held = held || story.of_form(NOTICE).any(again);
            must(held, || {
                format!("record {}: the hearing asked for in record {} was not held", decision.seq, request.seq)
            })?;
        }
    }
    for hearing in hearings(story) {
        let notice = story.last_before(HEARING_NOTICE, hearing.at).ok_or("a hearing without its notice")?;
        let days = story.days.between(notice.dated, hearing.dated);
        must(days >= BEFORE_HEARING, || {
            format!("record {}: the hearing was {days} working days after its notice", hearing.seq)
        })?;
        must(hearing.lane.as_deref() == Some(HOST), || format!("record {}: not held by the host", hearing.seq))?;
    }
    Ok(())
}

/// The hearings that were held, not given up. What is dated before the notified day is refused, so it is none.
pub fn hearings<'s>(story: &'s Story) -> impl DoubleEndedIterator<Item = &'s Submission> {
    let notified = |one: &Submission| story.last_before(HEARING_NOTICE, one.at).and_then(hearing_day);
    story.of_form(HEARING).filter(move |one| one.text("outcome") == "held" && notified(one) <= Some(one.dated))
}

/// The day for which a notice calls the hearing.
fn hearing_day(notice: &Submission) -> Option<Date> {
    notice.value.get("hearing_on").and_then(Value::as_date)
}

/// After the last hearing, in the history and by its date, a review passed.
pub fn reviewed_after_hearing(story: &Story) -> Result<(), String> {
    for decision in decisions(story) {
        let Some(hearing) = hearings(story).rev().find(|one| one.at < decision.at) else { continue };
        let after = |one: &&Submission| one.at > hearing.at && one.at < decision.at && one.dated >= hearing.dated;
        let second = story.of_form(SECOND_REVIEW).filter(after).any(|one| one.text("opinion") == "passed");
        let again = story.of_form(REVIEW).filter(after).any(|one| one.text("opinion") == "agree");
        must(second || again, || {
            format!("record {}: no review passed on or after {}, the day of the hearing", decision.seq, hearing.dated)
        })?;
    }
    Ok(())
}

/// Whether the law gives the party a hearing on what is proposed.
pub fn has_hearing_right(story: &Story, party: &Value) -> bool {
    if kinds(party).iter().any(|kind| !BY_SUM.contains(kind)) {
        return true;
    }
    let known = THRESHOLDS.iter().find(|(organ, _, _)| *organ == story.organ);
    let (organisation, other) = known.map_or((1, 1), |(_, organisation, other)| (*organisation, *other));
    let least = if text(party, "kind") == "organization" { organisation } else { other };
    fen(party, "fine") >= least || fen(party, "gains") + fen(party, "goods") >= least
}
