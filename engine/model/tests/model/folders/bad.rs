//! One mistake at a time: what the author of the folder reads.

use super::support::{Folders, rendered};
use mingjing_model::compile::compile;
use mingjing_model::messages;
use std::collections::BTreeSet;

/// A mistake: its name, which begins with its code, and the file, the right text and the wrong one.
type Mistake = (&'static str, &'static str, &'static str, &'static str);

const CLUE: &str = "forms/clue.form.yaml";
const INQUIRY: &str = "forms/inquiry.form.yaml";
const TABLE: &str = "tables/authority.table.yaml";
const OFFICERS: &str = "registers/officers.register.yaml";
const ORGAN: &str = "organ.yaml";
const CARDS: &str = "cards.yaml";
const NOTICE: &str = "notices/card.notice.yaml";
const CALENDAR: &str = "calendars/cn.calendar.yaml";

const MISTAKES: &[Mistake] = &[
    ("MJ1402 a form named otherwise than its file", CLUE, "form: clue", "form: clues"),
    ("MJ1410 an unknown field type", CLUE, "type: text, max", "type: txt, max"),
    ("MJ1410 a list of lists", INQUIRY, "of: person", "of: list"),
    ("MJ1411 no choices", CLUE, "{inspection: {zh: 检查, en: Inspection}, report: {zh: 举报, en: Report}}", "{}"),
    ("MJ1412 bounds reversed", INQUIRY, "min: 1, max: 10", "min: 11, max: 10"),
    ("MJ1413 two fields in one column", CLUE, "type: text, personal: true}", "type: text, list: 0}"),
    ("MJ1414 an unknown field is required", CLUE, "[source, text]", "[source, txt]"),
    ("MJ1414 an unknown field in the layout", CLUE, "[text], [reporter]", "[text], [report]"),
    ("MJ1415 required twice", CLUE, "[source, text]", "[source, text, source]"),
    ("MJ1415 twice on the screen", CLUE, "[text], [reporter]", "[text], [reporter, text]"),
    ("MJ1416 people who are a text", INQUIRY, "who: officers", "who: recordings"),
    ("MJ1416 a recording that is a number", INQUIRY, "recording: recordings", "recording: count"),
    ("MJ1416 an event at a text", INQUIRY, "event_at: acted_on", "event_at: recordings"),
    ("MJ1416 a condition on a text", CLUE, "{field: source, is", "{field: text, is"),
    ("MJ1417 no value of the choice", CLUE, "is: report", "is: reported"),
    ("MJ1418 an unknown register", INQUIRY, "register: officers", "register: oficers"),
    ("MJ1419 certified without certificates", "policy.yaml", "certificates: officers\n", ""),
    ("MJ1421 a personal column", CLUE, "type: text, list: 0", "type: text, personal: true, list: 0"),
    ("MJ1420 a condition that does nothing", CLUE, "require: [reporter]", "require: [reporter, text]"),
    ("MJ1107 a column beyond the last", CLUE, "list: 0", "list: 8"),
    ("MJ1101 a key of another type", CLUE, "type: text, max_length", "type: text, min_length"),
    ("MJ1430 an unknown column type", TABLE, "type: number", "type: amount"),
    ("MJ1431 a gap", TABLE, ">= 10000", "> 10000"),
    ("MJ2302 an overlap", TABLE, ">= 10000", ">= 9000"),
    ("MJ2301 a rule that is too short", TABLE, r#"["< 10000", "-"]"#, r#"["< 10000"]"#),
    ("MJ2008 a cell that ends too early", TABLE, ">= 10000", ">="),
    ("MJ2106 a cell with no member", TABLE, r#"[">= 10000", "-"]"#, r#"[">= 10000", '"penality"']"#),
    ("MJ2305 a result of another type", TABLE, r#"'"decider"'"#, "'1'"),
    ("MJ1440 a cell of another kind", OFFICERS, "2027-12-31", "2027-13-31"),
    ("MJ1441 a row without a field", OFFICERS, "{person: li, number: '330202'}", "{person: li}"),
    ("MJ1442 a validity reversed", OFFICERS, "valid_to: 2024-12-31", "valid_to: 2023-12-31"),
    ("MJ1443 validities that overlap", OFFICERS, "valid_from: 2025-01-01, ", ""),
    ("MJ1444 a field named like a column of every register", OFFICERS, "rank:", "valid_to:"),
    ("MJ1101 an unknown column", OFFICERS, "number: '330202'", "numbers: '330202'"),
    ("MJ1450 an unknown parent", ORGAN, "parent: food}", "parent: foods}"),
    ("MJ1212 a unit headed by an unknown role", ORGAN, "parent: food}", "parent: food, head: handlers}"),
    ("MJ1451 a unit below itself", ORGAN, "{title: 食品科}", "{title: 食品科, parent: food_north}"),
    ("MJ1452 an unknown zone", ORGAN, "level: city", "level: city\ntimezone: Asia/Ningbo"),
    ("MJ1453 a region that is no code", ORGAN, "'330200'", "宁波"),
    ("MJ1455 an unknown verb", "roles.yaml", "start,", "begin,"),
    ("MJ1460 an unknown rule", "policy.yaml", "people:", "peoples:"),
    ("MJ1106 an unknown level", CARDS, "level: yellow", "level: orange"),
    ("MJ1107 more than the whole", CARDS, "share: 50", "share: 150"),
    (
        "MJ1470 a register without a field of the standard",
        OFFICERS,
        "until: {title: 有效期, type: date, optional: true}",
        "",
    ),
    (
        "MJ1471 a register with another type",
        OFFICERS,
        "until: {title: 有效期, type: date,",
        "until: {title: 有效期, type: text,",
    ),
    ("MJ1470 a register with another key", OFFICERS, "key: person", "key: number"),
    ("MJ1501 an unknown zone of a calendar", CALENDAR, "Asia/Shanghai", "Asia/Peking"),
    ("MJ1502 no date", CALENDAR, "to: 2026-01-03", "to: 2026-01-32"),
    ("MJ1506 a make-up day on a working day", CALENDAR, "[2026-01-04]", "[2026-01-04, 2026-01-05]"),
    ("MJ1600 an unknown variable", NOTICE, "{{rule}} {{link}}'", "{{rules}} {{link}}'"),
    ("MJ1601 a fact of a case in a text message", NOTICE, "{{organ}} {{count}}'", "{{organ}} {{case_number}}'"),
    ("MJ1602 a variable that is not closed", NOTICE, "zh: '{{level}}'", "zh: '{{level'"),
    ("MJ1602 a condition that is not closed", NOTICE, "{{else}}（无案号）{{/if}}", ""),
    ("MJ1603 an unknown notice", CARDS, "channels: [mail]", "channels: [mail], notice: cards"),
    ("MJ1402 a digest without its notice", "notices/digest.notice.yaml", "notice: digest", "notice: digests"),
    ("MJ1604 no time of day", ORGAN, "digest: '08:40'", "digest: '8.40'"),
    ("MJ1605 hours reversed", ORGAN, "'17:30'", "'08:00'"),
    ("MJ1212 an unknown role is told", CARDS, "role: decider", "role: deciders"),
    ("MJ1106 an unknown recipient", CARDS, "to: [holder", "to: [holders"),
    (
        "MJ1513 a malformed region",
        CALENDAR,
        "years:",
        "regions: {宁波: {2026: {notice: 示例, holidays: [{from: 2026-07-29, to: 2026-07-30, name: 台风停工}]}}}\nyears:",
    ),
];

/// A file that a department adds, and what is wrong with it.
const FILES: &[(&str, &str, &str)] = &[
    ("MJ1401 an unknown file", "forms/clue.yaml", "form: clue\n"),
    ("MJ1406 an unknown base", "penalty.process.yaml", "process: penalty\nextends: _standard/penalty\n"),
    ("MJ1407 a base that is none", "penalty.process.yaml", "process: penalty\nextends: scjg/filing\n"),
    (
        "MJ1461 a role that may do more",
        "roles.yaml",
        "roles: {decider: {title: 负责人, verbs: [work, supervise]}, own: {title: 自有, verbs: [supervise]}}\n",
    ),
    (
        "MJ1461 a policy that records less",
        "policy.yaml",
        "certificates: cards\nrules:\n  separation: {title: 职责分离, mode: reject}\n  people: {title: 两人, mode: recorded}\n",
    ),
    (
        "MJ1461 a card that warns less",
        "cards.yaml",
        "cards:\n  T2_last_day: {title: 最后一日, on: [node], moment: after, min: 5, level: prompt}\n  T4_over: {title: 超期, on: [statutory], moment: after, level: prompt}\n",
    ),
    (
        "MJ1470 a form that lacks fields",
        "forms/clue.form.yaml",
        "form: clue\ntitle: 案源\nfields:\n  text: {title: 内容, type: text}\n",
    ),
    (
        "MJ1470 a table that lacks a column",
        "tables/authority.table.yaml",
        "table: authority\ntitle: 权限\nhit: first\ninputs: {kind: {choice: [penalty, exit]}}\noutputs: {lane: {type: text}}\nrules: [{when: ['-'], then: ['\"decider\"']}]\n",
    ),
    (
        "MJ1472 a calendar of the standard",
        "calendars/cn.calendar.yaml",
        "calendar: cn\nversion: '1'\ntimezone: Asia/Shanghai\nweekend: [sun]\nyears: {}\n",
    ),
];

#[test]
fn every_mistake_is_told_at_its_place_with_its_cure() {
    for (name, path, right, wrong) in MISTAKES {
        let folders = Folders::good().edit(path, right, wrong);
        told(name, &folders);
    }
    for (name, path, text) in FILES {
        let folders = Folders::good().file(path, text);
        told(name, &folders);
    }
}

fn told(name: &str, folders: &Folders) {
    let compiled = folders.compile();
    let found = compiled.diagnostics.into_sorted();
    assert!(found.iter().any(|diagnostic| name.starts_with(diagnostic.code)), "{name}: {found:#?}");
    insta::assert_snapshot!(name.replace(' ', "_"), rendered(&found, &compiled.sources));
}

#[test]
fn a_department_without_its_organ_is_told_so() {
    let mut folders = Folders::good();
    folders.department.files.remove("organ.yaml");
    told("MJ1403 no organ", &folders);
}

#[test]
fn a_process_of_the_standard_is_extended_never_replaced() {
    let mut folders = Folders::good();
    let own = folders.department.files["filing.process.yaml"].clone();
    folders.standard.files.insert("filing.process.yaml".to_owned(), own);
    told("MJ1408 a process in place of the standard", &folders);
}

#[test]
fn the_standard_is_checked_alone_and_wants_both_languages() {
    let mut folders = Folders::good().edit("forms/clue.form.yaml", "{zh: 案源登记, en: Clue}", "案源登记");
    folders.standard.files.insert("organ.yaml".to_owned(), folders.department.files["organ.yaml"].clone());
    let compiled = compile(None, &folders.standard);
    assert!(compiled.bundle.is_none());
    let found = compiled.diagnostics.into_sorted();
    insta::assert_snapshot!("MJ1404_MJ1405_the_standard", rendered(&found, &compiled.sources));
}

#[test]
fn a_form_that_cannot_be_read_is_reported_once() {
    let folders = Folders::good().edit("forms/clue.form.yaml", "fields:", "felds:");
    let codes = |folders: &Folders| -> Vec<&str> {
        let found = folders.compile().diagnostics.into_sorted();
        found.iter().map(|diagnostic| diagnostic.code).collect()
    };
    assert_eq!(codes(&folders), ["MJ1102", "MJ1101"]);
    let folders = Folders::good().edit("forms/clue.form.yaml", "fields:", "fields: {");
    assert_eq!(codes(&folders), ["MJ1001"]);
}

#[test]
fn what_lies_about_beside_the_files_is_left_alone() {
    let folders = Folders::good()
        .file("README.md", "notes")
        .file("scenarios/one.scenario.yaml", "scenario: one")
        .file("limits.yaml", "- {}");
    folders.bundle();
}

#[test]
fn every_code_of_a_folder_has_a_mistake_that_shows_it() {
    let names = MISTAKES.iter().map(|mistake| mistake.0).chain(FILES.iter().map(|file| file.0));
    let shown: BTreeSet<&str> = names.map(|name| &name[..6]).chain(["MJ1403", "MJ1404", "MJ1405", "MJ1408"]).collect();
    let missing: Vec<&str> = messages::codes()
        .filter(|code| (code.starts_with("MJ14") || code.starts_with("MJ16")) && !shown.contains(code))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}
