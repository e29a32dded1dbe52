//! Notices by API: the list of a person, the stream, what could not be told, the board, how people are reached.

use crate::{
    judge,
    stage::Stage,
    support::client::{Ask, Session},
};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Write},
    net::TcpStream,
    time::Duration,
};

/// Longest wait for a hint. Far above what one takes: reaching it is a failure, never a pause.
const PATIENCE: Duration = Duration::from_secs(30);

/// A case whose first task `wang_ban` holds, and the days after which its limits have passed.
pub fn overdue(stage: &Stage) -> String {
    let case = stage.case();
    stage.claimed(&case, "clue_verify", "wang_ban");
    let moved = stage.client.send(&Ask::post("/api/v1/test/clock", &json!({"advance": "30 workdays"}))).unwrap();
    assert_eq!(moved.status, 200, "{}", moved.text);
    case
}

/// Sessions do not live as long as the clock is moved.
fn again(stage: &Stage, person: &str) -> Session {
    stage.client.log_in(person, crate::support::program::PASSWORD).unwrap()
}

fn list(stage: &Stage, session: &Session, query: &str) -> Value {
    let answer = stage.client.send(&Ask::get(&format!("/api/v1/notices{query}")).by(session)).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// A stream of a session, read line by line.
struct Stream(BufReader<TcpStream>);

impl Stream {
    fn open(stage: &Stage, session: &Session, seen: Option<u64>) -> Self {
        let host = stage.client.address.strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let seen = seen.map(|seen| format!("last-event-id: {seen}\r\n")).unwrap_or_default();
        let head = format!("GET /api/v1/stream HTTP/1.1\r\nhost: {host}\r\ncookie: {}\r\n{seen}\r\n", session.cookie);
        stream.write_all(head.as_bytes()).unwrap();
        Self(BufReader::new(stream))
    }

    /// The next hint of this name, with its data.
    fn hint(&mut self, name: &str) -> Value {
        let mut found = false;
        loop {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).unwrap() > 0, "the stream ended before `{name}`");
            if let Some(event) = line.trim_end().strip_prefix("event: ") {
                found = event == name;
            }
            if let Some(data) = line.trim_end().strip_prefix("data: ").filter(|_| found) {
                return serde_json::from_str(data).unwrap();
            }
        }
    }
}

#[test]
fn a_card_is_told_to_who_holds_the_task_and_read_once() {
    let stage = Stage::new();
    let case = overdue(&stage);
    let wang = again(&stage, "wang_ban");
    let all = list(&stage, &wang, "");
    let items = all["items"].as_array().unwrap();
    assert!(!items.is_empty() && all["unread"] == items.len(), "{all}");
    assert!(items.iter().all(|line| line["case"] == case && line["organ"]["id"] == "scjg"), "{all}");
    let says = |line: &serde_json::Value| {
        line["text"]["zh"].as_str().unwrap().contains("黄牌") && line["text"]["en"].is_string()
    };
    assert!(items.iter().any(says), "{all}");
    let page = list(&stage, &wang, "?limit=1");
    if items.len() > 1 {
        let rest = list(&stage, &wang, &format!("?after={}", page["next"].as_str().unwrap()));
        assert_eq!(rest["items"].as_array().unwrap().len(), items.len() - 1);
    }
    let read = |body: Value| stage.client.send(&Ask::post("/api/v1/notices/read", &body).by(&wang)).unwrap();
    assert_eq!(read(json!({"ids": [items[0]["id"]]})).json()["unread"], items.len() - 1);
    assert_eq!(read(json!({"up_to": items[0]["id"]})).json()["unread"], 0);
    assert!(list(&stage, &wang, "")["items"][0]["read_at"].is_string());
    // Another's list is another's.
    let li = again(&stage, "li_ban");
    assert_eq!(list(&stage, &li, "")["items"], json!([]));
    let ids: Vec<u64> = (0..201).collect();
    judge::problem(&stage, &Ask::post("/api/v1/notices/read", &json!({"ids": ids})).by(&wang), 422, "MJ7603");
}

