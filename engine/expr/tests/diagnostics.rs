//! Every fault of reading and checking, as a reviewed snapshot in both languages.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a failed helper is a failed test")]

mod common;

use std::collections::BTreeSet;
use std::fmt::Write;

use common::{Values, env, values};
use mingjing_expr::check::check_condition;
use mingjing_expr::lexer::tokens;
use mingjing_expr::parser::{DEPTH_MAX, SOURCE_BYTES_MAX};
use mingjing_expr::{CODES, ExprError, Lang, check, eval, parse};

/// The faults of one source, each with its code, the text it points at, and both messages.
fn report(source: &str, errors: &[ExprError]) -> String {
    let mut text = format!("{source}\n");
    for error in errors {
        let place = &source[error.span.clone()];
        writeln!(text, "  {} at `{place}`", error.code).unwrap();
        for lang in [Lang::Zh, Lang::En] {
            let hint = error.hint.as_ref().map(|hint| hint.message(lang));
            let hint = hint.map(|hint| format!(" | {hint}")).unwrap_or_default();
            writeln!(text, "    {}{hint}", error.message(lang)).unwrap();
        }
    }
    text
}

fn reports(sources: &[&str], errors: impl Fn(&str) -> Vec<ExprError>) -> String {
    sources
        .iter()
        .map(|source| {
            let errors = errors(source);
            assert!(!errors.is_empty(), "{source} has no fault");
            report(source, &errors)
        })
        .collect()
}

const UNREADABLE: &[&str] = &[
    "",
    "罚款金额 >",
    "罚款金额 & 3000",
    "\"没有结尾",
    r#""a\q""#,
    "12abc > 3",
    "99999999999999999999999999999999",
    "(1 + 2",
    "[1, 2)",
    "1 + * 2",
    "a b",
    "1 < 2 < 3",
    "a in b",
    "a. = 1",
    "some in parties satisfies true",
    "if a then b",
    "date(\"2026-02-30\") = today()",
    "duration(\"P5H\")",
    "date(filed_on)",
    "cuont(parties) = 1 and today(1) = 2",
    "not a",
];

const UNTYPED: &[&str] = &[
    "罚款余额 > 3000",
    "当事人.knid = \"company\"",
    "当事人.地址 = \"…\"",
    "罚款金额.amount > 1",
    "罚款金额 > \"abc\"",
    "罚款金额 = \"3000\"",
    "verification.decision = \"fiel\"",
    "verification.decision in (\"file\", \"dropped\")",
    "当事人.name < \"b\"",
    "served_on > filed_on",
    "hearing.asked",
    "served_on != null or served_on > filed_on",
    "当事人.profit != null and 当事人.profit + 当事人.profit > 1 and parties = [当事人]",
    "filed_on = null",
    "if urgent then 1 else \"a\"",
    "if doubt then 1 else 2",
    "[1, \"a\", date(\"2026-01-01\")]",
    "some urgent in parties satisfies true",
    "some p in 罚款金额 satisfies true",
    "filed_on + 3",
    "duration(\"P3D\") = duration(\"P3D\")",
    "sum(tags) > 1",
    "count(罚款金额) = 1",
    "list_contains(tags, 3)",
    "sum([1, null]) > 0",
    "1 + (x + y) > z",
    "urgent and 1",
    "-urgent",
];

#[test]
fn faults_of_reading_are_explained() {
    insta::assert_snapshot!(reports(UNREADABLE, |source| parse(source).unwrap_err()));
}

#[test]
fn faults_of_typing_are_explained() {
    insta::assert_snapshot!(reports(UNTYPED, |source| check(&parse(source).unwrap(), &env()).unwrap_err()));
}

#[test]
fn faults_of_evaluation_are_explained() {
    let sources =
        ["1 / 0", "9999999999999999999999999999 * 99", "min([])", "round_half_up(1, 99)", "没有 = 1", "1 < true"];
    insta::assert_snapshot!(reports(&sources, |source| vec![eval(&parse(source).unwrap(), &values()).unwrap_err()]));
}

#[test]
fn a_condition_is_a_plain_bool() {
    let faults = |source: &str| check_condition(&parse(source).unwrap(), &env()).unwrap_err();
    insta::assert_snapshot!(reports(&["罚款金额", "doubt", "null"], faults));
    assert!(check_condition(&parse("doubt = true").unwrap(), &env()).is_ok());
}

