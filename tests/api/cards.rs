//! What is done about cards, and what a new version of the calendar does to the cases.

use crate::{judge, stage::Stage, support::client::Ask};
use serde_json::{Value, json};

fn get(stage: &Stage, person: &str, path: &str) -> Value {
    let answer = stage.send(person, Ask::get(path));
    assert_eq!(answer.status, 200, "{path}: {}", answer.text);
    answer.json()
}

fn post(stage: &Stage, person: &str, path: &str, body: &Value) -> Value {
    let answer = stage.send(person, Ask::post(path, body).header("idempotency-key", &stage.key()));
    assert!(answer.status < 300, "{path}: {}", answer.text);
    answer.json()
}

/// A card of market supervision that nobody has answered.
fn issued(stage: &Stage) -> Value {
    let cards = get(stage, "wang_ban", "/api/v1/cards?state=issued&level=yellow");
    assert!(cards["counts"].as_array().unwrap().iter().any(|count| count["state"] == "issued"), "{cards}");
    cards["items"].as_array().unwrap().iter().find(|card| card["answer_by"].is_string()).unwrap().clone()
}

#[test]
fn an_objection_is_decided_by_a_supervisor_and_the_card_says_what_came_of_it() {
    let stage = Stage::with_cases();
    let card = issued(&stage);
    let path = format!("/api/v1/cards/{}", card["card"].as_str().unwrap());
    assert_eq!(get(&stage, "wang_ban", &path)["actions"], json!(["acknowledge", "rectify", "object"]));
    assert_eq!(get(&stage, "zheng_jian", &path)["actions"], json!(["cancel"]), "who supervises does not answer");
    let (by, no) = (|person| stage.session(person), json!({}));
    judge::problem(&stage, &Ask::post(&format!("{path}/close"), &no).by(&by("wang_ban")), 403, "MJ5006");
    judge::problem(&stage, &Ask::post(&format!("{path}/acknowledge"), &no).by(&by("zheng_jian")), 403, "MJ5006");
    judge::problem(&stage, &Ask::post(&format!("{path}/object"), &no).by(&by("wang_ban")), 422, "MJ4024");
    judge::problem(&stage, &Ask::post(&format!("{path}/upheld"), &no).by(&by("zheng_jian")), 404, "MJ7001");
    let forged = |name: &str| json!({"organ": "scjg", "name": name, "key": "1", "id": "forged", "body": {}});
    for name in ["card_objected", "card_decided", "card_unanswered"] {
        judge::problem(&stage, &Ask::post("/api/v1/messages", &forged(name)).by(&by("he_jie")), 403, "MJ5022");
    }
    let reason = json!({"reason": "当日停电，有供电部门证明"});
    let objected = post(&stage, "wang_ban", &format!("{path}/object"), &reason);
    assert_eq!((&objected["stage"], &objected["actions"]), (&json!("objected"), &json!([])));
    judge::problem(&stage, &Ask::post(&format!("{path}/cancel"), &reason).by(&by("zheng_jian")), 409, "MJ4026");

    let queue = get(&stage, "zheng_jian", "/api/v1/tasks?process=card_objection");
    let case = queue["items"][0]["case"]["id"].as_str().unwrap();
    let (task, revision) = stage.claimed(case, "decide_objection", "zheng_jian");
    let verdict = json!({"submission": {"verdict": "cancelled", "reasons": "证明属实"}});
    let complete = Ask::post(&format!("{task}/complete"), &verdict).header("if-match", &revision);
    let completed = stage.send("zheng_jian", complete.header("idempotency-key", &stage.key()));
    assert_eq!(completed.status, 200, "{}", completed.text);

    let over = get(&stage, "wang_ban", &path);
    assert_eq!((&over["stage"], &over["points"]), (&json!("cancelled"), &json!(0)));
    let life: Vec<_> =
        over["life"].as_array().unwrap().iter().flat_map(|entry| entry["lines"].as_array().unwrap()).collect();
    let kinds: Vec<_> = life.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"card_raised") && kinds.ends_with(&["card_withdrawn"]), "{kinds:?}");
    assert_eq!(life.last().unwrap()["text"], "证明属实");
    let listed = get(&stage, "wang_ban", "/api/v1/cards?state=cancelled");
    assert!(listed["items"].as_array().unwrap().iter().any(|line| line["card"] == card["card"]), "it is never deleted");
}

