//! Dates worked out by hand, as data.

mod support;

use std::collections::BTreeMap;

use jiff::civil::Date;
use mingjing_clock::{Limit, Step, due, earliest_after, latest_before};
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
    extended_by: u32,
    start: Date,
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

#[test]
fn every_vector_gives_the_date_worked_out_by_hand() {
    let vectors: Vectors = serde_yaml::from_str(include_str!("vectors.yaml")).unwrap();
    let rows: BTreeMap<String, _> = rows().into_iter().map(|row| (row.id.clone(), row)).collect();
    let limit = |id: &str, extended_by| -> Limit { rows[id].limit(extended_by).unwrap() };

    for vector in &vectors.due {
        let calendar = cn_without(&vector.without);
        let found = due(vector.start, &limit(&vector.limit, vector.extended_by), &calendar).unwrap();
        let case = format!("{} from {}: {}", vector.limit, vector.start, vector.why);
        assert_eq!(found.last_day, Some(vector.expect), "{case}");
        assert_eq!(found.provisional, vector.provisional, "{case}");
        if let Some(unrolled) = vector.unrolled {
            let rolled = |step: &Step| matches!(step, Step::Rolled { from, .. } if *from == unrolled);
            assert!(found.explanation.steps.iter().any(rolled), "{case}");
        }
    }
    for vector in &vectors.latest_before {
        let found = latest_before(vector.before, &limit(&vector.limit, 0), &cn()).unwrap();
        assert_eq!(found.last_day, Some(vector.expect), "{} before {}: {}", vector.limit, vector.before, vector.why);
    }
    for vector in &vectors.earliest_after {
        let found = earliest_after(vector.after, &limit(&vector.limit, 0), &cn()).unwrap();
        assert_eq!(found.first_day, vector.expect, "{} after {}: {}", vector.limit, vector.after, vector.why);
    }
}