#[test]
fn a_stream_says_that_a_list_has_changed_and_that_the_log_has_moved() {
    let stage = Stage::new();
    let wang = stage.session("wang_ban");
    let mut stream = Stream::open(&stage, &wang, None);
    assert_eq!(stream.hint("notices"), json!({"unread": 0, "last": 0}));
    overdue(&stage);
    let hint = stream.hint("notices");
    let last = hint["last"].as_u64().unwrap();
    assert!(hint["unread"].as_u64().unwrap() > 0, "{hint}");
    let wang = again(&stage, "wang_ban");
    let mut later = Stream::open(&stage, &wang, Some(last - 1));
    assert_eq!(later.hint("log"), json!({}), "what moved while nobody listened");
    assert!(later.hint("notices")["last"].as_u64().unwrap() >= last);
    let read = stage.client.send(&Ask::post("/api/v1/notices/read", &json!({"up_to": 1_000})).by(&wang)).unwrap();
    assert_eq!(read.status, 200, "{}", read.text);
    while later.hint("notices")["unread"] != 0 {}
    stage.client.send(&Ask::new("DELETE", "/api/v1/session").by(&again(&stage, "wu_yuan"))).unwrap();
    judge::problem(&stage, &Ask::get("/api/v1/stream"), 401, "MJ5001");
}

#[test]
fn the_board_shows_cards_by_department_and_names_no_case_and_nobody() {
    let stage = Stage::new();
    let case = overdue(&stage);
    let shown = stage.client.send(&Ask::get("/api/v1/board").by(&again(&stage, "he_jie"))).unwrap();
    let board = shown.json();
    let ours = board["organs"].as_array().unwrap().iter().find(|organ| organ["organ"]["id"] == "scjg").unwrap().clone();
    let cards = ours["cards"].as_array().unwrap();
    assert!(!cards.is_empty(), "{board}");
    let mut keys: Vec<&str> = cards[0].as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["event_at", "level", "process", "rule", "unit"]);
    assert!(!shown.text.contains(&case) && !shown.text.contains("wang_ban"), "{}", shown.text);
    judge::problem(&stage, &Ask::get("/api/v1/board"), 401, "MJ5001");
}

#[test]
fn what_could_not_be_told_is_for_operators_and_supervisors() {
    let stage = Stage::new();
    for person in ["op", "zheng_jian"] {
        let shown = stage.send(person, Ask::get("/api/v1/notices/incidents"));
        assert_eq!((shown.status, &shown.json()["items"]), (200, &json!([])), "{person}");
    }
    for id in ["nd_1", "nt_1-00000000-0000-4000-8000-000000000000-1", "nd_x", "nd_18446744073709551615"] {
        let ask = Ask::new("POST", &format!("/api/v1/notices/incidents/{id}/retry")).by(&stage.session("op"));
        judge::problem(&stage, &ask, 404, "MJ7602");
    }
    for ask in [Ask::get("/api/v1/notices/incidents"), Ask::new("POST", "/api/v1/notices/incidents/nd_1/retry")] {
        judge::problem(&stage, &ask.by(&stage.session("wang_ban")), 403, "MJ5006");
    }
}

#[test]
fn how_people_are_reached_is_their_administrators_to_change_and_stands_in_no_log() {
    let stage = Stage::new();
    let path = "/api/v1/admin/people/qian_shen/contact";
    let put = |body: &Value| stage.send("admin", Ask::post(path, body));
    let right = json!({"mail": " qian@example.org ", "mobile": "+8613800000000", "english": true});
    let kept = json!({"mail": "qian@example.org", "mobile": "+8613800000000", "english": true});
    assert_eq!((put(&right).json(), stage.send("admin", Ask::get(path)).json()), (kept.clone(), kept));
    for (body, pointer, code) in [
        (json!({"mail": "nobody", "mobile": null}), "/mail", "MJ7600"),
        (json!({"mail": "a@b@example.org", "mobile": null}), "/mail", "MJ7600"),
        (json!({"mail": "a <a@example.org>", "mobile": null}), "/mail", "MJ7600"),
        (json!({"mail": "", "mobile": "12345"}), "/mobile", "MJ7601"),
        (json!({"mail": null, "mobile": "1380000000x"}), "/mobile", "MJ7601"),
    ] {
        let answer = put(&body);
        let errors = answer.json()["errors"].clone();
        assert_eq!(answer.status, 422, "{body}");
        assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&json!(pointer), &json!(code)), "{body}");
    }
    let log = stage.send("admin", Ask::get("/api/v1/admin/log"));
    assert_eq!(log.json()["items"][0]["what"], "contact_changed");
    assert!(!log.text.contains("example.org") && !log.text.contains("138"), "{}", log.text);
    let own = Ask::post("/api/v1/admin/people/admin/contact", &right).by(&stage.session("admin"));
    judge::problem(&stage, &own, 403, "MJ5008");
    let cleared = put(&json!({"mail": null, "mobile": null}));
    assert_eq!(cleared.json(), json!({"mail": null, "mobile": null, "english": false}));
}
