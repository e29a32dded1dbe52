//! Administration by API: first passwords, four eyes, roles that end, stand-ins in queue and history, sessions, the log.

use crate::{
    judge,
    stage::Stage,
    support::{
        client::{Ask, Session},
        program::{PASSWORD, day, tomorrow},
    },
};
use serde_json::{Value, json};

const PEOPLE: &str = "/api/v1/admin/people";

fn newcomer(id: &str, role: &str) -> Value {
    json!({"id": id, "name": "新来", "name_en": "New One", "login": id, "role": {"role": role, "organ": "scjg"}})
}

/// Creates a person; gives their first password.
fn create(stage: &Stage, id: &str, role: &str) -> String {
    let answer = stage.send("admin", Ask::post(PEOPLE, &newcomer(id, role)));
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["password"].as_str().unwrap().to_owned()
}

/// Creates a person and gives them a password of their own.
fn settle(stage: &Stage, id: &str, role: &str) -> Session {
    let first = create(stage, id, role);
    let session = stage.client.log_in(id, &first).unwrap();
    let body = json!({"old": first, "new": PASSWORD});
    let changed = stage.client.send(&Ask::post("/api/v1/me/password", &body).by(&session)).unwrap();
    assert_eq!((changed.status, changed.text.as_str()), (204, ""));
    session
}

fn fault(stage: &Stage, session: &Session, path: &str, body: &Value, pointer: &str, code: &str) {
    let ask = Ask::post(path, body).by(session);
    judge::problem(stage, &ask, 422, "MJ4200");
    let errors = stage.client.send(&ask).unwrap().json()["errors"].clone();
    assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&json!(pointer), &json!(code)), "{body}");
}

#[test]
fn a_first_password_is_shown_once_and_opens_nothing_but_its_change() {
    let stage = Stage::new();
    let first = create(&stage, "new_one", "archivist");
    let session = stage.client.log_in("new_one", &first).unwrap();
    for path in ["/api/v1/tasks", "/api/v1/cases", "/api/v1/stand-ins", "/api/v1/me/sessions"] {
        judge::problem(&stage, &Ask::get(path).by(&session), 403, "MJ5007");
    }
    let me = stage.client.send(&Ask::get("/api/v1/me").by(&session)).unwrap().json();
    assert_eq!((&me["must_change"], &me["person"]["name_en"]), (&json!(true), &json!("New One")));
    let other = stage.client.log_in("new_one", &first).unwrap();
    let path = "/api/v1/me/password";
    for (old, new, pointer, code) in [
        ("a guess", PASSWORD, "/old", "MJ5013"),
        (first.as_str(), "short", "/new", "MJ5010"),
        (first.as_str(), first.as_str(), "/new", "MJ5012"),
    ] {
        fault(&stage, &session, path, &json!({"old": old, "new": new}), pointer, code);
    }
    let changed = Ask::post(path, &json!({"old": first, "new": PASSWORD})).by(&session);
    assert_eq!(stage.client.send(&changed).unwrap().status, 204);
    assert_eq!(stage.client.send(&Ask::get("/api/v1/tasks").by(&session)).unwrap().status, 200);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&other), 401, "MJ5001");
    let log = stage.send("admin", Ask::get("/api/v1/admin/log")).text;
    assert!(!log.contains(&first) && !log.contains(PASSWORD) && !log.contains("argon2"), "{log}");
    // Once more, and the sessions are gone.
    let reset = stage.send("admin", Ask::new("POST", &format!("{PEOPLE}/new_one/password"))).json();
    assert_eq!(reset["person"]["must_change"], true);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&session), 401, "MJ5001");
}

#[test]
fn people_are_created_whole_or_not_at_all() {
    let stage = Stage::new();
    let admin = stage.session("admin");
    for (change, pointer, code) in [
        (json!({"id": "X"}), "/id", "MJ5020"),
        (json!({"login": "with space"}), "/login", "MJ5020"),
        (json!({"name": " "}), "/name", "MJ5021"),
        (json!({"role": {"role": "unknown", "organ": "scjg"}}), "/role/role", "MJ5014"),
        (json!({"role": {"role": "archivist", "organ": "elsewhere"}}), "/role/role", "MJ5014"),
        (json!({"role": {"role": "archivist", "organ": "scjg", "unit": "none"}}), "/role/unit", "MJ5015"),
        (json!({"role": {"role": "archivist", "organ": "scjg", "from": "2020-01-01"}}), "/role/from", "MJ5016"),
    ] {
        let mut body = newcomer("new_one", "archivist");
        body.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        fault(&stage, &admin, PEOPLE, &body, pointer, code);
    }
    create(&stage, "new_one", "archivist");
    judge::problem(&stage, &Ask::post(PEOPLE, &newcomer("new_one", "archivist")).by(&admin), 409, "MJ5009");
    let found = stage.send("admin", Ask::get(&format!("{PEOPLE}?q=new%20one&state=active"))).json();
    let ids: Vec<_> = found["items"].as_array().unwrap().iter().map(|person| &person["id"]).collect();
    assert_eq!(ids, ["new_one"]);
}

