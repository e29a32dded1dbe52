//! Laws on random sources: the reader never panics, and what passes the checker never meets a type fault.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed helper is a failed test")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;

use common::{Values, env};
use jiff::civil::date;
use mingjing_expr::{Test, Type, Value, check, eval, parse, reads};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use rust_decimal::Decimal;

/// Sources grown by kind from a tape of bytes, so that most are well-typed and every slip is tried too.
fn source() -> impl Strategy<Value = String> {
    let kinds = prop::sample::select(vec![Kind::Bool, Kind::Bool, Kind::Number, Kind::Text, Kind::Date]);
    (kinds, prop::collection::vec(any::<u8>(), 1..60)).prop_map(|(kind, bytes)| Tape { bytes, at: 0 }.grown(kind, 4))
}

#[derive(Clone, Copy, Debug)]
enum Kind {
    Bool,
    Number,
    Text,
    Date,
    Numbers,
}

struct Tape {
    bytes: Vec<u8>,
    at: usize,
}

impl Tape {
    /// A choice below `count`; the tape goes round.
    fn pick(&mut self, count: usize) -> usize {
        self.at += 1;
        usize::from(self.bytes[self.at % self.bytes.len()].wrapping_add(self.at as u8 / 60)) % count
    }

    fn one(&mut self, choices: &[&str]) -> String {
        choices[self.pick(choices.len())].to_owned()
    }

    fn grown(&mut self, kind: Kind, depth: usize) -> String {
        let slip = self.pick(40) == 0;
        let kind = if slip { Kind::Numbers } else { kind };
        if depth == 0 {
            return self.leaf(kind);
        }
        match kind {
            Kind::Bool => self.bool(depth - 1),
            Kind::Number => self.number(depth - 1),
            Kind::Text => self.text(depth - 1),
            Kind::Date => self.date(depth - 1),
            Kind::Numbers => self.numbers(depth - 1),
        }
    }

    fn leaf(&mut self, kind: Kind) -> String {
        match kind {
            Kind::Bool => self.one(&["true", "urgent", "doubt = true", "served_on = null", "hearing != null"]),
            Kind::Number => self.one(&["1", "0", "2.50", "罚款金额", "罚款金额", "count(parties)", "当事人.profit"]),
            Kind::Text => {
                self.one(&["\"file\"", "\"食品\"", "当事人.name", "当事人.kind", "verification.decision", "note"])
            }
            Kind::Date => self.one(&["filed_on", "today()", "date(\"2026-01-31\")", "served_on", "hearing.held_on"]),
            Kind::Numbers => self.one(&["amounts", "[]", "[1, 2.5]", "[罚款金额]"]),
        }
    }

    fn any(&mut self, depth: usize) -> String {
        let kind = [Kind::Number, Kind::Text, Kind::Date, Kind::Bool, Kind::Numbers][self.pick(5)];
        self.grown(kind, depth)
    }

    fn bool(&mut self, depth: usize) -> String {
        let kind = [Kind::Number, Kind::Date][self.pick(2)];
        let [a, b] = [Kind::Bool; 2].map(|kind| self.grown(kind, depth));
        match self.pick(14) {
            0 => self.leaf(Kind::Bool),
            1 => format!("({a} {} {b})", self.one(&["and", "or", "=", "!="])),
            2 => format!("not({a})"),
            3 | 4 => {
                let operator = self.one(&["=", "!=", "<", "<=", ">", ">="]);
                format!("({} {operator} {})", self.grown(kind, depth), self.grown(kind, depth))
            }
            5 => format!("({} in [{}..{}))", self.grown(kind, depth), self.grown(kind, depth), self.grown(kind, depth)),
            6 => format!("({} in ({}, {}))", self.grown(kind, depth), self.grown(kind, depth), self.grown(kind, depth)),
            7 => format!("contains({}, {})", self.grown(Kind::Text, depth), self.grown(Kind::Text, depth)),
            8 => format!("list_contains({}, {})", self.grown(Kind::Numbers, depth), self.grown(Kind::Number, depth)),
            9 => format!(
                "(some p in parties satisfies p.profit != null and p.profit > {} or {b})",
                self.grown(Kind::Number, depth)
            ),
            10 => format!(
                "(every q in {} satisfies q > {} and {b})",
                self.grown(Kind::Numbers, depth),
                self.grown(Kind::Number, depth)
            ),
            11 => format!(
                "(served_on {} served_on >= {} {} {b})",
                self.one(&["= null or", "!= null and"]),
                self.grown(Kind::Date, depth),
                self.one(&["and", "or"])
            ),
            12 => format!("(if {a} then {b} else {})", self.grown(Kind::Bool, depth)),
            _ => format!("(当事人.profit {} {})", self.one(&["=", "!="]), self.grown(Kind::Number, depth)),
        }
    }

