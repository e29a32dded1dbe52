//! What the state of a case forbids, and what its forms demand.

use crate::{judge, stage::Stage, support::client::Ask};
use serde_json::{Value, json};
use std::collections::BTreeSet;

#[test]
fn a_task_goes_from_hand_to_hand_by_claim_and_release_only() {
    let stage = Stage::new();
    let case = stage.case();
    let (task, revision) = stage.task(&case, "clue_verify");
    let ask = |verb: &str, revision: &str, person: &str| {
        Ask::new("POST", &format!("{task}/{verb}")).header("if-match", revision).by(&stage.session(person))
    };
    let complete = |revision: &str, person: &str| {
        stage.completion(&task, revision, "main_road", "clue_verify").by(&stage.session(person))
    };
    judge::problem(&stage, &ask("release", &revision, "wang_ban"), 403, "MJ4007");
    judge::problem(&stage, &complete(&revision, "wang_ban"), 409, "MJ4008");
    let (_, held) = stage.claimed(&case, "clue_verify", "wang_ban");
    judge::problem(&stage, &ask("claim", &revision, "li_ban"), 412, "MJ4004");
    judge::problem(&stage, &ask("claim", &held, "wang_ban"), 409, "MJ4006");
    judge::problem(&stage, &ask("claim", &held, "li_ban"), 409, "MJ4005");
    judge::problem(&stage, &ask("release", &held, "li_ban"), 403, "MJ4007");
    judge::problem(&stage, &complete(&held, "li_ban"), 409, "MJ4008");
    assert_eq!(stage.client.send(&complete(&held, "wang_ban")).unwrap().status, 200);
    judge::problem(&stage, &ask("claim", &held, "wang_ban"), 404, "MJ4002");
    judge::problem(&stage, &complete(&held, "wang_ban"), 404, "MJ4002");
}

#[test]
fn a_dry_run_says_what_completing_would_and_writes_nothing() {
    let stage = Stage::new();
    let case = stage.case();
    let (task, revision) = stage.task(&case, "clue_verify");
    let preview = |revision: &str, person: &str, submission: Value| {
        let body = json!({"submission": submission});
        Ask::post(&format!("{task}/preview"), &body).header("if-match", revision).by(&stage.session(person))
    };
    let right = stage.submission("main_road", Some("clue_verify"));
    judge::problem(&stage, &preview(&revision, "wang_ban", right.clone()), 409, "MJ4008");
    let (_, held) = stage.claimed(&case, "clue_verify", "wang_ban");
    judge::problem(&stage, &preview(&revision, "wang_ban", right.clone()), 412, "MJ4004");
    judge::problem(&stage, &preview(&held, "li_ban", right.clone()), 409, "MJ4008");
    let before = stage.position();
    let told = |submission: Value| stage.client.send(&preview(&held, "wang_ban", submission)).unwrap().json();
    let empty = told(json!({}));
    let required = empty["obstacles"].as_array().unwrap().iter();
    let required: Vec<_> =
        required.map(|each| (each["code"].as_str().unwrap(), &each["rule"], &each["then"])).collect();
    assert!(
        required.len() > 1 && required.iter().all(|each| *each == ("MJ4201", &Value::Null, &Value::Null)),
        "{empty}"
    );
    let clear = told(right.clone());
    assert_eq!(clear["obstacles"], json!([]), "{clear}");
    let then: Vec<_> =
        clear["then"]["tasks"].as_array().unwrap().iter().map(|task| task["node"]["id"].clone()).collect();
    assert_eq!(stage.position(), before, "a dry run writes nothing");
    let done = stage.completion(&task, &held, "main_road", "clue_verify").by(&stage.session("wang_ban"));
    assert_eq!(stage.client.send(&done).unwrap().status, 200);
    let shown = stage.send("wang_ban", Ask::get(&format!("/api/v1/cases/{case}"))).json();
    let open: Vec<_> = shown["tasks"].as_array().unwrap().iter().map(|task| task["node"]["id"].clone()).collect();
    assert_eq!(then, open, "what follows is what was told");
    judge::problem(&stage, &preview(&held, "wang_ban", right), 404, "MJ4002");
}

