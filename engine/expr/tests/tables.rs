//! Decision tables: tests, hit policies, static findings.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed helper is a failed test")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::Values;
use jiff::civil::date;
use mingjing_expr::{HitPolicy, Input, Lang, Output, Rule, Table, TableError, Test, Type, Value, parse};
use proptest::prelude::*;

fn table(hit: HitPolicy, inputs: &[(&str, Type)], outputs: &[(&str, Type)], rules: &[&[&str]]) -> Table {
    let rule = |cells: &&[&str]| Rule {
        when: cells.iter().take(inputs.len()).map(|cell| Test::parse(cell).unwrap()).collect(),
        then: cells.iter().skip(inputs.len()).map(|cell| parse(cell).unwrap()).collect(),
    };
    Table {
        inputs: inputs.iter().map(|(name, ty)| Input { name: Arc::from(*name), ty: ty.clone() }).collect(),
        outputs: outputs.iter().map(|(name, ty)| Output { name: Arc::from(*name), ty: ty.clone() }).collect(),
        hit,
        rules: rules.iter().map(rule).collect(),
    }
}

fn authority(hit: HitPolicy) -> Table {
    table(
        hit,
        &[("fine", Type::Number), ("kind", Type::one_of(["person", "company"])), ("grave", Type::Bool)],
        &[("lane", Type::one_of(["decider", "leader", "collective"]))],
        &[
            &["< 3000", "\"person\"", "false", "\"decider\""],
            &["< 30000", "\"company\"", "false", "\"decider\""],
            &["[3000..50000)", "\"person\"", "false", "\"leader\""],
            &["[30000..50000)", "\"company\"", "false", "\"leader\""],
            &[">= 50000", "-", "false", "\"collective\""],
            &["-", "-", "true", "\"collective\""],
        ],
    )
}

fn given(fields: &[(&str, Value)]) -> BTreeMap<Arc<str>, Value> {
    fields.iter().map(|(name, value)| (Arc::from(*name), value.clone())).collect()
}

fn messages(table: &Table) -> String {
    let errors = table.check().err().unwrap_or_default();
    let line = |(row, column, error): &(usize, usize, mingjing_expr::ExprError)| {
        format!("({row}, {column}) {} {}\n    {}\n", error.code, error.message(Lang::Zh), error.message(Lang::En))
    };
    errors.iter().map(line).collect()
}

#[test]
fn a_unique_table_answers_with_its_one_rule() {
    let table = authority(HitPolicy::Unique);
    assert_eq!(messages(&table), "");
    assert_eq!(table.gaps(), []);
    let cases = [
        (2999, "person", false, 0, "decider"),
        (3000, "person", false, 2, "leader"),
        (1, "company", true, 5, "collective"),
    ];
    for (fine, kind, grave, rule, lane) in cases {
        let inputs = given(&[("fine", Value::from(fine)), ("kind", Value::text(kind)), ("grave", Value::Bool(grave))]);
        let hit = table.evaluate(&inputs, &Values::default()).unwrap();
        assert_eq!((hit.rules, hit.outputs), (vec![rule], given(&[("lane", Value::text(lane))])));
    }
}

#[test]
fn each_form_of_a_test_passes_what_it_says() {
    let number = |text: &str| Value::Number(text.parse().unwrap());
    let cases: &[(&str, &[Value], &[Value])] = &[
        ("-", &[Value::Null, number("1")], &[]),
        ("－", &[Value::Null], &[]),
        ("5", &[number("5.0")], &[number("6"), Value::Null]),
        ("-5", &[number("-5")], &[number("5")]),
        ("1, 3, > 10", &[number("3"), number("11")], &[number("2"), Value::Null]),
        ("[1..5)", &[number("1")], &[number("5"), number("0.9"), Value::Null]),
        ("(1 + 1) * 2", &[number("4")], &[number("2")]),
        ("(1..2], (4..5)", &[number("2"), number("4.5")], &[number("1"), number("3"), number("5")]),
        ("not(1, 2)", &[number("3"), Value::Null], &[number("1")]),
        ("not(null)", &[number("3")], &[Value::Null]),
        ("null, 1", &[Value::Null, number("1")], &[number("2")]),
        ("!= 3", &[number("2"), Value::Null], &[number("3")]),
        ("\"甲\", “乙”", &[Value::text("乙")], &[Value::text("丙")]),
        ("> today()", &[Value::Date(date(2026, 11, 25))], &[Value::Date(date(2026, 11, 24))]),
    ];
    for (source, passing, failing) in cases {
        let test = Test::parse(source).unwrap();
        for (values, expected) in [(passing, true), (failing, false)] {
            for value in *values {
                assert_eq!(test.passes(value, &Values::default()), Ok(expected), "{source} on {value:?}");
            }
        }
    }
    for source in ["", "1,", "[1..", "< ", "- 1 2", "not(1", "a b"] {
        assert!(Test::parse(source).is_err(), "{source} was read");
    }
    assert_eq!(Test::parse("(cuont(x))").unwrap_err().len(), 1, "a fault is told once");
}