    fn number(&mut self, depth: usize) -> String {
        let [a, b] = [Kind::Number; 2].map(|kind| self.grown(kind, depth));
        match self.pick(9) {
            0 => self.leaf(Kind::Number),
            1 | 2 => format!("({a} {} {b})", self.one(&["+", "-", "*", "/"])),
            3 => format!("({} - {})", self.grown(Kind::Date, depth), self.grown(Kind::Date, depth)),
            4 => format!("{}({})", self.one(&["sum", "min", "max", "count"]), self.grown(Kind::Numbers, depth)),
            5 => format!("length({})", self.grown(Kind::Text, depth)),
            6 => format!("{}{a}{}", self.one(&["-", "floor(", "round_half_up("]), self.one(&["", ")", ", 2)"])),
            7 => format!("(if 当事人.profit != null then 当事人.profit + {a} else {b})"),
            _ => format!("(if {} then {a} else {b})", self.grown(Kind::Bool, depth)),
        }
    }

    fn text(&mut self, depth: usize) -> String {
        match self.pick(4) {
            0 => self.leaf(Kind::Text),
            1 => format!("({} + {})", self.grown(Kind::Text, depth), self.grown(Kind::Text, depth)),
            2 => format!("(if note = null then {} else note)", self.grown(Kind::Text, depth)),
            _ => format!(
                "(if {} then {} else {})",
                self.grown(Kind::Bool, depth),
                self.grown(Kind::Text, depth),
                self.any(0)
            ),
        }
    }

    fn date(&mut self, depth: usize) -> String {
        match self.pick(5) {
            0 => self.leaf(Kind::Date),
            1 | 2 => format!("({} {} duration(\"P1M3D\"))", self.grown(Kind::Date, depth), self.one(&["+", "-"])),
            3 => format!(
                "{}([{}, {}])",
                self.one(&["earliest", "latest"]),
                self.grown(Kind::Date, depth),
                self.grown(Kind::Date, depth)
            ),
            _ => format!("(if hearing = null then {} else hearing.held_on)", self.grown(Kind::Date, depth)),
        }
    }

    fn numbers(&mut self, depth: usize) -> String {
        match self.pick(3) {
            0 => self.leaf(Kind::Numbers),
            1 => format!("[{}, {}]", self.grown(Kind::Number, depth), self.any(depth)),
            _ => format!("(if {} then {} else [])", self.grown(Kind::Bool, depth), self.grown(Kind::Numbers, depth)),
        }
    }
}

