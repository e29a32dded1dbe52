//! Who may do what: every person of the demonstration × what roles decide. The roles are data; this table says what the
//! filed roles mean at the door.

use crate::{judge, stage::Stage, support::client::Ask};
use serde_json::json;

/// A person with the answers that they get.
struct Person {
    login: &'static str,
    /// Opens the case.
    reads: bool,
    /// Starts a case by the general procedure.
    starts: bool,
    /// Starts a case by some procedure: handlers decide on the spot, the legal office answers remedies.
    starts_some: bool,
    /// Publishes messages for others.
    exchanges: bool,
    /// Sees the overview.
    supervises: bool,
    /// Claims the first task of a handler.
    handles: bool,
}

const fn person(login: &'static str, [reads, starts, starts_some, exchanges, supervises, handles]: [u8; 6]) -> Person {
    let (reads, starts, starts_some) = (reads == 1, starts == 1, starts_some == 1);
    Person {
        login,
        reads,
        starts,
        starts_some,
        exchanges: exchanges == 1,
        supervises: supervises == 1,
        handles: handles == 1,
    }
}

const PEOPLE: &[Person] = &[
    person("wang_ban", [1, 1, 1, 0, 0, 1]),
    person("li_ban", [1, 0, 1, 0, 0, 1]),
    person("zhao_ban", [1, 0, 1, 0, 0, 1]),
    person("qian_shen", [1, 0, 1, 0, 0, 0]),
    person("sun_ju", [1, 0, 0, 0, 0, 0]),
    person("zhou_dang", [1, 0, 0, 0, 0, 0]),
    person("wu_yuan", [1, 1, 1, 0, 0, 0]),
    person("zheng_jian", [1, 0, 0, 0, 1, 0]),
    person("feng_fa", [1, 0, 0, 0, 1, 0]),
    person("he_jie", [0, 0, 0, 1, 0, 0]),
    person("op", [0, 0, 0, 0, 0, 0]),
    person("admin", [0, 0, 0, 0, 0, 0]),
];

#[test]
fn every_person_gets_what_their_roles_give_and_nothing_else() {
    let stage = Stage::new();
    for person in PEOPLE {
        let session = stage.session(person.login);
        let (case, by) = (stage.case(), |ask: Ask| ask.by(&session));
        let (task, revision) = stage.task(&case, "clue_verify");
        for path in [format!("/api/v1/cases/{case}"), format!("/api/v1/cases/{case}/history")] {
            check(&stage, by(Ask::get(&path)), person.reads, 200, (404, "MJ4001"));
        }
        if person.reads {
            let shown = stage.client.send(&by(Ask::get(&format!("/api/v1/cases/{case}")))).unwrap().json();
            assert_eq!(shown["watch"].is_object(), person.supervises, "{}: what supervisors see", person.login);
        }
        check(&stage, by(Ask::get(&task)), person.reads, 200, (404, "MJ4002"));
        for list in ["", "/cards", "/refusals", "/incidents"] {
            let ask = by(Ask::get(&format!("/api/v1/supervision{list}")));
            check(&stage, ask, person.supervises, 200, (403, "MJ5006"));
        }
        check(&stage, by(Ask::get("/api/v1/cards/forecast")), person.reads, 200, (403, "MJ5006"));
        check(&stage, by(Ask::get("/api/v1/calendars")), true, 200, (403, "MJ5006"));
        let message = json!({"organ": "scjg", "name": "example", "key": "1", "id": person.login, "body": {}});
        check(&stage, by(Ask::post("/api/v1/messages", &message)), person.exchanges, 200, (403, "MJ5006"));
        let no_start = (403, if person.starts_some { "MJ4101" } else { "MJ5006" });
        check(&stage, by(Ask::post("/api/v1/cases", &stage.opening())), person.starts, 201, no_start);
        let elsewhere = json!({"process": "general_penalty", "organ": "elsewhere", "submission": {}});
        judge::problem(&stage, &by(Ask::post("/api/v1/cases", &elsewhere)), 403, "MJ5006");
        let claim = by(Ask::new("POST", &format!("{task}/claim")).header("if-match", &revision));
        if person.reads && !person.handles {
            refused(&stage, &claim, "MJ4101");
        } else {
            check(&stage, claim, person.handles, 200, (404, "MJ4002"));
        }
        listed(&stage, person, &case);
    }
}

