//! Values keep their meaning and their scale through every way of writing them down.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed helper is a failed test")]

use std::sync::Arc;

use jiff::{Timestamp, civil::date};
use mingjing_expr::{Expr, Type, Value, parse};
use proptest::prelude::*;
use rust_decimal::Decimal;

fn number(text: &str) -> Value {
    Value::Number(text.parse().unwrap())
}

#[test]
fn each_kind_has_one_canonical_json() {
    let instant = Timestamp::from_microsecond(1_795_482_123_000_004).unwrap();
    let cases = [
        (Value::Null, "null"),
        (Value::Bool(true), "true"),
        (Value::text("立案"), r#""立案""#),
        (number("12"), "12"),
        (number("-0"), "0"),
        (number("12.50"), r#"{"n":"12.50"}"#),
        (number("12.00"), r#"{"n":"12.00"}"#),
        (number("9223372036854775808"), r#"{"n":"9223372036854775808"}"#),
        (Value::Date(date(2026, 11, 24)), r#"{"d":"2026-11-24"}"#),
        (Value::Instant(instant), r#"{"t":"2026-11-24T01:02:03.000004Z"}"#),
        (Value::from(vec![Value::from(1), Value::Null]), "[1,null]"),
        (Value::map([("金额", number("0.5"))]), r#"{"m":{"金额":{"n":"0.5"}}}"#),
    ];
    for (value, json) in cases {
        assert_eq!(serde_json::to_string(&value).unwrap(), json);
        assert_eq!(serde_json::from_str::<Value>(json).unwrap(), value);
    }
}

#[test]
fn what_is_not_canonical_is_refused() {
    let refused = [
        "1.5",
        "1e3",
        "9223372036854775808",
        r#"{"n":1.5}"#,
        r#"{"n":"abc"}"#,
        r#"{"d":"2026-02-30"}"#,
        r#"{"x":1}"#,
        "{}",
        r#"{"n":"1","d":"2026-01-01"}"#,
        r#"{"m":{"a":1,"a":2}}"#,
        r#"{"m":{"a":0.1}}"#,
    ];
    for json in refused {
        assert!(serde_json::from_str::<Value>(json).is_err(), "{json} was accepted");
    }
}

#[test]
fn equality_of_numbers_is_numeric_although_the_scale_is_kept() {
    assert_eq!(number("1.0"), number("1.00"));
    assert_ne!(serde_json::to_string(&number("1.0")).unwrap(), serde_json::to_string(&number("1.00")).unwrap());
}

#[test]
fn values_are_reached_by_path() {
    let value = Value::map([("当事人", Value::map([("名称", Value::text("甲公司"))]))]);
    assert_eq!(value.at_path(&["当事人", "名称"]).and_then(Value::as_text), Some("甲公司"));
    assert_eq!(value.at_path(&["当事人", "地址"]), None);
    assert_eq!(value.at_path::<&str>(&[]), Some(&value));
}

#[test]
fn an_optional_field_may_be_absent_and_an_unknown_one_may_not_be_there() {
    let ty = Type::record([("a", Type::Number), ("b", Type::optional(Type::one_of(["x", "y"])))]);
    assert!(ty.accepts(&Value::map([("a", Value::from(1))])));
    assert!(ty.accepts(&Value::map([("a", Value::from(1)), ("b", Value::Null)])));
    assert!(!ty.accepts(&Value::map([("a", Value::from(1)), ("b", Value::text("z"))])));
    assert!(!ty.accepts(&Value::map([("b", Value::text("x"))])));
    assert!(!ty.accepts(&Value::map([("a", Value::from(1)), ("c", Value::from(1))])));
    assert_eq!(ty.to_string(), r#"{a: number, b: ("x" | "y")?}"#);
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        any::<i64>().prop_map(Value::from),
        (any::<i64>(), 0u32..=28).prop_map(|(digits, scale)| Value::Number(Decimal::new(digits, scale))),
        ".{0,12}".prop_map(Value::text),
        (-3000i16..=3000, 1i8..=12, 1i8..=28).prop_map(|(year, month, day)| Value::Date(date(year, month, day))),
        (-60_000_000_000_000_000i64..=200_000_000_000_000_000)
            .prop_map(|us| Value::Instant(Timestamp::from_microsecond(us).unwrap())),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::List),
            prop::collection::btree_map("[a-z案n]{0,3}".prop_map(Arc::from), inner, 0..6).prop_map(Value::Map),
        ]
    })
}

proptest! {
    #[test]
    fn json_and_binary_give_back_what_was_written(value in any_value()) {
        let json = serde_json::to_string(&value).unwrap();
        let back: Value = serde_json::from_str(&json).unwrap();
        prop_assert_eq!(&back, &value);
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
        let bytes = postcard::to_stdvec(&value).unwrap();
        prop_assert_eq!(postcard::from_bytes::<Value>(&bytes).unwrap(), value);
    }
}

#[test]
fn trees_are_stored_in_both_kinds_of_formats() {
    let source = r#"if 金额 in [1..3.50) and not(a.b = null) then date("2026-01-31") + duration("P1M") else today()"#;
    let tree = parse(source).unwrap();
    let bytes = postcard::to_stdvec(&tree).unwrap();
    assert_eq!(postcard::from_bytes::<Expr>(&bytes).unwrap(), tree);
    let json = serde_json::to_string(&tree).unwrap();
    assert_eq!(serde_json::from_str::<Expr>(&json).unwrap(), tree);
}
