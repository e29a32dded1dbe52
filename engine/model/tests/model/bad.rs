//! One small bad file a code: the message, its place and its hint, as people see them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use mingjing_model::{Lang, messages, render};

use crate::fixture::compile;

/// The bad files, by name.
#[allow(clippy::disallowed_methods)] // a test may read its own files
fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut paths: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// The code that a file is named after.
fn code(name: &str) -> &str {
    name.split_once('_').unwrap().0
}

#[test]
fn every_bad_file_is_explained_in_chinese() {
    for (name, text) in files() {
        let compiled = compile(&format!("{name}.yaml"), &text);
        assert!(compiled.codes().contains(&code(&name)), "{name}: {:?}", compiled.codes());
        insta::assert_snapshot!(name, compiled.rendered(Lang::Zh));
    }
}

#[test]
fn some_bad_files_are_explained_in_english() {
    for (name, text) in files() {
        let english = [
            "MJ1001_wide_colon",
            "MJ1101_unknown_key",
            "MJ1303_else_missing",
            "MJ1313_promise_too_long",
            "MJ2101_expression",
        ];
        if english.contains(&name.as_str()) {
            let compiled = compile(&format!("{name}.yaml"), &text);
            insta::assert_snapshot!(format!("{name}_en"), compiled.rendered(Lang::En));
        }
    }
}

#[test]
fn programs_get_codes_places_and_facts_as_json() {
    let text = "process: p\nversion: 1\ntitle: 示例\ncalendar: cn\nbegin: 始\nnodes: {s: {start: 开始, to: e}, s: {end: 完}}\n";
    let compiled = compile("json.yaml", text);
    let findings = render::findings(&compiled.found, &compiled.sources, Lang::Zh);
    insta::assert_snapshot!("findings", serde_json::to_string_pretty(&findings).unwrap());
}

#[test]
fn places_are_counted_in_characters() {
    let source = mingjing_model::Source::new("x", "案: 甲\n乙 丙\n");
    let position = |part: &str| source.position(source.text.find(part).unwrap());
    assert_eq!((position("甲").line, position("甲").column), (1, 4));
    assert_eq!((position("丙").line, position("丙").column), (2, 3));
    assert_eq!(source.position(1_000).line, 3);
}

#[test]
fn every_code_of_processes_has_a_bad_file() {
    // Sizes are tested in `yaml`, overlays in `overlays`; more than 65,535 parts do not fit into a file.
    let elsewhere = ["MJ1002", "MJ1005", "MJ1006", "MJ1219", "MJ1220", "MJ1317"];
    let names: Vec<(String, String)> = files();
    let shown: BTreeSet<&str> = names.iter().map(|(name, _)| code(name)).chain(elsewhere).collect();
    let missing: Vec<_> = messages::codes().filter(|code| *code < "MJ14" && !shown.contains(code)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn codes_ascend_and_their_texts_name_the_same_facts() {
    let codes: Vec<_> = messages::codes().collect();
    assert!(codes.is_sorted_by(|left, right| left < right), "{codes:?}");
    for code in codes {
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| facts(messages::template(code, lang).unwrap()));
        // A text in one language may name the language's own words for the same thing.
        let shared = |facts: &BTreeSet<String>| -> BTreeSet<String> {
            facts.iter().map(|fact| fact.trim_end_matches("_zh").trim_end_matches("_en").to_owned()).collect()
        };
        if code != "MJ1001" {
            assert_eq!(shared(&zh), shared(&en), "{code}");
        }
    }
}

fn facts(template: &str) -> BTreeSet<String> {
    let template = template.replace("{{", "");
    template.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect()
}
