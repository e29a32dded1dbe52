//! What is decided: reviewed, discussed, not heavier than what was notified, for every party.

use super::{
    decisions, fen, kinds, must,
    names::*,
    punishes,
    rights::{has_hearing_right, hearings},
};
use crate::story::{Story, Submission, text};

/// The report that a decision is about.
pub fn report<'s>(story: &'s Story, decision: &Submission) -> Result<&'s Submission, String> {
    story.last_before(REPORT, decision.at).ok_or_else(|| "decided without a report".to_owned())
}

/// Every decision rests on a passed review of the very report that is decided, by a reviewer.
pub fn reviewed(story: &Story) -> Result<(), String> {
    for decision in decisions(story) {
        let report = report(story, decision)?;
        let review = story.last_before(REVIEW, decision.at).filter(|review| review.at > report.at);
        let passed = review.is_some_and(|one| one.text("opinion") == "agree" && one.lane.as_deref() == Some(REVIEWER));
        must(passed, || {
            format!("record {}: the report of record {} did not pass its review", decision.seq, report.seq)
        })?;
        let second = story.last_before(SECOND_REVIEW, decision.at).filter(|review| review.at > report.at);
        let passed = second.is_none_or(|one| one.text("opinion") == "passed" && one.lane.as_deref() == Some(REVIEWER));
        must(passed, || format!("record {}: decided against the second review", decision.seq))?;
    }
    Ok(())
}

/// No party is punished more heavily than, or otherwise than, the reviewed and notified report says; a party that stands
/// in the decision twice is punished by the sum.
pub fn not_heavier(story: &Story) -> Result<(), String> {
    for decision in decisions(story).filter(|decision| punishes(decision)) {
        let report = report(story, decision)?;
        for part in decision.list("parts") {
            let name = text(part, "name");
            let of = |list: &'static str| {
                move |one: &Submission| -> Vec<_> {
                    one.list(list).iter().filter(|record| text(record, "name") == name).cloned().collect()
                }
            };
            let (decided, told) = (of("parts")(decision), of("parties")(report));
            must(!told.is_empty(), || format!("record {}: `{name}` was never notified", decision.seq))?;
            for field in ["fine", "gains", "goods"] {
                let sum =
                    |records: &[mingjing_expr::Value]| records.iter().map(|record| fen(record, field)).sum::<i128>();
                must(sum(&decided) <= sum(&told), || {
                    format!("record {}: `{name}`: {field} {} after {}", decision.seq, sum(&decided), sum(&told))
                })?;
            }
            let known: Vec<&str> = told.iter().flat_map(kinds).collect();
            let fresh = kinds(part).into_iter().find(|kind| !known.contains(kind));
            must(fresh.is_none(), || format!("record {}: `{name}`: {fresh:?} is new", decision.seq))?;
        }
    }
    Ok(())
}

/// Every party of the report is decided upon, once.
pub fn every_party_decided(story: &Story) -> Result<(), String> {
    for decision in decisions(story) {
        for party in report(story, decision)?.list("parties") {
            let name = text(party, "name");
            let decided = decision.list("parts").iter().any(|part| text(part, "name") == name);
            must(decided, || format!("record {}: nothing is decided on `{name}`", decision.seq))?;
        }
    }
    Ok(())
}

/// A penalty after a hearing, with a right to one, or in a grave case is decided by the heads together, after they
/// discussed what was reviewed.
pub fn discussed(story: &Story) -> Result<(), String> {
    for decision in decisions(story).filter(|decision| punishes(decision)) {
        let report = report(story, decision)?;
        let heard = hearings(story).any(|one| one.at < decision.at);
        let offered = report.list("parties").iter().any(|party| has_hearing_right(story, party));
        let review = story.last_before(REVIEW, decision.at);
        let grave = review.is_some_and(|review| review.text("category") != "ordinary");
        if !(heard || offered || grave) {
            continue;
        }
        let reviews = [review, story.last_before(SECOND_REVIEW, decision.at), Some(report)];
        // A new decision is discussed anew.
        let earlier = decisions(story).filter(|one| one.at < decision.at).last();
        let since = reviews.into_iter().chain([earlier]).flatten().map(|one| one.at).max().unwrap_or_default();
        let discussion = story.last_before(DISCUSSION, decision.at).filter(|one| one.at > since);
        let concluded = discussion.is_some_and(|one| {
            one.text("conclusion") == "concluded"
                && one.list("members").len() >= 2
                && one.lane.as_deref() == Some(COLLECTIVE)
        });
        must(concluded, || {
            format!(
                "record {}: the heads did not discuss it (heard {heard}, right to a hearing {offered}, grave {grave})",
                decision.seq
            )
        })?;
        must(decision.lane.as_deref() == Some(COLLECTIVE), || {
            format!("record {}: not decided by the heads together", decision.seq)
        })?;
    }
    Ok(())
}

/// Once another cause or tier was approved, nobody is punished on the report before it.
pub fn not_stale(story: &Story) -> Result<(), String> {
    for decision in decisions(story).filter(|decision| punishes(decision)) {
        let report = report(story, decision)?;
        let changes = |one: &&Submission| {
            CHANGES.iter().any(|(node, form, field, value)| {
                (one.node.as_str(), one.form.as_str(), one.text(field)) == (*node, *form, *value)
            })
        };
        let change = story.submissions.iter().filter(changes).find(|one| one.at > report.at && one.at < decision.at);
        must(change.is_none(), || format!("record {}: decided on a report that was changed since", decision.seq))?;
    }
    Ok(())
}

/// A reopened road investigates, notifies or decides anew what it was reopened for; the rest of the law holds of its decision
/// as of the first.
pub fn reopened(story: &Story) -> Result<(), String> {
    let made: Vec<&Submission> = decisions(story).collect();
    for (nth, decision) in made.iter().enumerate() {
        let since = if nth == 0 { 0 } else { made[nth - 1].at };
        let mut reopenings = story.of_form(REOPENING).filter(|one| one.at > since && one.at < decision.at);
        // Of two roads at once nobody can tell whose decision this is.
        let (Some(reopening), None) = (reopenings.next(), reopenings.next()) else { continue };
        let after = |form: &str| story.last_before(form, decision.at).is_some_and(|one| one.at > reopening.at);
        let anew = match reopening.text("resume_at") {
            "investigate" => after(REPORT) && after(REVIEW),
            "notice" => !punishes(decision) || after(NOTICE),
            "close" => false,
            _ => true,
        };
        must(anew, || format!("record {}: nothing new after the reopening of record {}", decision.seq, reopening.seq))?;
    }
    Ok(())
}