/// A value of the type; an optional field of a record may be absent.
fn value_of(ty: &Type) -> BoxedStrategy<Value> {
    match ty {
        Type::Bool => any::<bool>().prop_map(Value::Bool).boxed(),
        Type::Number => prop_oneof![
            (-5i64..5).prop_map(Value::from),
            (any::<i64>(), 0u32..=28).prop_map(|(digits, scale)| Value::Number(Decimal::new(digits, scale))),
            Just(Value::Number(Decimal::MAX)),
        ]
        .boxed(),
        Type::Text => "[a-c食品]{0,3}".prop_map(Value::text).boxed(),
        Type::OneOf(members) => prop::sample::select(members.clone()).prop_map(Value::Text).boxed(),
        Type::Date => (-9999i16..=9999, 1i8..=12, 1i8..=28).prop_map(|(y, m, d)| Value::Date(date(y, m, d))).boxed(),
        Type::Instant => {
            any::<i32>().prop_map(|s| Value::Instant(jiff::Timestamp::from_second(s.into()).unwrap())).boxed()
        }
        Type::List(element) => prop::collection::vec(value_of(element), 0..4).prop_map(Value::List).boxed(),
        Type::Optional(inner) => prop_oneof![Just(Value::Null), value_of(inner)].boxed(),
        Type::Null | Type::Duration => Just(Value::Null).boxed(),
        Type::Record(fields) => fields
            .iter()
            .fold(Just(BTreeMap::new()).boxed(), |record, (name, ty)| {
                let name: Arc<str> = name.clone();
                let optional = ty.is_optional();
                (record, value_of(ty), any::<bool>())
                    .prop_map(move |(mut record, value, absent)| {
                        if !(optional && absent) {
                            record.insert(name.clone(), value);
                        }
                        record
                    })
                    .boxed()
            })
            .prop_map(Value::Map)
            .boxed(),
    }
}

fn values() -> BoxedStrategy<Values> {
    let env = env();
    let names: Vec<String> = env.names().map(str::to_owned).collect();
    let all = Type::record(names.iter().map(|name| (name.as_str(), env.get(name).unwrap().clone())));
    value_of(&all)
        .prop_map(move |value| {
            let mut values = value.as_map().unwrap().clone();
            // A declared name always has a value here, if only null; an absent one is another law's matter.
            for name in &names {
                values.entry(Arc::from(name.as_str())).or_insert(Value::Null);
            }
            Values(values)
        })
        .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn what_passes_the_checker_never_meets_a_type_fault(source in source(), values in values()) {
        let Ok(expr) = parse(&source) else { return Ok(()) };
        let Ok(ty) = check(&expr, &env()) else { return Ok(()) };
        match eval(&expr, &values) {
            Ok(value) => prop_assert!(ty.accepts(&value), "{} is {:?}, not {}", source, value, ty),
            Err(error) => {
                prop_assert!(matches!(error.code, "MJ2202" | "MJ2203" | "MJ2204" | "MJ2205" | "MJ2207"), "{source}: {error}");
                prop_assert!(source.get(error.span.clone()).is_some());
            }
        }
        prop_assert_eq!(eval(&expr, &values), eval(&expr, &values));
    }

    #[test]
    fn an_expression_needs_no_other_names_than_it_reads(source in source(), values in values()) {
        let Ok(expr) = parse(&source) else { return Ok(()) };
        let Ok(_) = check(&expr, &env()) else { return Ok(()) };
        let roots: Vec<Arc<str>> = reads(&expr).iter().filter_map(|path| path.first().cloned()).collect();
        let read = Values(values.0.iter().filter(|(name, _)| roots.contains(name)).map(|(name, value)| (name.clone(), value.clone())).collect());
        prop_assert_eq!(eval(&expr, &read), eval(&expr, &values));
    }

    #[test]
    fn the_reader_never_panics_and_points_into_the_source(
        source in prop_oneof![".{0,60}", "[a-c1-3.,=<>!+*/()\\[\\]\"“”（）＝ \\-]{0,60}", source()],
    ) {
        let errors = [parse(&source).err(), Test::parse(&source).err()];
        for error in errors.into_iter().flatten().flatten() {
            prop_assert!(source.get(error.span.clone()).is_some());
        }
        if let Ok(expr) = parse(&source) {
            prop_assert!(source.get(expr.span.clone()).is_some());
            if let Err(errors) = check(&expr, &env()) {
                prop_assert!(!errors.is_empty());
                for error in errors {
                    prop_assert!(source.get(error.span.clone()).is_some());
                }
            }
        }
    }
}

#[test]
fn the_random_sources_are_often_well_typed() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let strategy = source();
    let typed = (0..2000)
        .filter(|_| {
            let source = strategy.new_tree(&mut runner).unwrap().current();
            let typed = |expr| check(&expr, &env()).is_ok() && source.len() > 20;
            parse(&source).is_ok_and(typed)
        })
        .count();
    assert!(typed > 300, "only {typed} of 2000 sources were worth trying");
}