#[test]
fn nobody_changes_themselves_and_another_administrator_does() {
    let stage = Stage::new();
    let (own, day) = (format!("{PEOPLE}/admin"), day(tomorrow()));
    let role = json!({"role": "handler", "organ": "scjg", "unit": "food"});
    for (path, body) in [
        (format!("{own}/roles"), role.clone()),
        (format!("{own}/roles/0/end"), json!({"on": day})),
        (format!("{own}/active"), json!({"active": false})),
        ("/api/v1/stand-ins".to_owned(), json!({"absent": "wang_ban", "person": "admin", "from": day, "to": day})),
    ] {
        judge::problem(&stage, &Ask::post(&path, &body).by(&stage.session("admin")), 403, "MJ5008");
    }
    for path in ["password", "unlock", "sessions/end"] {
        let ask = Ask::new("POST", &format!("{own}/{path}")).by(&stage.session("admin"));
        judge::problem(&stage, &ask, 403, "MJ5008");
    }
    let second = settle(&stage, "second", "admin");
    let granted = stage.client.send(&Ask::post(&format!("{own}/roles"), &role).by(&second)).unwrap();
    assert_eq!(granted.status, 201, "{}", granted.text);
    judge::problem(&stage, &Ask::post(&format!("{own}/roles"), &role).by(&second), 409, "MJ5017");
    let session = stage.session("admin");
    let verbs = stage.client.send(&Ask::get("/api/v1/me").by(&session)).unwrap().json()["verbs"].clone();
    assert!(verbs.as_array().unwrap().contains(&json!("work")), "{verbs}");
    // A role ends at once when its last day was yesterday, and stays on record.
    let end = |on| Ask::post(&format!("{own}/roles/1/end"), &json!({"on": on})).by(&second);
    fault(&stage, &second, &format!("{own}/roles/1/end"), &json!({"on": "2020-01-01"}), "/on", "MJ5016");
    let ended = stage.client.send(&end(day.yesterday().unwrap())).unwrap().json();
    assert_eq!((&ended["roles"][1]["role"], &ended["roles"][1]["state"]), (&json!("handler"), &json!("ended")));
    judge::problem(&stage, &end(day), 409, "MJ5019");
    let verbs = stage.client.send(&Ask::get("/api/v1/me").by(&session)).unwrap().json()["verbs"].clone();
    assert_eq!(verbs, json!(["manage_people"]));
    let log = stage.send("admin", Ask::get("/api/v1/admin/log")).json();
    let deeds: Vec<_> = log["items"].as_array().unwrap().iter().map(|entry| entry["what"].clone()).collect();
    assert_eq!(deeds[..4], ["role_ended", "role_granted", "password_changed", "person_created"]);
    assert_eq!(log["items"][0]["actor"]["id"], "second");
}

#[test]
fn who_is_switched_off_is_out_at_once() {
    let stage = Stage::new();
    let session = stage.session("li_ban");
    let switch = |active| Ask::post(&format!("{PEOPLE}/li_ban/active"), &json!({"active": active}));
    assert_eq!(stage.send("admin", switch(false)).json()["active"], false);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&session), 401, "MJ5001");
    let login = Ask::post("/api/v1/session", &json!({"login": "li_ban", "password": PASSWORD}));
    judge::problem(&stage, &login, 403, "MJ5005");
    assert_eq!(stage.send("admin", switch(true)).json()["active"], true);
    stage.client.log_in("li_ban", PASSWORD).unwrap();
}

#[test]
fn a_locked_account_is_unlocked_and_sessions_are_ended_from_outside() {
    let stage = Stage::new();
    let guess = Ask::post("/api/v1/session", &json!({"login": "li_ban", "password": "a guess"}));
    for _ in 0..5 {
        judge::problem(&stage, &guess, 401, "MJ5004");
    }
    judge::problem(&stage, &guess, 429, "MJ5003");
    let locked = stage.send("admin", Ask::get(&format!("{PEOPLE}?state=locked"))).json();
    assert_eq!(locked["items"][0]["id"], "li_ban");
    let unlocked = stage.send("admin", Ask::new("POST", &format!("{PEOPLE}/li_ban/unlock"))).json();
    assert_eq!(unlocked["locked"], false);
    let (one, two) = (stage.session("li_ban"), stage.client.log_in("li_ban", PASSWORD).unwrap());
    let own = stage.client.send(&Ask::get("/api/v1/me/sessions").by(&one)).unwrap().json();
    let own = own["items"].as_array().unwrap();
    assert_eq!(own.len(), 2);
    let other = own.iter().find(|session| session["current"] == false).unwrap()["id"].as_str().unwrap();
    judge::problem(
        &stage,
        &Ask::new("POST", &format!("/api/v1/me/sessions/{other}/end")).by(&stage.session("wang_ban")),
        404,
        "MJ7001",
    );
    let end = Ask::new("POST", &format!("/api/v1/me/sessions/{other}/end")).by(&one);
    assert_eq!(stage.client.send(&end).unwrap().status, 204);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&two), 401, "MJ5001");
    let all = stage.send("admin", Ask::get("/api/v1/admin/sessions")).json();
    let lines = all["items"].as_array().unwrap();
    let line = lines.iter().find(|session| session["person"]["id"] == "li_ban").unwrap();
    assert_eq!(line["address"], "127.0.0.1");
    let path = format!("/api/v1/admin/sessions/{}/end", line["id"].as_str().unwrap());
    assert_eq!(stage.send("admin", Ask::new("POST", &path)).status, 204);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&one), 401, "MJ5001");
    stage.session("zhao_ban");
    assert_eq!(stage.send("admin", Ask::new("POST", &format!("{PEOPLE}/zhao_ban/sessions/end"))).status, 204);
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&stage.session("zhao_ban")), 401, "MJ5001");
}

