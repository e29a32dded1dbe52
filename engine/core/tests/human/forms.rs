//! The typed check of a submission: all fields at fault at once.

use crate::driver::{Case, code, faults, map};
use mingjing_core::event::Event;
use mingjing_expr::Value;

/// A submission without its `source`, which is always given, and the fields at fault.
type Row = (&'static str, Value, &'static [(&'static str, &'static str)]);

fn check<const N: usize>(table: [Row; N]) {
    for (field, value, expected) in table {
        reports(map([("source", "report".into()), (field, value)]), expected);
    }
}

fn reports(submission: Value, expected: &[(&str, &str)]) {
    let result = Case::new().start(submission.clone());
    let faults = faults(&result);
    let found: Vec<_> = faults.iter().map(|(pointer, code)| (pointer.as_str(), code.as_str())).collect();
    assert_eq!(found, expected, "{submission:?}");
    assert_eq!(code(&result), expected.first().map_or("done", |(_, code)| *code));
}

fn decimal(text: &str) -> Value {
    Value::Number(text.parse().expect("a decimal"))
}

#[test]
fn a_field_is_what_its_kind_says() {
    check([
        ("source", "rumour".into(), &[("/source", "MJ4203")]),
        ("source", Value::Null, &[("/source", "MJ4201")]),
        ("party", "  ".into(), &[("/party", "MJ4205")]),
        ("party", 1.into(), &[("/party", "MJ4202")]),
        ("amount", "12".into(), &[("/amount", "MJ4202")]),
        ("amount", decimal("12.50"), &[("/amount", "MJ4202")]),
        ("amount", decimal("99999999999999999999"), &[("/amount", "MJ4202")]),
        ("amount", decimal("12.00"), &[]),
        ("weight", "12.50".into(), &[]),
        ("weight", "heavy".into(), &[("/weight", "MJ4202")]),
        ("urgent", true.into(), &[]),
        ("urgent", "yes".into(), &[("/urgent", "MJ4202")]),
        ("seen_on", "2026-02-28".into(), &[]),
        ("seen_on", "2026-02-29".into(), &[("/seen_on", "MJ4202")]),
        ("seen_on", "9026-02-28".into(), &[("/seen_on", "MJ4202")]),
        ("item", "A001".into(), &[]),
        ("item", "A002".into(), &[("/item", "MJ4206")]),
    ]);
}

#[test]
fn lists_and_records_are_looked_into() {
    let party = |kind: &str| map([("name", "甲".into()), ("kind", kind.into())]);
    check([
        ("parties", "甲".into(), &[("/parties", "MJ4202")]),
        ("parties", vec!["甲".into()].into(), &[("/parties/0", "MJ4202")]),
        (
            "parties",
            vec![party("report"), map([]), party("x")].into(),
            &[("/parties/1/name", "MJ4201"), ("/parties/2/kind", "MJ4203")],
        ),
        ("parties", vec![party("report")].into(), &[]),
    ]);
}

#[test]
fn all_fields_at_fault_are_reported_at_once() {
    reports(Value::Null, &[("/source", "MJ4201")]);
    reports(Value::text("x"), &[("", "MJ4202")]);
    reports(
        map([("other", 1.into()), ("a/b~", 1.into()), ("amount", "12".into())]),
        &[("/a~1b~0", "MJ4204"), ("/other", "MJ4204"), ("/source", "MJ4201"), ("/amount", "MJ4202")],
    );
}

#[test]
fn texts_that_stand_for_dates_and_decimals_are_stored_typed() {
    let mut case = Case::new();
    let events = case
        .start(map([("source", "report".into()), ("seen_on", "2026-02-28".into()), ("weight", "12.50".into())]))
        .expect("starts");
    let stored = events.iter().find_map(Event::stored).expect("a submission");
    assert!(matches!(stored.inline.get("seen_on"), Some(Value::Date(_))));
    assert_eq!(
        stored.inline.get("weight").and_then(Value::as_number).map(|number| number.to_string()).as_deref(),
        Some("12.50")
    );
}

#[test]
fn a_submission_has_a_bound() {
    let big = "长".repeat(256 * 1024 / 3);
    assert_eq!(code(&Case::new().start(map([("source", "report".into()), ("note", big.as_str().into())]))), "MJ4208");
}

#[test]
fn a_task_without_a_form_takes_nothing() {
    let mut case = Case::filed();
    case.act("zhang", "suspend", map([("ground", "等待裁判".into())])).expect("asks");
    case.claim("host", "hear").expect("claims");
    assert_eq!(code(&case.complete("host", "hear", map([("x", 1.into())]))), "MJ4209");
    assert_eq!(code(&case.complete("host", "hear", map([]))), "done");
}
