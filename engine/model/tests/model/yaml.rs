//! Text → tree: texts stay as written, places are exact, and hostile files are refused quickly.

use mingjing_model::yaml::{self, DEPTH_MAX, FILE_BYTES_MAX, Kind, NODES_MAX, Node, Style};
use mingjing_model::{Diagnostics, FileIx};
use proptest::prelude::*;

const FILE: FileIx = FileIx(0);

fn tree(text: &str) -> Node {
    let mut report = Diagnostics::new();
    let tree = yaml::parse(FILE, text, &mut report);
    assert!(!report.has_errors(), "{:?}", report.into_sorted());
    tree.unwrap()
}

fn codes(text: &str) -> Vec<&'static str> {
    let mut report = Diagnostics::new();
    yaml::parse(FILE, text, &mut report);
    report.into_sorted().iter().map(|diagnostic| diagnostic.code).collect()
}

/// The source under the inner span of the value of `key`.
fn under<'a>(text: &'a str, key: &str, part: &str) -> &'a str {
    let tree = tree(text);
    let node = tree.get(key).unwrap();
    let start = node.as_text().unwrap().find(part).unwrap();
    let span = node.inner_span(start, start + part.len());
    &text[span.start..span.end]
}

#[test]
fn scalars_keep_their_text() {
    for written in ["007", "no", "0.10", "1_000", "~", "null", "true", "2026-03-02", "12:30", ".inf", "0x1F"] {
        let text = format!("a: {written}\n");
        assert_eq!(tree(&text).get("a").unwrap().as_text(), Some(written));
    }
}

#[test]
fn a_key_without_a_value_is_blank_and_a_quoted_empty_text_is_not() {
    let tree = tree("a:\nb: ''\nc: ~\n");
    assert!(tree.get("a").unwrap().is_blank());
    assert!(!tree.get("b").unwrap().is_blank());
    assert!(!tree.get("c").unwrap().is_blank());
}

#[test]
fn quoted_texts_are_told_from_plain_ones() {
    let tree = tree("a: true\nb: 'true'\nc: \"true\"\nd: |\n  true\n");
    let style = |key: &str| match &tree.get(key).unwrap().kind {
        Kind::Scalar(scalar) => scalar.style,
        Kind::Seq(_) | Kind::Map(_) => panic!("no scalar"),
    };
    assert_eq!(
        [style("a"), style("b"), style("c"), style("d")],
        [Style::Plain, Style::Quoted, Style::Quoted, Style::Quoted]
    );
}

#[test]
fn spans_cover_keys_values_and_collections() {
    let text = "标题: {zh: 立案, en: x}\n步骤:\n  - 一\n  - 二\n末: 尾\n";
    let tree = tree(text);
    let cut = |node: &Node| &text[node.span.start..node.span.end];
    assert_eq!(cut(tree.get("标题").unwrap()), "{zh: 立案, en: x}");
    assert_eq!(cut(tree.get("标题").unwrap().get("zh").unwrap()), "立案");
    assert_eq!(cut(tree.get("步骤").unwrap()), "- 一\n  - 二");
    let (key, _) = &tree.as_map().unwrap()[2];
    assert_eq!(&text[key.span.start..key.span.end], "末");
}

#[test]
fn places_inside_quotes_escapes_and_blocks_are_exact() {
    for (text, key, part) in [
        ("案: 甲 = 乙 and 丙\n", "案", "乙"),
        ("案: '甲 = \"乙\" and 丙'\n", "案", "丙"),
        ("案: 'it''s 丙'\n", "案", "丙"),
        ("案: \"甲 = \\\"乙\\\" and 丙\"\n", "案", "丙"),
        ("案: \"\\u7532 = 乙\"\n", "案", "乙"),
        ("案: |\n  甲 =\n  乙\n", "案", "乙"),
        ("案: >-\n  甲 =\n  乙\n", "案", "乙"),
        ("案: 甲 =\n  乙\n", "案", "乙"),
        ("案: '甲 =\n\n  乙'\n", "案", "乙"),
    ] {
        assert_eq!(under(text, key, part), part, "{text}");
    }
}