/// The calendar of the demonstration with more days off, from the day after tomorrow on.
fn closing(stage: &Stage) -> (String, String) {
    let forecast = get(stage, "wang_ban", "/api/v1/cards/forecast");
    let today: jiff::Timestamp = forecast["day_until"].as_str().unwrap().parse().unwrap();
    let day = |days: i64| {
        let at = jiff::tz::TimeZone::get("Asia/Shanghai").unwrap().to_datetime(today).date();
        at.checked_add(jiff::Span::new().days(days)).unwrap()
    };
    let (from, to) = (day(1), day(9));
    let year = from.year();
    let to = if to.year() == year { to } else { jiff::civil::date(year, 12, 31) };
    let text = format!(
        "calendar: cn\nversion: closed-1\ntimezone: Asia/Shanghai\nweekend: [sat, sun]\nyears: {{}}\nregions:\n  \"330200\":\n    {year}:\n      notice: 示例\n      holidays:\n        - {{from: {from}, to: {to}, name: 临时放假}}\n"
    );
    (text, from.to_string())
}

#[test]
fn a_new_version_of_the_calendar_is_previewed_filed_and_carried_to_the_cases() {
    let stage = Stage::with_cases();
    let (text, first) = closing(&stage);
    let wrong = text.replace(&first, "2026-13-01");
    let bad = post(&stage, "xu_li", "/api/v1/calendars/preview", &json!({"text": wrong}));
    assert_eq!(bad["ok"], false);
    assert!(bad["diagnostics"][0]["start"]["line"].as_u64().is_some(), "line by line: {bad}");
    judge::problem(
        &stage,
        &Ask::post("/api/v1/calendars", &json!({"text": wrong})).by(&stage.session("xu_li")),
        422,
        "MJ7009",
    );
    for path in ["/api/v1/calendars", "/api/v1/calendars/preview"] {
        judge::problem(&stage, &Ask::post(path, &json!({"text": text})).by(&stage.session("wang_ban")), 403, "MJ5006");
    }
    let preview = post(&stage, "xu_li", "/api/v1/calendars/preview", &json!({"text": text}));
    let effect = &preview["effect"];
    assert!(effect["days"].as_array().unwrap().iter().any(|day| day["day"] == first.as_str()), "{effect}");
    let moves = effect["moves"].as_array().unwrap();
    let moved = moves.iter().find(|moved| moved["kind"] == "node" && moved["was"]["last_day"].is_string());
    let moved = moved.unwrap_or_else(|| panic!("limits in working days move: {effect}"));
    assert_ne!(moved["was"]["last_day"], moved["now"]["last_day"]);

    let filed = post(&stage, "xu_li", "/api/v1/calendars", &json!({"text": text}));
    assert_eq!((&filed["calendar"], &filed["version"]), (&json!("cn"), &json!("closed-1")));
    let done = (0..10_000).any(|_| {
        let way = get(&stage, "wang_ban", "/api/v1/calendars/cn/recount");
        way["recount"]["done_at"].is_string()
    });
    assert!(done, "it comes to the end of the cases");
    let history = format!("/api/v1/cases/{}/history?limit=200", moved["case"].as_str().unwrap());
    let entries = get(&stage, "wang_ban", &history);
    let lines = entries["items"].as_array().unwrap().iter().flat_map(|entry| entry["lines"].as_array().unwrap());
    let recounted: Vec<_> = lines.filter(|line| line["kind"] == "limit_recalculated").collect();
    assert!(
        recounted
            .iter()
            .any(|line| line["event_at"] == moved["now"]["last_day"] && line["text"] == moved["was"]["last_day"]),
        "{moved}: {recounted:?}"
    );
    let again = post(&stage, "xu_li", "/api/v1/calendars/preview", &json!({"text": text}));
    assert_eq!(again["effect"]["moves"], json!([]), "what was carried moves no more");
    let other = text.replace("name: 临时放假", "name: 停工");
    judge::problem(
        &stage,
        &Ask::post("/api/v1/calendars", &json!({"text": other})).by(&stage.session("xu_li")),
        422,
        "MJ7010",
    );
}
