//! Sub-commands as people call them: what they print, and how they refuse.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a failure here is a failed test")]

#[path = "../support/program.rs"]
#[allow(dead_code, reason = "these tests only run the binary to its end")]
mod program;

use program::run;
use serde_json::Value;
use std::{fs, process::Output};

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn due(arguments: &[&str]) -> Output {
    run(&[&["clock", "due"], arguments].concat())
}

#[track_caller]
fn counted(arguments: &[&str]) -> Value {
    let output = due(&[arguments, &["--format", "json"]].concat());
    assert!(output.status.success(), "{}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_limit_is_counted_and_explained() {
    let pauses = ["--pause", "2026-03-20..2026-04-18", "--pause", "2026-04-10..2026-04-30"];
    let answer = counted(&[&["--from", "2026-03-02", "--limit", "90 days"][..], &pauses].concat());
    assert_eq!((&answer["due"], &answer["provisional"]), (&"2026-07-13".into(), &false.into()));
    assert_eq!(answer["lapses_at"], "2026-07-13T16:00:00Z");
    let steps = answer["explanation"]["steps"].as_array().unwrap();
    assert!(steps.iter().any(|step| step["rolled"]["from"] == "2026-07-12"), "{steps:#?}");
    assert_eq!(answer["explanation"]["zh"].as_array().unwrap().len(), steps.len() + 1);

    let extended = counted(&["--from", "2026-07-05", "--limit", "90 days", "--extend", "30 days"]);
    assert_eq!(extended["due"], "2026-11-02");
    let stays = counted(&["--from", "2026-01-20", "--limit", "30 days", "--no-roll"]);
    assert_eq!(stays["due"], "2026-02-19");
    let hours = counted(&["--from", "2026-10-01T18:00", "--limit", "24 hours"]);
    assert_eq!(hours["due"], "2026-10-02T18:00");
    let next_year = counted(&["--from", "2026-12-28", "--limit", "7 workdays"]);
    assert_eq!((&next_year["due"], &next_year["provisional"]), (&"2027-01-06".into(), &true.into()));

    let english = due(&["--from", "2026-12-28", "--limit", "7 workdays", "--lang", "en"]);
    assert!(text(&english.stdout).starts_with("2027-01-06 (provisional)\nCounted from 2026-12-28 (Mon)."));
}

#[test]
fn calendars_follow_each_other_and_a_region_has_its_own_days() {
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("later.calendar.yaml");
    let later = "\
calendar: cn
version: \"2027.1\"
timezone: Asia/Shanghai
weekend: [sat, sun]
years:
  2027: {notice: 示例1号, holidays: [{from: 2027-01-01, to: 2027-01-05, name: 元旦}]}
regions:
  \"330225\":
    2026: {notice: 示例2号, holidays: [{from: 2026-12-29, to: 2026-12-30, name: 台风停工}]}
";
    fs::write(&path, later).unwrap();
    let calendars =
        ["--calendar", "processes/_standard/calendars/cn.calendar.yaml", "--calendar", path.to_str().unwrap()];
    let asked = |more: &[&str]| {
        let limit = ["--from", "2026-12-28", "--limit", "7 workdays"];
        counted(&[&limit[..], &calendars, more].concat())
    };
    assert_eq!(asked(&[])["due"], "2027-01-11", "published: exact, with the new days off");
    assert_eq!(asked(&[])["provisional"], false);
    assert_eq!(asked(&["--region", "330225"])["due"], "2027-01-13");
    assert_eq!(asked(&["--region", "330200"])["due"], "2027-01-11", "the city around it works");

    let wrong = later.replace("to: 2027-01-05", "to: 2026-12-31").replace("\"330225\"", "\"甬\"");
    fs::write(&path, wrong).unwrap();
    let output = due(&[&["--from", "2026-12-28", "--limit", "7 workdays"][..], &calendars].concat());
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("MJ1503") && said.contains("MJ1513") && said.contains("later.calendar.yaml:"), "{said}");
    assert_eq!(text(&output.stdout), "", "nothing is counted with a wrong calendar");
}

#[test]
fn what_cannot_be_counted_is_said() {
    let limit = ["--limit", "7 workdays"];
    for (arguments, said) in [
        (&["--from", "2026-02-30"][..], "`2026-02-30` is neither a day nor a moment"),
        (&["--from", "2026-3-2"], "`2026-3-2` is neither a day nor a moment"),
        (&["--from", "2026-03-02", "--pause", "2026-03-05..2026-03-04"], "`2026-03-05..2026-03-04` is no pause"),
        (&["--from", "2026-03-02", "--pause", "2026-03-05"], "`2026-03-05` is no pause"),
        (&["--from", "2026-03-02", "--extend", "2 hours"], "MJ4506"),
        (&["--from", "2026-03-02", "--region", "Ningbo"], "`Ningbo` is no code of a region"),
        (&["--from", "2026-03-02", "--calendar", "nowhere.yaml"], "cannot read the calendar `nowhere.yaml`"),
        (&["--from", "2200-12-30"], "MJ4501"),
    ] {
        let output = due(&[&limit[..], arguments].concat());
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert!(error.contains(said), "{arguments:?}: {error}");
    }
    let output = due(&["--from", "2026-03-02", "--limit", "7 suns"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("no unit `suns`"));
}

#[test]
fn a_clock_of_a_case_is_explained_from_the_record() {
    let filed = tempfile::TempDir::new().unwrap();
    for department in ["_standard", "scjg"] {
        let of = program::root().join("processes").join(department);
        std::os::unix::fs::symlink(of, filed.path().join(department)).unwrap();
    }
    // Three steps of the main road: verified, filed, the inquiry open.
    let case = "cases: [{department: scjg, scenario: main_road, ago: 20, steps: 3}]\n";
    fs::write(filed.path().join("demo.yaml"), case).unwrap();
    let store = program::prepared_from(filed.path());
    let data = store.path().to_str().unwrap();
    let number = |year: i16| format!("甬市监案〔{year}〕1号");
    let explain = |case: &str, clock: &str, more: &[&str]| {
        run(&[&["clock", "explain", case, clock, "--data", data], more].concat())
    };

    // In January the case may have been filed in the year before.
    let year = program::day(program::tomorrow()).year();
    let case = [year, year - 1].map(number).into_iter().find(|case| explain(case, "decision", &[]).status.success());
    let case = case.expect("the case has its number");
    let output = explain(&case, "decision", &["--format", "json"]);
    let limits: Value = serde_json::from_slice(&output.stdout).unwrap();
    let kinds: Vec<_> = limits.as_array().unwrap().iter().map(|limit| limit["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["statutory", "promised"]);
    let said = text(&explain(&case, "decision", &["--lang", "en"]).stdout);
    assert!(said.starts_with("Statutory limit ") && said.contains("90 days end on"), "{said}");
    assert!(said.contains(limits[0]["due"].as_str().unwrap()), "{said}");

    for (case, clock, expected) in [
        ("无此案", "decision", "there is no case `无此案`"),
        (case.as_str(), "unknown", "there is no clock `unknown`; there are:"),
        (case.as_str(), "redecision", "the clock `redecision` has not started"),
    ] {
        let output = explain(case, clock, &[]);
        let error = text(&output.stderr);
        assert_eq!((output.status.code(), error.contains(expected)), (Some(2), true), "{error}");
    }
}
