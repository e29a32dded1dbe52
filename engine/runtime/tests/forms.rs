//! Submissions as JSON text, and values as JSON text again.
#![expect(clippy::expect_used, reason = "helpers of tests")]

use jiff::civil::date;
use mingjing_expr::Value;
use mingjing_model::definition::{Choice, Field, FieldKind, Form, Text};
use mingjing_runtime::forms::{read_submission, write_value};
use rust_decimal::Decimal;

const SCHEMA: &str = r#"{
  "type": "object", "additionalProperties": false, "required": ["party"],
  "properties": {
    "party": {"type": "string", "minLength": 1, "maxLength": 5},
    "fine": {"type": "integer", "minimum": 1, "maximum": 500},
    "weight": {"type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$"},
    "seen_on": {"type": "string", "format": "date"},
    "found_at": {"type": "string", "format": "date-time"},
    "source": {"type": "string", "enum": ["report", "inspection"]},
    "urgent": {"type": "boolean"},
    "officers": {"type": "array", "items": {"type": "string"}, "uniqueItems": true, "minItems": 2},
    "goods": {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["name"],
      "properties": {"name": {"type": "string"}, "price": {"type": "integer"}}}}
  },
  "if": {"properties": {"source": {"const": "report"}}, "required": ["source"]}, "then": {"required": ["found_at"]}
}"#;

fn form() -> Form {
    let choices = ["report", "inspection"].map(|value| Choice { value: value.to_owned(), title: text(value, None) });
    let goods = vec![field("name", "品名", FieldKind::Text), field("price", "单价", FieldKind::MoneyFen)];
    let fields = vec![
        field("party", "当事人", FieldKind::Text),
        field("fine", "罚款", FieldKind::MoneyFen),
        field("weight", "重量", FieldKind::Decimal),
        field("seen_on", "发现日期", FieldKind::Date),
        field("found_at", "发现时间", FieldKind::DateTime),
        field("source", "来源", FieldKind::Choice(choices.to_vec())),
        field("urgent", "紧急", FieldKind::Bool),
        field("officers", "人员", FieldKind::List(Box::new(FieldKind::Person))),
        field("goods", "物品", FieldKind::List(Box::new(FieldKind::Record(goods)))),
    ];
    Form {
        id: "clue".to_owned(),
        title: text("线索", None),
        fields,
        schema: SCHEMA.to_owned(),
        act: None,
        event_at: None,
    }
}

fn text(zh: &str, en: Option<&str>) -> Text {
    Text { zh: zh.to_owned(), en: en.map(str::to_owned) }
}

fn field(id: &str, zh: &str, kind: FieldKind) -> Field {
    Field { id: id.to_owned(), title: text(zh, Some(id)), kind, required: false, personal: false, list: None }
}

/// `pointer code` of every error.
fn errors(json: &str) -> Vec<String> {
    let errors = read_submission(&form(), json).expect_err("it is refused");
    errors.iter().map(|error| format!("{} {}", error.pointer, error.code)).collect()
}

#[test]
fn every_kind_of_field_is_read_into_its_type_and_written_as_it_came() {
    let json = concat!(
        r#"{"party":"某商行","fine":300,"weight":"12.50","seen_on":"2026-03-01","found_at":"2026-03-01T01:02:03Z","#,
        r#""source":"report","urgent":true,"officers":["zhang","li"],"goods":[{"name":"酒","price":1999},{"name":"烟"}]}"#
    );
    let value = read_submission(&form(), json).expect("it is accepted");
    assert_eq!(value.get("weight"), Some(&Value::from(Decimal::new(1250, 2))));
    assert_eq!(value.get("seen_on"), Some(&Value::from(date(2026, 3, 1))));
    assert_eq!(value.get("fine"), Some(&Value::from(300)));
    assert!(value.get("found_at").and_then(Value::as_instant).is_some());
    assert_eq!(write_value(&form(), &value).expect("it is written"), json);
}

#[test]
fn what_is_not_given_is_not_there() {
    let value = read_submission(&form(), r#"{"party":"甲"}"#).expect("it is accepted");
    assert_eq!(value, Value::map([("party", Value::text("甲"))]));
}

#[test]
fn every_error_names_its_field() {
    for (json, expected) in [
        (r#"{}"#, vec!["/party MJ4201"]),
        (r#"{"party":""}"#, vec!["/party MJ4205"]),
        (r#"{"party":"一二三四五六"}"#, vec!["/party MJ4223"]),
        (r#"{"party":"甲","fine":0}"#, vec!["/fine MJ4220"]),
        (r#"{"party":"甲","fine":501}"#, vec!["/fine MJ4221"]),
        (r#"{"party":"甲","fine":"1"}"#, vec!["/fine MJ4202"]),
        (r#"{"party":"甲","weight":"1,5"}"#, vec!["/weight MJ4202"]),
        (r#"{"party":"甲","seen_on":"2026-02-30"}"#, vec!["/seen_on MJ4202"]),
        (r#"{"party":"甲","source":"rumour"}"#, vec!["/source MJ4203"]),
        (r#"{"party":"甲","source":"report"}"#, vec!["/found_at MJ4201"]),
        (r#"{"party":"甲","colour":"red"}"#, vec!["/colour MJ4204"]),
        (r#"{"party":"甲","officers":["li"]}"#, vec!["/officers MJ4225"]),
        (r#"{"party":"甲","officers":["li","li"]}"#, vec!["/officers MJ4227"]),
        (
            r#"{"party":"甲","goods":[{"name":"酒"},{"price":"x"}]}"#,
            vec!["/goods/1/name MJ4201", "/goods/1/price MJ4202"],
        ),
        (r#"{"fine":0,"urgent":1}"#, vec!["/fine MJ4220", "/party MJ4201", "/urgent MJ4202"]),
    ] {
        assert_eq!(errors(json), expected, "{json}");
    }
}

#[test]
fn errors_carry_the_titles_of_the_field() {
    let errors = read_submission(&form(), r#"{"party":"甲","fine":0}"#).expect_err("it is refused");
    let params: Vec<_> = errors[0].params.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(params, ["field=罚款", "field_en=fine", "limit=1"]);
}

#[test]
fn numbers_never_pass_through_a_float() {
    for json in
        [r#"{"party":"甲","fine":1.0}"#, r#"{"party":"甲","fine":1e2}"#, r#"{"party":"甲","fine":9223372036854775808}"#]
    {
        assert_eq!(errors(json), [" MJ4229"], "{json}");
    }
}

#[test]
fn what_no_store_keeps_faithfully_is_refused() {
    for json in [r#"{"party":"a\u0000b"}"#, r#"{"party":"\ud800"}"#, r#"{"party":"甲","party":"乙"}"#, r#"{"party":"#]
    {
        assert_eq!(errors(json), [" MJ4229"], "{json}");
    }
}
