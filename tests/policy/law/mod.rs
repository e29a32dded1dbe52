//! The oracle: what the law demands of a case, read off its history alone. Each law is a statement of its own, with its
//! source; none knows how the engine or the process holds it.
//!
//! Where the filed process differs from the bare text on purpose:
//! - The leader in charge and the decider may be one person: a head who filed a case may also decide it. All heads together
//!   are kept apart from handling and review.
//! - The hearing host is kept apart from the handlers, as the law says, not from review and decision.
//! - The second review may be replaced by a review of a new report, when the hearing sent the case back: a passed review
//!   follows the hearing either way.
//! - "Left at the address" is proved by a witness or by a recording.

mod content;
mod ends;
pub mod names;
mod people;
mod rights;

use crate::story::{Story, Submission};
use mingjing_expr::Value;
use names::{DECIDED, DECISION, PENALTIES};

/// A statement that holds of every case, or else what breaks it.
pub struct Law {
    pub name: &'static str,
    pub source: &'static str,
    pub holds: fn(&Story) -> Result<(), String>,
    /// Only of penalties; else of every process.
    pub penalties: bool,
}

const fn of_penalties(name: &'static str, source: &'static str, holds: fn(&Story) -> Result<(), String>) -> Law {
    Law { name, source, holds, penalties: true }
}

const fn of_all(name: &'static str, source: &'static str, holds: fn(&Story) -> Result<(), String>) -> Law {
    Law { name, source, holds, penalties: false }
}

/// The laws.
pub const LAWS: &[Law] = &[
    of_penalties("reviewed", "行政处罚法 第五十七条、第五十八条", content::reviewed),
    of_penalties("not heavier", "行政处罚法 第四十四条、第四十五条、第六十二条", content::not_heavier),
    of_penalties("every party decided", "一案一决，各当事人分别处理", content::every_party_decided),
    of_penalties("discussed", "行政处罚法 第五十七条第二款", content::discussed),
    of_penalties("not stale", "变更案由、裁量后重新审核、告知", content::not_stale),
    of_penalties("reopened", "重新办理的，重新调查、告知或者决定", content::reopened),
    of_penalties("notified", "行政处罚法 第四十四条、第六十二条", rights::notified),
    of_penalties("defence", "行政处罚法 第四十五条", rights::defence),
    of_penalties("hearing offered", "行政处罚法 第六十三条、第六十四条第一项", rights::hearing_offered),
    of_penalties("hearing held", "行政处罚法 第六十三条、第六十四条", rights::hearing_held),
    of_penalties(
        "reviewed after the hearing",
        "行政处罚法 第五十八条第一款第二项、第六十五条",
        rights::reviewed_after_hearing,
    ),
    of_penalties("decided by heads", "行政处罚法 第五十七条；审批权限", people::decided_by_heads),
    of_all("apart", "办案、审核、决定相分离；行政处罚法 第六十四条第四项", people::apart),
    of_all("two certified officers", "行政处罚法 第四十二条", people::two_certified),
    of_all("recorded", "行政处罚法 第四十七条", people::recorded),
    of_all("of the lane", "岗位与指定人员", people::of_the_lane),
    of_all("explained", "退回、不予立案、不同意均说明理由", ends::explained),
    of_penalties("filed first", "行政处罚法 第五十四条第二款", ends::filed_first),
    of_penalties("exits approved", "终止调查等经负责人批准", ends::exits_approved),
    of_penalties("closed when all is done", "行政处罚法 第六十六条；各当事人均已处理完毕", ends::closed_when_done),
    of_all("documented", "各环节法律文书齐全", ends::documented),
    of_all("refusals move nothing", "被拒行为不产生效果", ends::refusals_move_nothing),
    of_all("never stuck", "流程不得卡住", ends::never_stuck),
];

/// The law about all cases of an organ together.
pub const NUMBERED: &str = "numbered without gaps";

/// What breaks a law: its name, and what does it.
pub type Breach = (&'static str, String);

/// All breaches in the cases of a run.
pub fn breaches(stories: &[Story]) -> Vec<Breach> {
    let mut found = Vec::new();
    for story in stories {
        let laws = LAWS.iter().filter(|law| !law.penalties || story.process == PENALTIES);
        found.extend(laws.filter_map(|law| {
            let breach = (law.holds)(story).err()?;
            Some((law.name, format!("{breach} ({})", law.source)))
        }));
    }
    found.extend(ends::numbered(stories).err().map(|breach| (NUMBERED, breach)));
    found
}

/// The decisions of a case.
fn decisions<'s>(story: &'s Story) -> impl Iterator<Item = &'s Submission> {
    story.of_form(DECISION).filter(|one| story.reached_in(DECIDED, one.seq))
}

/// Whether a decision punishes somebody.
fn punishes(decision: &Submission) -> bool {
    let outcome = |part: &Value| crate::story::text(part, "outcome") == "penalty";
    decision.text("outcome") == "penalty" || decision.list("parts").iter().any(outcome)
}

/// A sum in fen.
fn fen(record: &Value, field: &str) -> i128 {
    record.get(field).and_then(Value::as_number).and_then(|sum| i128::try_from(sum).ok()).unwrap_or_default()
}

/// The kinds of penalty of a party.
fn kinds(record: &Value) -> Vec<&str> {
    record.get("kinds").and_then(Value::as_list).unwrap_or_default().iter().filter_map(Value::as_text).collect()
}

/// Holds, or else says why not.
fn must(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}
