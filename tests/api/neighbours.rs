//! Two departments on one server: nobody sees, counts, starts or moves anything next door.

use crate::{
    judge,
    routes::{Named, Of, ROUTES},
    stage::Stage,
    support::{
        client::Ask,
        program::{prepared_from, root},
    },
};
use serde_json::json;
use std::{fs, path::Path};
use tempfile::TempDir;

/// The other department: the filed one again, under another name, with people of its own.
const NEXT: &str = "next_door";

/// A folder with both departments.
fn departments() -> TempDir {
    let folder = TempDir::new().unwrap();
    let filed = root().join("processes");
    copied(&filed.join("_standard"), &folder.path().join("_standard"), &|text| text);
    copied(&filed.join("scjg"), &folder.path().join("scjg"), &|text| text);
    copied(&filed.join("scjg"), &folder.path().join(NEXT), &|text| {
        text.replace("scjg", NEXT).replace("{person: ", "{person: next_").replace(", login: ", ", login: next_")
    });
    fs::remove_dir_all(folder.path().join(NEXT).join("scenarios")).unwrap();
    folder
}

fn copied(from: &Path, to: &Path, change: &dyn Fn(String) -> String) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(|entry| entry.unwrap().path()) {
        let target = to.join(entry.file_name().unwrap());
        if entry.is_dir() {
            copied(&entry, &target, change);
        } else {
            fs::write(target, change(fs::read_to_string(&entry).unwrap())).unwrap();
        }
    }
}

#[test]
fn people_of_one_department_find_nothing_of_another() {
    let stage = Stage::on(prepared_from(departments().path()));
    let case = stage.case();
    let named = Named { task: stage.claimed(&case, "clue_verify", "wang_ban"), case };
    let stranger = stage.session("next_wang_ban");
    for route in ROUTES.iter().filter(|route| route.of.is_of_a_case()) {
        let code = if route.of == Of::Case { "MJ4001" } else { "MJ4002" };
        judge::problem(&stage, &route.ask(&stage, &named).by(&stranger), 404, code);
    }
    let neighbour = stage.session("next_admin");
    for route in ROUTES.iter().filter(|route| route.of == Of::Person) {
        judge::problem(&stage, &route.ask(&stage, &named).by(&neighbour), 404, "MJ7001");
    }
    for path in ["/api/v1/admin/people", "/api/v1/admin/units", "/api/v1/admin/sessions", "/api/v1/admin/log"] {
        let text = stage.send("next_admin", Ask::get(path)).text;
        assert!(!text.contains("scjg") && !text.contains("\"wang_ban\""), "{path}: {text}");
    }
    judge::problem(&stage, &Ask::post("/api/v1/cases", &stage.opening()).by(&stranger), 403, "MJ5006");
    let message = json!({"organ": "scjg", "name": "example", "key": "1", "id": "1", "body": {}});
    judge::problem(&stage, &Ask::post("/api/v1/messages", &message).by(&stranger), 403, "MJ5006");
    for path in ["/api/v1/cases?view=all", "/api/v1/cases?view=mine", "/api/v1/tasks?view=all", "/api/v1/tasks/counts"]
    {
        let text = stage.send("next_wang_ban", Ask::get(path)).text;
        assert!(!text.contains("scjg") && !text.contains("pi_1-"), "{path}: {text}");
    }
    let overview = stage.send("next_zheng_jian", Ask::get("/api/v1/supervision")).json();
    assert_eq!((&overview["organs"][0]["id"], overview["organs"].as_array().unwrap().len()), (&json!(NEXT), 1));
    assert_eq!(overview["totals"]["running"], 0);
    // And work here goes on as if nobody lived there.
    let completion = stage.completion(&named.task.0, &named.task.1, "main_road", "clue_verify");
    let completed = stage.send("wang_ban", completion);
    assert_eq!(completed.status, 200, "{}", completed.text);
    let filed = stage.send("next_wang_ban", Ask::get("/api/v1/processes")).json();
    let organs: Vec<_> = filed["items"].as_array().unwrap().iter().map(|line| &line["organ"]["id"]).collect();
    assert_eq!(organs, [NEXT]);
}

#[test]
fn a_case_of_one_department_is_started_and_seen_in_that_department_only() {
    let stage = Stage::on(prepared_from(departments().path()));
    let mut opening = stage.opening();
    opening["organ"] = json!(NEXT);
    opening["submission"]["received_by"] = json!("next_wu_yuan");
    let started = stage.send("next_wu_yuan", Ask::post("/api/v1/cases", &opening));
    assert_eq!(started.status, 201, "{}", started.text);
    let path = format!("/api/v1/cases/{}", started.json()["case"]["id"].as_str().unwrap());
    for reader in ["next_wang_ban", "next_sun_ju", "next_zheng_jian"] {
        assert_eq!(stage.send(reader, Ask::get(&path)).status, 200, "{reader}");
    }
    for stranger in ["wang_ban", "sun_ju", "zheng_jian"] {
        judge::problem(&stage, &Ask::get(&path).by(&stage.session(stranger)), 404, "MJ4001");
    }
    judge::problem(&stage, &Ask::post("/api/v1/cases", &opening).by(&stage.session("wu_yuan")), 403, "MJ5006");
}