#[test]
fn all_duplicate_keys_of_a_file_are_reported_and_the_first_is_kept() {
    let text = "a: {x: 1, x: 2}\nb: 1\na: 2\n";
    assert_eq!(codes(text), ["MJ1004", "MJ1004"]);
    let mut report = Diagnostics::new();
    let tree = yaml::parse(FILE, text, &mut report).unwrap();
    assert_eq!(tree.get("a").unwrap().get("x").unwrap().as_text(), Some("1"));
}

#[test]
fn what_is_not_needed_is_refused() {
    assert_eq!(codes("a: &x 1\nb: *x\n"), ["MJ1003"]);
    assert_eq!(codes("b: *x\n"), ["MJ1003"]);
    assert_eq!(codes("a: !env X\n"), ["MJ1009"]);
    assert_eq!(codes("a: 1\n---\nb: 2\n"), ["MJ1007"]);
    assert_eq!(codes("? [a, b]\n: 1\n"), ["MJ1010"]);
    assert_eq!(codes(""), ["MJ1008"]);
    assert_eq!(codes("# 只有注释\n"), ["MJ1008"]);
    assert_eq!(codes("a: [1\nb: 2\n"), ["MJ1001"]);
}

#[test]
fn a_file_beyond_the_size_limit_is_refused_unread() {
    let text = "a: 一\n".repeat(10 * FILE_BYTES_MAX / 7);
    assert_eq!(codes(&text), ["MJ1002"]);
}

#[test]
fn bombs_are_refused_within_the_bounds() {
    let mut aliases = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for level in 1..10 {
        let before = level - 1;
        aliases += &format!("a{level}: &a{level} [{}]\n", vec![format!("*a{before}"); 9].join(","));
    }
    assert_eq!(codes(&aliases), ["MJ1003"]);
    assert_eq!(codes(&"[".repeat(100_000)), ["MJ1006"]);
    let steps: String = (0..2_000).map(|level| format!("{}a:\n", " ".repeat(level % 300))).collect();
    assert!(!codes(&steps).is_empty());
    assert_eq!(codes(&format!("[{}]", "1,".repeat(NODES_MAX + 1))), ["MJ1005"]);
    let deep = format!("{}1{}", "[".repeat(DEPTH_MAX), "]".repeat(DEPTH_MAX));
    assert_eq!(codes(&deep), Vec::<&str>::new());
}

#[test]
fn an_overlay_merges_maps_and_replaces_the_rest() {
    let base = tree("a: {x: 1, y: [1, 2]}\nb: {z: 1}\nc: 1\n");
    let over = tree("a: {y: [3], w: 4}\nb: 2\nd: 5\n");
    let merged = yaml::merge(base, over);
    let keys: Vec<&str> = merged.as_map().unwrap().iter().map(|(key, _)| key.text.as_str()).collect();
    assert_eq!(keys, ["a", "b", "c", "d"]);
    let inner = merged.get("a").unwrap();
    assert_eq!(inner.get("x").unwrap().as_text(), Some("1"));
    assert_eq!(inner.get("y").unwrap().as_seq().unwrap().len(), 1);
    assert_eq!(inner.get("w").unwrap().as_text(), Some("4"));
    assert_eq!(merged.get("b").unwrap().as_text(), Some("2"));
}

proptest! {
    #[test]
    fn any_text_gives_a_tree_or_errors_and_places_within_it(text in "([a-c：:\\-\\[\\]{}&*!|>'\"\\\\#, \n\t案]{0,60})") {
        let mut report = Diagnostics::new();
        let tree = yaml::parse(FILE, &text, &mut report);
        prop_assert!(tree.is_some() || report.has_errors());
        if let Some(tree) = tree {
            check_places(&tree, &text);
        }
        for diagnostic in report.into_sorted() {
            prop_assert!(text.get(diagnostic.span.start..diagnostic.span.end).is_some());
        }
    }
}

fn check_places(node: &Node, text: &str) {
    assert!(text.get(node.span.start..node.span.end).is_some(), "{:?}", node.span);
    match &node.kind {
        Kind::Scalar(scalar) => {
            for (at, character) in scalar.text.char_indices() {
                let span = node.inner_span(at, at + character.len_utf8());
                assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{span:?} {scalar:?}");
            }
        }
        Kind::Seq(items) => items.iter().for_each(|item| check_places(item, text)),
        Kind::Map(entries) => entries.iter().for_each(|(_, value)| check_places(value, text)),
    }
}