/// Fine, or a problem that leaves nothing behind.
#[track_caller]
fn check(stage: &Stage, ask: Ask, fine: bool, status: u16, (denied, code): (u16, &str)) {
    if fine {
        let answer = stage.client.send(&ask).unwrap();
        assert_eq!(answer.status, status, "{} {}: {}", ask.method, ask.path, answer.text);
    } else {
        judge::problem(stage, &ask, denied, code);
    }
}

/// Policy stops the act: a problem, the attempt is on record, and the case stays where it is.
#[track_caller]
fn refused(stage: &Stage, ask: &Ask, code: &str) {
    let before = stage.position();
    let ask = ask.clone().header("idempotency-key", &stage.key());
    let first = stage.client.send(&ask).unwrap();
    assert_eq!(judge::of_document(&first, 403, code, "zh-CN"), Vec::<String>::new());
    assert!(first.json()["record"].is_u64(), "who is refused is told that it is on record: {}", first.text);
    assert_eq!(stage.position(), before + 1, "the attempt is on record, once");
    // Sent again, it is the same attempt.
    judge::problem(stage, &ask, 403, code);
}

/// Lists show what may be opened, and nothing else.
fn listed(stage: &Stage, person: &Person, case: &str) {
    let all = stage.send(person.login, Ask::get("/api/v1/cases?view=all&limit=200")).json();
    let shown = all["items"].as_array().unwrap().iter().any(|line| line["id"] == case);
    assert_eq!(shown, person.reads, "{} and the list of cases", person.login);
    let tasks = stage.send(person.login, Ask::get("/api/v1/tasks?limit=200")).json();
    let shown = tasks["items"].as_array().unwrap().iter().any(|line| line["case"]["id"] == case);
    assert_eq!(shown, person.handles, "{} and the list of tasks", person.login);
    let filed = stage.send(person.login, Ask::get("/api/v1/processes")).json();
    let may_start = filed["items"].as_array().unwrap().iter().any(|line| line["start"]["allowed"] == true);
    assert_eq!(may_start, person.starts_some, "{} and the processes", person.login);
}

#[test]
fn guessing_a_password_is_stopped_and_says_when_to_come_back() {
    let stage = Stage::new();
    let guess = |login: &str| Ask::post("/api/v1/session", &json!({"login": login, "password": "a guess"}));
    // A guess in each language: five times two.
    for _ in 0..5 {
        judge::problem(&stage, &guess("li_ban"), 401, "MJ5004");
    }
    judge::problem(&stage, &guess("li_ban"), 429, "MJ5003");
    assert_eq!(stage.client.send(&guess("li_ban")).unwrap().header("retry-after"), "900");
    judge::problem(&stage, &guess("nobody"), 401, "MJ5004");
    // Another account is not locked with it.
    stage.session("wang_ban");
}

#[test]
fn a_session_ends_when_it_is_closed_and_its_cookie_is_kept_from_scripts() {
    let stage = Stage::new();
    let body = json!({"login": "wang_ban", "password": crate::support::program::PASSWORD});
    let opened = stage.client.send(&Ask::post("/api/v1/session", &body)).unwrap();
    let cookie = opened.header("set-cookie");
    assert!(
        cookie.contains("; HttpOnly") && cookie.contains("; SameSite=Lax") && cookie.contains("; Path=/"),
        "{cookie}"
    );
    let session = stage.session("wang_ban");
    let closed = stage.client.send(&Ask::new("DELETE", "/api/v1/session").by(&session)).unwrap();
    assert_eq!((closed.status, closed.text.as_str()), (204, ""));
    judge::problem(&stage, &Ask::get("/api/v1/me").by(&session), 401, "MJ5001");
}
