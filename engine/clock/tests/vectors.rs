//! Dates worked out by hand, as data.

#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

mod support;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use mingjing_clock::{Entry, Fact, Ledger, Limit, Start, Step, Term, Title, earliest_after, latest_before};
use serde::Deserialize;
use support::{cn, cn_without, rows};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Vectors {
    due: Vec<DueVector>,
    latest_before: Vec<BeforeVector>,
    earliest_after: Vec<AfterVector>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DueVector {
    limit: String,
    #[serde(default)]
    extended_by: Option<u32>,
    start: Date,
    #[serde(default)]
    pauses: Vec<[Date; 2]>,
    #[serde(default)]
    unrolled: Option<Date>,
    #[serde(default)]
    without: Vec<i16>,
    #[serde(default)]
    provisional: bool,
    expect: Date,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BeforeVector {
    limit: String,
    before: Date,
    expect: Date,
    why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterVector {
    limit: String,
    after: Date,
    expect: Date,
    why: String,
}

impl DueVector {
    /// The clock with its pauses, and its extension granted on the first day.
    fn ledger(&self, limit: &Limit) -> Ledger {
        let entered_at = Timestamp::UNIX_EPOCH;
        let mut ledger = Ledger::started(Start::On(self.start), entered_at);
        let mut add = |fact, day| ledger.add(Entry { fact, at: Start::On(day), entered_at }).unwrap();
        for [first, last] in &self.pauses {
            let by = Title { zh: "检测".to_owned(), en: "Testing".to_owned() };
            let pause = add(Fact::Paused { by }, *first);
            add(Fact::Resumed { pause }, *last);
        }
        if let Some(n) = self.extended_by {
            add(Fact::Extended { by: Term { n, unit: limit.unit } }, self.start);
        }
        ledger
    }
}

#[test]
fn every_vector_gives_the_date_worked_out_by_hand() {
    let vectors: Vectors = serde_yaml::from_str(include_str!("vectors.yaml")).unwrap();
    let rows: BTreeMap<String, _> = rows().into_iter().map(|row| (row.id.clone(), row)).collect();
    let limit = |id: &str| -> Limit { rows[id].limit().unwrap() };

    for vector in &vectors.due {
        let calendar = cn_without(&vector.without);
        let found = vector.ledger(&limit(&vector.limit)).due(&limit(&vector.limit), &calendar, Date::MAX).unwrap();
        let case = format!("{} from {}: {}", vector.limit, vector.start, vector.why);
        assert_eq!(found.last_day, Some(vector.expect), "{case}");
        assert_eq!(found.provisional, vector.provisional, "{case}");
        if let Some(unrolled) = vector.unrolled {
            let rolled = |step: &Step| matches!(step, Step::Rolled { from, .. } if *from == unrolled);
            assert!(found.explanation.steps.iter().any(rolled), "{case}");
        }
    }
    for vector in &vectors.latest_before {
        let found = latest_before(vector.before, &limit(&vector.limit), &cn()).unwrap();
        assert_eq!(found.last_day, Some(vector.expect), "{} before {}: {}", vector.limit, vector.before, vector.why);
    }
    for vector in &vectors.earliest_after {
        let found = earliest_after(vector.after, &limit(&vector.limit), &cn()).unwrap();
        assert_eq!(found.first_day, vector.expect, "{} after {}: {}", vector.limit, vector.after, vector.why);
    }
}
