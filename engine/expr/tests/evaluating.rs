//! Expressions and what they yield, as data.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed helper is a failed test")]

mod common;

use common::{env, values};
use jiff::civil::date;
use mingjing_expr::builtins::BUILTINS;
use mingjing_expr::{Value, check, eval, parse, reads, uses_today};

fn evaluated(source: &str) -> Value {
    let expr = parse(source).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let ty = check(&expr, &env()).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    let value = eval(&expr, &values()).unwrap_or_else(|error| panic!("{source}: {error}"));
    assert!(ty.accepts(&value), "{source}: {value:?} is not of type {ty}");
    value
}

/// The error code of a source that passes the checker and fails when it runs.
fn fault(source: &str) -> &'static str {
    let expr = parse(source).unwrap();
    check(&expr, &env()).unwrap_or_else(|errors| panic!("{source}: {errors:?}"));
    eval(&expr, &values()).unwrap_err().code
}

#[test]
fn conditions_hold() {
    let sources = [
        r#"罚款金额 > 3000 and 当事人.kind = "company""#,
        "罚款金额＞3000 and 当事人.kind＝“company”",
        "罚款金额 ≥ 5000.1 and 罚款金额 ≤ 5000.10 and 罚款金额 ≠ 5000",
        "0.1 + 0.2 = 0.3",
        "1 + 2 * 3 = 7 and (1 + 2) * 3 = 9 and 7 - 2 - 1 = 4 and 8 / 4 / 2 = 1",
        "-2 * -3 = 6 and 1 - -1 = 2",
        r#"verification.decision in ("file", "transfer")"#,
        r#"verification.decision in ["file"]"#,
        "3 in [1..3] and not(3 in [1..3)) and not(1 in (1..3]) and 2 in (1..3)",
        "罚款金额 between 5000 and 5000 + 1",
        "true or 1 / 0 = 1",
        "not(false and 1 / 0 = 1)",
        r#"some p in parties satisfies p.kind = "person""#,
        r#"not(every p in parties satisfies p.kind = "person")"#,
        "every p in parties satisfies p.profit = null or p.profit > 99",
        "some p in parties satisfies some q in parties satisfies p.name != q.name",
        "not(some x in [] satisfies x = 1) and (every x in [] satisfies x = 1)",
        "served_on = null and hearing = null and note != null",
        "if served_on = null then true else served_on > filed_on",
        "note != null and contains(note, \"超范围\")",
        "note = null or length(note) = 7",
        "not(note = null) and starts_with(note, \"涉嫌\") and ends_with(note, \"经营\")",
        "filed_on + duration(\"P1M\") = date(\"2026-02-28\")",
        "date(\"2024-02-29\") - duration(\"P1Y\") = date(\"2023-02-28\")",
        "filed_on + duration(\"P1M\") + duration(\"P1D\") = date(\"2026-03-01\")",
        "today() - filed_on = 297 and filed_on - today() = -297",
        "count(parties) = 2 and count([]) = 0 and sum(amounts) = 0.5 and sum([]) = 0",
        "min(amounts) = -3 and max(amounts) = 2",
        "earliest(days) = date(\"2025-12-31\") and latest(days) = date(\"2026-03-02\")",
        "list_contains(tags, \"食品\") and not(list_contains(tags, \"药品\"))",
        "list_contains(amounts, 1.5)",
        "[1, 2] = [1.0, 2.00]",
        "floor(-1.5) = -2 and round_half_up(2.345, 2) = 2.35 and round_half_up(-2.5, 0) = -3",
        "\"a\\\"b\\n\" = “a\"b\n”",
        "received_at <= received_at",
    ];
    for source in sources {
        assert_eq!(evaluated(source), Value::Bool(true), "{source}");
    }
}

#[test]
fn values_keep_their_scale() {
    let shown = |source: &str| evaluated(source).as_number().unwrap().to_string();
    assert_eq!(shown("1.50"), "1.50");
    assert_eq!(shown("1.50 + 1"), "2.50");
    assert_eq!(shown("1.50 * 2.0"), "3.000");
}

#[test]
fn division_rounds_half_even_at_28_digits() {
    let quotients = [
        ("1 / 3", "0.3333333333333333333333333333"),
        ("2 / 3", "0.6666666666666666666666666667"),
        ("0.0000000000000000000000000005 / 10", "0"),
        ("0.0000000000000000000000000015 / 10", "0.0000000000000000000000000002"),
        ("0.0000000000000000000000000025 / 10", "0.0000000000000000000000000002"),
        ("0.0000000000000000000000000035 / 10", "0.0000000000000000000000000004"),
    ];
    for (source, quotient) in quotients {
        assert_eq!(evaluated(source), Value::Number(quotient.parse().unwrap()), "{source}");
    }
}

#[test]
fn what_cannot_be_computed_is_an_error_and_never_null() {
    let faults = [
        ("1 / (罚款金额 - 罚款金额)", "MJ2202"),
        ("9999999999999999999999999999 * 99", "MJ2203"),
        ("date(\"9999-12-31\") + duration(\"P1D\") = today()", "MJ2204"),
        ("filed_on - duration(\"P99999999Y\")", "MJ2204"),
        ("min([])", "MJ2205"),
        ("latest([])", "MJ2205"),
        ("round_half_up(1, 1.5)", "MJ2207"),
        ("round_half_up(1, -1)", "MJ2207"),
    ];
    for (source, code) in faults {
        assert_eq!(fault(source), code, "{source}");
    }
}

#[test]
fn a_name_without_a_value_is_an_error_with_its_place() {
    let expr = parse("1 = 1 and 罚款金额 > 3").unwrap();
    let error = eval(&expr, &common::Values::default()).unwrap_err();
    assert_eq!((error.code, error.span), ("MJ2201", 10..22));
}

#[test]
fn today_is_the_scopes() {
    assert_eq!(evaluated("today()"), Value::Date(date(2026, 11, 24)));
    assert!(uses_today(&parse("some x in [1] satisfies today() > filed_on").unwrap()));
    assert!(!uses_today(&parse("filed_on > date(\"2026-01-01\")").unwrap()));
}

#[test]
fn reads_are_longest_paths_without_variables() {
    let source = "当事人.kind = tier and (some p in parties satisfies p.profit > 罚款金额) and count(p.q.r) = 1";
    let paths: Vec<String> = reads(&parse(source).unwrap()).iter().map(|path| path.join(".")).collect();
    assert_eq!(paths, ["p.q.r", "parties", "tier", "当事人.kind", "罚款金额"]);
}

#[test]
fn the_table_of_functions_is_in_the_order_of_the_enumeration_and_names_are_distinct() {
    for (index, builtin) in BUILTINS.iter().enumerate() {
        assert_eq!(builtin.function as usize, index);
        assert_eq!(BUILTINS.iter().filter(|other| other.name == builtin.name).count(), 1);
        assert!(builtin.about.iter().all(|text| !text.is_empty()));
    }
}
