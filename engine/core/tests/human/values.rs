//! Personal and large values stand beside the record, under salted hashes.

use crate::driver::{Case, map};
use mingjing_core::{
    event::{Event, Stored},
    outcome::ValueRow,
    record::salted,
};
use mingjing_expr::Value;
use proptest::prelude::*;

fn submitted(fields: [(&str, Value); 3]) -> (Stored, Vec<ValueRow>) {
    let mut case = Case::new();
    case.start(map(fields)).expect("starts");
    let (events, values) = case.world.history.pop().expect("a record");
    (events.iter().find_map(Event::stored).expect("a submission").clone(), values)
}

#[test]
fn personal_and_large_fields_are_apart_each_under_its_own_salt() {
    let long = "长".repeat(400);
    let (stored, rows) =
        submitted([("source", "report".into()), ("party", "甲公司".into()), ("note", long.as_str().into())]);
    assert_eq!(stored.inline, map([("source", "report".into())]));
    let (personal, large) = (stored.personal.expect("a personal row"), stored.large.expect("a large row"));
    assert_ne!(rows[0].salt, rows[1].salt);
    for sealed in [personal, large] {
        let row = &rows[usize::from(sealed.n)];
        assert_eq!(sealed.hash, salted(&row.salt, &row.bytes));
    }
    let bytes = |n: u16| Some(rows[usize::from(n)].bytes.as_slice());
    assert_eq!(stored.open(bytes(personal.n), bytes(large.n)).as_map().map(|fields| fields.len()), Some(3));
    let erased = stored.open(None, bytes(large.n));
    assert_eq!(
        (erased.get("party"), erased.get("source")),
        (None, Some(&"report".into())),
        "only what is erased is gone"
    );
}

proptest! {
    #[test]
    fn what_is_stored_opens_to_what_was_handed_in(note in "[^\\s\u{0}].{0,1500}", party in "[a-z]{1,9}") {
        let given = [("source", Value::text("report")), ("party", party.as_str().into()), ("note", note.as_str().into())];
        let (stored, rows) = submitted(given.clone());
        let bytes = |sealed: Option<mingjing_core::event::Sealed>| sealed.map(|sealed| rows[usize::from(sealed.n)].bytes.as_slice());
        prop_assert_eq!(stored.open(bytes(stored.personal), bytes(stored.large)), map(given));
        prop_assert_eq!(stored.large.is_some(), serde_json::to_vec(&Value::text(&note)).expect("json").len() > 1024);
        prop_assert!(stored.inline.get("party").is_none());
    }
}