#[test]
fn a_stand_in_sees_the_queue_acts_and_stands_in_the_history() {
    let stage = Stage::new();
    let today = day(tomorrow());
    let wrong = |body: Value, pointer: &str, code: &str| {
        fault(&stage, &stage.session("wang_ban"), "/api/v1/stand-ins", &body, pointer, code);
    };
    wrong(json!({"person": "wang_ban", "from": today, "to": today}), "/person", "MJ5018");
    wrong(json!({"person": "nobody", "from": today, "to": today}), "/person", "MJ5018");
    wrong(json!({"person": "wu_yuan", "roles": ["decider"], "from": today, "to": today}), "/roles", "MJ5018");
    wrong(json!({"person": "wu_yuan", "from": "2020-01-01", "to": today}), "/from", "MJ5016");
    let case = stage.case();
    let lent = json!({"person": "wu_yuan", "roles": ["handler"], "from": today, "to": today});
    assert_eq!(stage.send("wang_ban", Ask::post("/api/v1/stand-ins", &lent)).status, 201);
    let me = stage.send("wu_yuan", Ask::get("/api/v1/me")).json();
    let stood = me["roles"].as_array().unwrap().iter().find(|role| role["stands_in_for"]["id"] == "wang_ban");
    assert_eq!(stood.unwrap()["role"], "handler");
    let queue = stage.send("wu_yuan", Ask::get("/api/v1/tasks?view=pool&limit=200")).json();
    assert!(queue["items"].as_array().unwrap().iter().any(|task| task["case"]["id"] == case.as_str()));
    let (task, revision) = stage.claimed(&case, "clue_verify", "wu_yuan");
    let done = stage.send("wu_yuan", stage.completion(&task, &revision, "main_road", "clue_verify"));
    assert_eq!(done.status, 200, "{}", done.text);
    let history = stage.send("wang_ban", Ask::get(&format!("/api/v1/cases/{case}/history"))).json();
    let lines = history["items"].as_array().unwrap().iter().flat_map(|entry| entry["lines"].as_array().unwrap());
    let stood: Vec<_> = lines.filter(|line| line["kind"] == "stood_in").collect();
    assert_eq!((stood.len(), &stood[0]["person"]["id"]), (1, &json!("wang_ban")));
    // Whoever decides must not stand in for somebody who handled the case, however they come by the decision.
    let absent = json!({"absent": "wang_ban", "person": "sun_ju", "from": today, "to": today});
    assert_eq!(stage.send("admin", Ask::post("/api/v1/stand-ins", &absent)).status, 201);
    let (decision, revision) = stage.task(&case, "filing_decision");
    let claim = |person: &str| {
        let ask = Ask::new("POST", &format!("{decision}/claim")).header("if-match", &revision);
        stage.send(person, ask)
    };
    let refused = claim("sun_ju");
    assert_eq!((refused.status, refused.json()["code"].as_str()), (403, Some("MJ4107")), "{}", refused.text);
    assert_eq!(judge::of_document(&refused, 403, "MJ4107", "zh-CN"), Vec::<String>::new());
    let shown = stage.send("sun_ju", Ask::get(&decision)).json();
    assert_eq!(shown["claim"]["why"], "MJ4107");
    // It ends with the stand-in.
    let known = stage.send("admin", Ask::get("/api/v1/stand-ins?view=all")).json();
    let id = &known["items"][0]["id"];
    let end = Ask::post(&format!("/api/v1/stand-ins/{id}/end"), &json!({"on": today.yesterday().unwrap()}));
    assert_eq!(stage.send("admin", end).status, 204);
    assert_eq!(claim("sun_ju").status, 200);
}

#[test]
fn units_are_shown_with_members_and_heads_and_no_case_is() {
    let stage = Stage::new();
    let units = stage.send("admin", Ask::get("/api/v1/admin/units")).json();
    let organ = &units["items"][0];
    let food = organ["units"].as_array().unwrap().iter().find(|unit| unit["unit"]["id"] == "food").unwrap();
    assert_eq!(food["heads"][0]["id"], "sun_ju");
    assert!(food["members"].as_array().unwrap().iter().any(|member| member["person"]["id"] == "li_ban"));
    assert!(organ["roles"].as_array().unwrap().iter().any(|role| role["id"] == "handler"));
    let case = stage.case();
    judge::problem(&stage, &Ask::get(&format!("/api/v1/cases/{case}")).by(&stage.session("admin")), 404, "MJ4001");
}