#[test]
fn narrowing_reaches_just_as_far_as_the_condition() {
    let right = [
        "served_on != null and served_on > filed_on",
        "null != served_on and served_on > filed_on",
        "served_on = null or served_on > filed_on",
        "not(served_on = null) and served_on > filed_on",
        "not(served_on = null or note = null) and served_on > filed_on and length(note) > 1",
        "if served_on = null or note = null then true else served_on > filed_on and length(note) > 0",
        "(served_on = null or not(served_on > filed_on)) and true",
        "hearing != null and hearing.held_on > filed_on",
        "doubt = true and doubt",
    ];
    let wrong = [
        "served_on > filed_on and served_on != null",
        "(served_on != null or note != null) and served_on > filed_on",
        "(served_on != null and urgent) or served_on > filed_on",
        "if served_on = null then served_on > filed_on else true",
        "(some p in parties satisfies p.profit != null) and (some p in parties satisfies p.profit > 1)",
        "note != null and served_on > filed_on",
    ];
    for source in right {
        assert_eq!(check(&parse(source).unwrap(), &env()).map_err(|errors| report(source, &errors)).err(), None);
    }
    for source in wrong {
        let errors = check(&parse(source).unwrap(), &env()).unwrap_err();
        assert!(errors.iter().all(|error| error.code == "MJ2107"), "{source}: {errors:?}");
    }
}

#[test]
fn depth_and_length_are_bounded_in_every_direction() {
    let deep = [
        format!("{}1{}", "(".repeat(3000), ")".repeat(3000)),
        format!("{}1{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX)),
        vec!["1"; DEPTH_MAX + 1].join(" + "),
        vec!["a"; DEPTH_MAX + 1].join("."),
        format!("{}1", "-".repeat(3000)),
        format!("{}1", "if a then b else ".repeat(100)),
    ];
    for source in deep {
        assert_eq!(parse(&source).unwrap_err()[0].code, "MJ2002", "{source}");
    }
    assert!(parse(&vec!["1"; DEPTH_MAX].join(" + ")).is_ok());
    assert_eq!(parse(&" ".repeat(SOURCE_BYTES_MAX + 1)).unwrap_err()[0].code, "MJ2001");
}

#[test]
fn full_width_signs_mean_the_same_as_half_width_ones() {
    let pairs = [
        ("a＋b－c＊d／e", "a+b-c*d/e"),
        ("a＝1 and b！＝2", "a=1 and b!=2"),
        ("a＜＝1 and b＞＝2", "a<=1 and b>=2"),
        ("a≤1 and b≥2 and c≠3", "a<=1 and b>=2 and c!=3"),
        ("count（【1，2、3】）", "count([1,2,3])"),
        ("a．b in ［1．．3）", "a.b in [1..3)"),
        ("“甲”", "\"甲\""),
        ("＂甲＂", "\"甲\""),
    ];
    for (wide, narrow) in pairs {
        let kinds = |source| tokens(source).unwrap().into_iter().map(|token| token.kind).collect::<Vec<_>>();
        assert_eq!(kinds(wide), kinds(narrow), "{wide}");
        assert!(parse(wide).is_ok(), "{wide}");
    }
}

#[test]
fn codes_are_unique_ascending_and_worded_in_both_languages() {
    assert!(CODES.is_sorted() && CODES.iter().collect::<BTreeSet<_>>().len() == CODES.len());
    for code in CODES {
        let error = ExprError::new(code, 0..0);
        let (zh, en) = (error.message(Lang::Zh), error.message(Lang::En));
        assert!(zh != *code && en != *code && zh != en);
        assert!(en.is_ascii() || en.contains('…'), "{en}");
        assert!(!zh.is_ascii(), "{zh}");
    }
}

#[test]
fn facts_with_braces_are_shown_as_they_are() {
    let error = ExprError::new("MJ2101", 0..0).with("name", "{name}");
    assert_eq!(error.message(Lang::En), "`{name}` is not declared");
    assert_eq!(eval(&parse("a").unwrap(), &Values::default()).unwrap_err().to_string(), "MJ2201: `a` has no value yet");
}
