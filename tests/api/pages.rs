//! Lists go on where they stopped: small pages, put together, are the one large page.

use crate::{judge, stage::Stage, support::client::Ask};
use serde_json::Value;

/// Follows the cursors to the end.
fn walked(stage: &Stage, person: &str, path: &str, limit: usize) -> Vec<Value> {
    let (mut items, mut after) = (Vec::new(), String::new());
    loop {
        let page = stage.send(person, Ask::get(&format!("{path}&limit={limit}{after}"))).json();
        let own = page["items"].as_array().unwrap();
        assert!(own.len() <= limit, "{path}");
        items.extend(own.iter().cloned());
        match page["next"].as_str() {
            Some(cursor) => after = format!("&after={cursor}"),
            None => return items,
        }
    }
}

#[test]
fn small_pages_put_together_are_the_one_large_page() {
    let stage = Stage::with_cases();
    let cases: Vec<String> = (0..5).map(|_| stage.case()).collect();
    stage.claimed(&cases[0], "clue_verify", "wang_ban");
    for case in &cases[1..4] {
        let (task, revision) = stage.task(case, "clue_verify");
        let refused = Ask::new("POST", &format!("{task}/claim")).header("if-match", &revision);
        assert_eq!(stage.send("qian_shen", refused).status, 403);
    }
    let history = format!("/api/v1/cases/{}/history?", cases[0]);
    for (person, path) in [
        ("wang_ban", "/api/v1/cases?view=all"),
        ("wang_ban", "/api/v1/cases?view=mine"),
        ("wang_ban", "/api/v1/cases?view=all&running=true"),
        ("wang_ban", "/api/v1/tasks?view=all"),
        ("wang_ban", "/api/v1/tasks?view=pool&sort=created"),
        ("wang_ban", "/api/v1/tasks?view=pool&sort=due"),
        ("wang_ban", history.as_str()),
        ("zheng_jian", "/api/v1/supervision/cards?level=prompt"),
        ("zheng_jian", "/api/v1/supervision/refusals?rule=authority&person=qian_shen"),
    ] {
        let whole = walked(&stage, person, path, 200);
        assert!(whole.len() > 1, "{path} has {} lines", whole.len());
        for limit in [1, 2, 3, whole.len()] {
            assert_eq!(walked(&stage, person, path, limit), whole, "{path} in pages of {limit}");
        }
    }
}

#[test]
fn a_cursor_of_one_list_opens_no_other() {
    let stage = Stage::new();
    let (cases, session) = ([stage.case(), stage.case()], stage.session("wang_ban"));
    stage.claimed(&cases[0], "clue_verify", "wang_ban");
    let cursor = |path: &str| stage.send("wang_ban", Ask::get(path)).json()["next"].as_str().unwrap().to_owned();
    let of_cases = cursor("/api/v1/cases?view=all&limit=1");
    let of_tasks = cursor("/api/v1/tasks?limit=1");
    let of_history = cursor(&format!("/api/v1/cases/{}/history?limit=1", cases[0]));
    for (path, cursor) in [
        ("/api/v1/tasks", &of_cases),
        ("/api/v1/tasks", &of_history),
        ("/api/v1/cases", &of_tasks),
        ("/api/v1/cases", &of_history),
        (&format!("/api/v1/cases/{}/history", cases[0]), &of_cases),
    ] {
        let ask = Ask::get(&format!("{path}?after={cursor}")).by(&session);
        judge::problem(&stage, &ask, 400, "MJ7003");
    }
}

#[test]
fn filters_choose_on_the_server_and_bad_ones_are_problems() {
    let stage = Stage::new();
    let session = stage.session("wang_ban");
    let case = stage.case();
    let shown = stage.send("wang_ban", Ask::get(&format!("/api/v1/cases/{case}"))).json();
    let (title, unit) = (shown["title"].as_str().unwrap(), shown["unit"]["id"].as_str().unwrap());
    let has = |path: &str| {
        let page = stage.send("wang_ban", Ask::get(path)).json();
        let items = page["items"].as_array().unwrap_or_else(|| panic!("{path}: {page}")).clone();
        items.iter().any(|line| line["id"] == case || line["case"]["id"] == case)
    };
    let day = crate::support::program::day(crate::support::program::tomorrow());
    let before = day.yesterday().unwrap();
    for (filter, shown) in [
        (format!("organ=scjg&unit={unit}&process=general_penalty&stage=intake"), true),
        ("organ=elsewhere".to_owned(), false),
        ("unit=elsewhere".to_owned(), false),
        ("person=wu_yuan".to_owned(), true),
        ("person=qian_shen".to_owned(), false),
        (format!("text={title}"), true),
        ("text=no_such_text".to_owned(), false),
        (format!("started_from={day}&started_to={day}&updated_from={day}"), true),
        (format!("started_to={before}"), false),
        ("level=red".to_owned(), false),
    ] {
        assert_eq!(has(&format!("/api/v1/cases?view=all&limit=200&{filter}")), shown, "cases by {filter}");
    }
    for (filter, shown) in [
        ("process=general_penalty&stage=intake&lane=handler".to_owned(), true),
        ("stage=decision".to_owned(), false),
        ("level=prompt".to_owned(), false),
        ("due=overdue".to_owned(), false),
        ("due=366".to_owned(), true),
        (format!("text={title}"), true),
        ("text=no_such_text".to_owned(), false),
    ] {
        assert_eq!(has(&format!("/api/v1/tasks?limit=200&{filter}")), shown, "tasks by {filter}");
    }
    for path in
        ["tasks?level=green", "tasks?due=soon", "tasks?due=-1", "tasks?due=367", "cases?started_from=2026-02-30"]
    {
        judge::problem(&stage, &Ask::get(&format!("/api/v1/{path}")).by(&session), 400, "MJ7003");
    }
    let filters = stage.send("admin", Ask::get("/api/v1/filters")).json();
    assert_eq!(filters["people"], serde_json::json!([]), "who reads no cases is told no people");
}
