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
    let stage = Stage::new();
    let cases: Vec<String> = (0..5).map(|_| stage.case()).collect();
    stage.claimed(&cases[0], "clue_verify", "wang_ban");
    let history = format!("/api/v1/cases/{}/history?", cases[0]);
    for (person, path) in [
        ("wang_ban", "/api/v1/cases?view=all"),
        ("wang_ban", "/api/v1/cases?view=mine"),
        ("wang_ban", "/api/v1/cases?view=all&running=true"),
        ("wang_ban", "/api/v1/tasks?view=all"),
        ("wang_ban", "/api/v1/tasks?view=pool&sort=created"),
        ("wang_ban", "/api/v1/tasks?view=pool&sort=due"),
        ("wang_ban", history.as_str()),
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