#[test]
fn first_takes_the_first_and_unique_refuses_two() {
    let rules: &[&[&str]] = &[&["< 10", "1"], &["< 20", "2"]];
    let make = |hit| table(hit, &[("n", Type::Number)], &[("r", Type::Number)], rules);
    let inputs = given(&[("n", Value::from(5))]);
    let hit = make(HitPolicy::First).evaluate(&inputs, &Values::default()).unwrap();
    assert_eq!(hit.outputs, given(&[("r", Value::from(1))]));
    let error = make(HitPolicy::Unique).evaluate(&inputs, &Values::default()).unwrap_err();
    assert_eq!(error, TableError::SeveralRules { rules: vec![0, 1] });
    assert_eq!(error.to_string(), "MJ2304: several rules match: 1, 2");
    let error = make(HitPolicy::First).evaluate(&given(&[("n", Value::from(20))]), &Values::default()).unwrap_err();
    assert_eq!(error.message(Lang::Zh), "没有适用的规则：n = 20");
    let error = make(HitPolicy::First).evaluate(&given(&[]), &Values::default()).unwrap_err();
    assert_eq!(error.code(), "MJ2201");
}

#[test]
fn outputs_compute_with_the_inputs_and_the_date() {
    let table = table(
        HitPolicy::First,
        &[("income", Type::Number), ("from", Type::Date)],
        &[("fine", Type::Number), ("due", Type::Date), ("age", Type::Number)],
        &[&["> 0", "-", "round_half_up(income * 0.125, 2)", "from + duration(\"P3M\")", "today() - from"]],
    );
    assert_eq!(messages(&table), "");
    let inputs = given(&[("income", Value::from(101)), ("from", Value::Date(date(2026, 11, 20)))]);
    let hit = table.evaluate(&inputs, &Values::default()).unwrap();
    let expected = [
        ("fine", Value::Number("12.63".parse().unwrap())),
        ("due", Value::Date(date(2027, 2, 20))),
        ("age", Value::from(4)),
    ];
    assert_eq!(hit.outputs, given(&expected));
}

#[test]
fn faults_of_tables_are_explained() {
    let mixed = table(
        HitPolicy::First,
        &[("n", Type::Number), ("k", Type::one_of(["a", "b"])), ("n", Type::Bool)],
        &[("r", Type::one_of(["x"]))],
        &[
            &["\"a\"", "\"c\"", "null", "\"y\""],
            &["< \"a\"", "< \"a\"", "true", "m"],
            &["[1..\"a\")", "null", "x = 1", "\"x\""],
            &["1", "-"],
        ],
    );
    let overlapping = table(
        HitPolicy::Unique,
        &[("n", Type::Number), ("k", Type::one_of(["a", "b"])), ("d", Type::optional(Type::Date))],
        &[],
        &[
            &["< 10", "\"a\"", "-"],
            &["[10..20]", "-", "-"],
            &["> 5", "\"a\"", "null"],
            &["20", "not(\"a\")", "< date(\"2026-01-01\")"],
        ],
    );
    insta::assert_snapshot!(format!("{}\n{}", messages(&mixed), messages(&overlapping)));
}

#[test]
fn tests_that_are_not_constant_neither_overlap_nor_leave_gaps() {
    let inputs = [("a", Type::Number), ("b", Type::Number)];
    let table = table(HitPolicy::Unique, &inputs, &[], &[&["> b", "-"], &["<= b", "-"]]);
    assert_eq!((messages(&table), table.gaps()), (String::new(), Vec::new()));
}