#[test]
fn acts_incidents_and_messages_that_cannot_be_are_problems() {
    let stage = Stage::new();
    let case = format!("/api/v1/cases/{}", stage.case());
    let session = stage.session("wang_ban");
    let ask = |path: &str, body: Value| Ask::post(&format!("{case}/{path}"), &body).by(&session);
    let terminate = json!({"submission": stage.submission("termination", Some("terminate"))});
    for (path, body, status, code) in [
        ("acts/terminate", terminate.clone(), 409, "MJ4012"),
        ("acts/unknown", terminate, 404, "MJ4009"),
        ("messages/1", json!({"submission": {}}), 404, "MJ4011"),
        ("messages/nonsense", json!({"submission": {}}), 404, "MJ4011"),
        ("incidents/1/retry", json!({"reason": "示例"}), 404, "MJ4013"),
        ("incidents/nonsense/retry", json!({"reason": "示例"}), 404, "MJ4013"),
        ("incidents/1/resolve", json!({"reason": "示例", "to": "unknown"}), 422, "MJ4014"),
        ("incidents/1/resolve", json!({"reason": "示例", "to": "clue_verify"}), 404, "MJ4013"),
    ] {
        judge::problem(&stage, &ask(path, body), status, code);
    }
    let outside = stage.session("he_jie");
    let message = |field: &str, value: Value| {
        let mut body = json!({"organ": "scjg", "name": "example", "key": "1", "id": "1", "body": {}});
        body[field] = value;
        Ask::post("/api/v1/messages", &body).by(&outside)
    };
    judge::problem(&stage, &message("name", json!("part_ended")), 403, "MJ5022");
    judge::problem(&stage, &message("name", json!("")), 400, "MJ7003");
    judge::problem(&stage, &message("id", json!("")), 400, "MJ7003");
    judge::problem(&stage, &message("ttl_seconds", json!(0)), 400, "MJ7003");
    judge::problem(&stage, &message("body", json!([])), 400, "MJ7002");
    judge::problem(&stage, &message("body", json!({"share": 0.5})), 400, "MJ7002");
}

