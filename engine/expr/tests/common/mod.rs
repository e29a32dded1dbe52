//! The declared data and the values that the tests share.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use mingjing_expr::{Scope, Type, TypeEnv, Value};

/// Values by name; today is 24 November 2026.
#[derive(Clone, Debug, Default)]
pub struct Values(pub BTreeMap<Arc<str>, Value>);

impl Scope for Values {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.0.get(name).cloned()
    }

    fn today(&self) -> Date {
        date(2026, 11, 24)
    }
}

#[allow(dead_code, reason = "not every test crate needs the sample case")]
pub fn env() -> TypeEnv {
    let party = Type::record([
        ("name", Type::Text),
        ("kind", Type::one_of(["person", "company"])),
        ("profit", Type::optional(Type::Number)),
    ]);
    TypeEnv::new()
        .with("罚款金额", Type::Number)
        .with("verification", Type::record([("decision", Type::one_of(["file", "not_file", "transfer"]))]))
        .with("当事人", party.clone())
        .with("parties", Type::list(party))
        .with("hearing", Type::optional(Type::record([("asked", Type::Bool), ("held_on", Type::Date)])))
        .with("amounts", Type::list(Type::Number))
        .with("days", Type::list(Type::Date))
        .with("tags", Type::list(Type::Text))
        .with("filed_on", Type::Date)
        .with("served_on", Type::optional(Type::Date))
        .with("received_at", Type::Instant)
        .with("urgent", Type::Bool)
        .with("doubt", Type::optional(Type::Bool))
        .with("note", Type::optional(Type::Text))
}

#[allow(dead_code, reason = "not every test crate needs the sample case")]
pub fn values() -> Values {
    let party = |name: &str, kind: &str, profit: Value| {
        Value::map([("name", Value::text(name)), ("kind", Value::text(kind)), ("profit", profit)])
    };
    let number = |text: &str| Value::Number(text.parse().unwrap());
    Values(BTreeMap::from_iter(
        [
            ("罚款金额", number("5000.10")),
            ("verification", Value::map([("decision", Value::text("file"))])),
            ("当事人", party("甲公司", "company", Value::Null)),
            (
                "parties",
                Value::List(vec![party("甲公司", "company", number("100")), party("乙", "person", Value::Null)]),
            ),
            ("hearing", Value::Null),
            ("amounts", Value::List(vec![number("1.50"), number("2"), number("-3")])),
            ("days", Value::List(vec![Value::Date(date(2026, 3, 2)), Value::Date(date(2025, 12, 31))])),
            ("tags", Value::List(vec![Value::text("食品"), Value::text("广告")])),
            ("filed_on", Value::Date(date(2026, 1, 31))),
            ("served_on", Value::Null),
            ("received_at", Value::Instant(jiff::Timestamp::UNIX_EPOCH)),
            ("urgent", Value::Bool(false)),
            ("doubt", Value::Null),
            ("note", Value::text("涉嫌超范围经营")),
        ]
        .map(|(name, value)| (Arc::from(name), value)),
    ))
}