#[test]
fn gaps_name_what_is_missing() {
    let gaps = |inputs: &[(&str, Type)], rules: &[&[&str]]| {
        let gaps = table(HitPolicy::First, inputs, &[], rules).gaps();
        gaps.iter()
            .map(|gap| gap.inputs.iter().map(|(name, part)| format!("{name}: {part}")).collect::<Vec<_>>().join("; "))
            .collect::<Vec<_>>()
    };
    let kind = || Type::one_of(["a", "b", "c"]);
    assert_eq!(gaps(&[("n", Type::Number)], &[&["< 1"], &["(1..5]"]]), ["n: 1, > 5"]);
    assert_eq!(gaps(&[("k", kind())], &[&["\"a\""]]), ["k: \"b\", \"c\""]);
    assert_eq!(
        gaps(&[("k", kind()), ("f", Type::Bool)], &[&["\"a\", \"b\"", "-"], &["-", "true"]]),
        ["k: \"c\"; f: false"]
    );
    assert_eq!(gaps(&[("k", Type::optional(kind()))], &[&["not(null)"]]), ["k: null"]);
    assert_eq!(gaps(&[("t", Type::Text)], &[&["\"x\""]]), ["t: not(\"x\")"]);
    assert_eq!(gaps(&[("t", Type::Text)], &[]), ["t: -"]);
    let dates = gaps(&[("d", Type::Date)], &[&["< date(\"2026-01-01\")"], &["> date(\"2026-01-01\")"]]);
    assert_eq!(dates, ["d: date(\"2026-01-01\")"]);
}

#[test]
fn the_search_for_gaps_is_bounded() {
    let inputs: Vec<(String, Type)> = (0..14).map(|index| (format!("c{index}"), Type::Number)).collect();
    let inputs: Vec<(&str, Type)> = inputs.iter().map(|(name, ty)| (name.as_str(), ty.clone())).collect();
    let cells: Vec<String> = (0..14).map(|index| format!("{index}, [20..30)")).collect();
    let row: Vec<&str> = cells.iter().map(String::as_str).collect();
    assert!(table(HitPolicy::First, &inputs, &[], &[&row, &row]).gaps().len() <= 20);
}

#[test]
fn tables_are_stored_in_both_kinds_of_formats() {
    let table = authority(HitPolicy::Unique);
    let bytes = postcard::to_stdvec(&table).unwrap();
    assert_eq!(postcard::from_bytes::<Table>(&bytes).unwrap(), table);
    let json = serde_json::to_string(&table).unwrap();
    assert_eq!(serde_json::from_str::<Table>(&json).unwrap(), table);
}

fn cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("-".to_owned()),
        (0u8..4).prop_map(|n| n.to_string()),
        (0u8..4).prop_map(|n| format!("< {n}")),
        (0u8..4).prop_map(|n| format!(">= {n}")),
        (0u8..3, 1u8..4).prop_map(|(low, high)| format!("[{low}..{high})")),
        (0u8..4).prop_map(|n| format!("not({n})")),
    ]
}

proptest! {
    /// The static findings agree with trying the table on a grid that hits every cell.
    #[test]
    fn overlaps_and_gaps_are_just_those_that_trying_finds(cells in prop::collection::vec((cell(), cell()), 1..5)) {
        let rows: Vec<[&str; 2]> = cells.iter().map(|(a, b)| [a.as_str(), b.as_str()]).collect();
        let rows: Vec<&[&str]> = rows.iter().map(|row| row.as_slice()).collect();
        let table = table(HitPolicy::Unique, &[("a", Type::Number), ("b", Type::Number)], &[], &rows);
        let (mut several, mut none) = (false, false);
        for (a, b) in (-1..9).flat_map(|a| (-1..9).map(move |b| (a, b))) {
            let half = |n: i64| Value::Number(rust_decimal::Decimal::new(n * 5, 1));
            match table.evaluate(&given(&[("a", half(a)), ("b", half(b))]), &Values::default()) {
                Ok(_) => {}
                Err(TableError::NoRule { .. }) => none = true,
                Err(TableError::SeveralRules { .. }) => several = true,
                Err(error) => prop_assert!(false, "{error}"),
            }
        }
        prop_assert_eq!(table.check().is_err(), several);
        prop_assert_eq!(!table.gaps().is_empty(), none);
    }
}