#[test]
fn a_submission_is_read_by_its_form_and_every_fault_names_its_field() {
    let stage = Stage::new();
    let session = stage.session("wu_yuan");
    let start = |field: &str, value: Value| {
        let mut body = stage.opening();
        let fields = body["submission"].as_object_mut().unwrap();
        match value {
            Value::Null => fields.remove(field),
            value => fields.insert(field.to_owned(), value),
        };
        Ask::post("/api/v1/cases", &body).by(&session)
    };
    for (field, value, code) in [
        ("source_time", Value::Null, "MJ4201"),
        ("source_time", json!("2026-02-30"), "MJ4202"),
        ("source_time", json!("2099-01-01"), "MJ4207"),
        ("informant_named", json!("yes"), "MJ4202"),
        ("source_type", json!("unknown"), "MJ4203"),
        ("unknown", json!(1), "MJ4204"),
        ("party_name", json!(""), "MJ4205"),
        ("party_name", json!("长".repeat(10_000)), "MJ4223"),
        ("handling_unit", json!("unknown"), "MJ4206"),
    ] {
        let ask = start(field, value);
        let answer = stage.client.send(&ask).unwrap();
        let document = answer.json();
        assert_eq!(
            judge::wrong(&stage, &ask, 422, document["code"].as_str().unwrap_or_default()),
            Vec::<String>::new()
        );
        let named = document["errors"].as_array().unwrap().iter();
        let named: Vec<_> =
            named.map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect();
        assert!(named.contains(&(format!("/{field}").as_str(), code)), "{field}: {}", answer.text);
    }
    let mut whole = stage.opening();
    for submission in [json!([]), json!(1), json!("x"), Value::Null] {
        whole["submission"] = submission;
        let answer = stage.client.send(&Ask::post("/api/v1/cases", &whole).by(&session)).unwrap();
        assert_eq!(answer.status, 422, "{}", answer.text);
    }
    let deep =
        stage.opening().to_string().replace("\"office\"", &format!("\"office\",\"unused\":{}", "[".repeat(9_999)));
    judge::problem(&stage, &Ask::new("POST", "/api/v1/cases").body(&deep).by(&session), 400, "MJ7002");
    let nested = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = format!(r#"{{"process":"general_penalty","organ":"scjg","submission":{nested}}}"#);
    let answer = stage.client.send(&Ask::new("POST", "/api/v1/cases").body(&deep).by(&session)).unwrap();
    assert!(matches!(answer.status, 400 | 422), "{}", answer.text);
    for process in ["unknown", ""] {
        let mut body = stage.opening();
        body["process"] = json!(process);
        judge::problem(&stage, &Ask::post("/api/v1/cases", &body).by(&session), 404, "MJ7001");
    }
}

#[test]
fn the_clock_of_a_test_only_goes_forward() {
    let stage = Stage::new();
    for body in [json!({"to": "2001-01-01T00:00:00Z"}), json!({"advance": "soon"}), json!({"advance": "99999999 days"})]
    {
        judge::problem(&stage, &Ask::post("/api/v1/test/clock", &body), 400, "MJ7003");
    }
    let moved = stage.client.send(&Ask::post("/api/v1/test/clock", &json!({"advance": "1 hours"}))).unwrap();
    assert_eq!(moved.status, 200, "{}", moved.text);
}

#[test]
fn every_open_task_of_an_item_is_where_that_item_stands() {
    let stage = Stage::with_cases();
    let cases = stage.send("wang_ban", Ask::get("/api/v1/cases?view=all&limit=200")).json();
    let mut seen = 0;
    for line in cases["items"].as_array().unwrap() {
        let path = format!("/api/v1/cases/{}", line["id"].as_str().unwrap());
        let case = stage.send("wang_ban", Ask::get(&path)).json();
        let runs = case["items"].as_array().unwrap().iter();
        let items: Vec<&Value> = runs.flat_map(|run| run["items"].as_array().unwrap()).collect();
        assert!(items.iter().all(|item| !item["at"].as_array().unwrap().is_empty()), "{path}: {}", case["items"]);
        for task in case["tasks"].as_array().unwrap().iter().filter(|task| !task["item"].is_null()) {
            let stands = |item: &&&Value| {
                let at = item["at"].as_array().unwrap().iter();
                item["state"] == "open" && at.into_iter().any(|place| place["node"] == task["node"])
            };
            let item = items.iter().find(|item| item["label"] == task["item"]["label"] && stands(item));
            assert!(item.is_some(), "{path}: {task} in {}", case["items"]);
            seen += 1;
        }
    }
    assert!(seen > 0, "the demonstration has a case with several parties");
}

/// Waits of the standard process for what its own parts tell each other.
const BETWEEN_PARTS: [&str; 5] =
    ["part_awaited", "remedies_awaited_end", "reopening_ordered", "request_withdrawn", "remedy_changes_amount"];

#[test]
fn a_case_shows_where_somebody_must_act_and_what_comes_from_outside_but_not_what_it_tells_itself() {
    let stage = Stage::with_cases();
    let get = |path: &str| stage.send("zheng_jian", Ask::get(path)).json();
    let nodes = |list: &Value, at: &str| -> BTreeSet<String> {
        list.as_array().unwrap().iter().map(|each| each.pointer(at).unwrap().as_str().unwrap().to_owned()).collect()
    };
    let running = get("/api/v1/cases?view=all&running=true&limit=200");
    let (mut waits, mut awaited) = (BTreeSet::new(), BTreeSet::new());
    for line in running["items"].as_array().unwrap() {
        let shown = get(&format!("/api/v1/cases/{}", line["id"].as_str().unwrap()));
        assert_eq!(nodes(&shown["at"], "/id"), nodes(&shown["tasks"], "/node/id"), "{shown}");
        waits.extend(nodes(&shown["waits"], "/id"));
        awaited.extend(nodes(&shown["awaited"], "/event/id"));
    }
    assert!(!waits.is_empty() && !awaited.is_empty());
    for own in BETWEEN_PARTS {
        let named = |node: &&String| node.rsplit('.').next() == Some(own);
        assert_eq!(waits.iter().chain(&awaited).find(named), None);
    }
}
