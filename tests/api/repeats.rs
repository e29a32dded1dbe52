//! A command carries its own id: the same again is answered as before, something else under it is a conflict.

use crate::{
    judge,
    stage::Stage,
    support::client::{Answer, Ask},
};
use serde_json::json;

/// Sends twice; the second answer must be the first, and nothing is written by it.
#[track_caller]
fn twice(stage: &Stage, ask: &Ask) -> Answer {
    let first = stage.client.send(ask).unwrap();
    assert!(matches!(first.status, 200 | 201), "{}", first.text);
    let position = stage.position();
    let second = stage.client.send(ask).unwrap();
    assert_eq!((first.status, first.json()), (second.status, second.json()));
    assert_eq!(stage.position(), position, "the repeat was written");
    first
}

#[test]
fn the_same_command_is_done_once_and_its_id_does_nothing_else() {
    let stage = Stage::new();
    let session = stage.session("wang_ban");
    let start = Ask::post("/api/v1/cases", &stage.opening());
    let start = start.header("idempotency-key", &stage.key()).by(&stage.session("wu_yuan"));
    let case = twice(&stage, &start).json()["case"]["id"].as_str().unwrap().to_owned();
    let mut other = stage.opening();
    other["submission"]["place"] = json!("宁波市示例路2号");
    judge::problem(&stage, &start.clone().body(&other.to_string()), 409, "MJ6020");
    judge::problem(&stage, &start.by(&session), 409, "MJ6020");

    let (task, revision) = stage.task(&case, "clue_verify");
    let ask = |verb: &str, revision: &str, key: &str| {
        let ask = Ask::new("POST", &format!("{task}/{verb}")).header("if-match", revision);
        ask.header("idempotency-key", key).by(&session)
    };
    let keys = [stage.key(), stage.key(), stage.key()];
    let held = twice(&stage, &ask("claim", &revision, &keys[0])).json()["task"]["revision"].to_string();
    judge::problem(&stage, &ask("release", &format!("\"{held}\""), &keys[0]), 409, "MJ6020");
    let free = twice(&stage, &ask("release", &format!("\"{held}\""), &keys[1])).json()["task"]["revision"].to_string();
    judge::problem(&stage, &ask("claim", &format!("\"{free}\""), &keys[1]), 409, "MJ6020");

    let (_, held) = stage.claimed(&case, "clue_verify", "wang_ban");
    let complete = stage.completion(&task, &held, "main_road", "clue_verify").by(&session);
    let complete = complete.header("idempotency-key", &keys[2]);
    twice(&stage, &complete);
    let mut other = json!({"submission": stage.submission("main_road", Some("clue_verify"))});
    other["submission"]["findings"] = json!("另一结论");
    judge::problem(&stage, &complete.clone().body(&other.to_string()), 409, "MJ6020");
    judge::problem(&stage, &ask("release", &held, &stage.key()), 404, "MJ4002");
}

#[test]
fn a_refusal_on_record_is_answered_again_in_the_same_words() {
    let stage = Stage::new();
    let (case, session) = (stage.case(), stage.session("sun_ju"));
    let (task, held) = stage.claimed(&case, "clue_verify", "wang_ban");
    let verified = stage.send("wang_ban", stage.completion(&task, &held, "main_road", "clue_verify"));
    assert_eq!(verified.status, 200, "{}", verified.text);
    let (task, held) = stage.claimed(&case, "filing_decision", "sun_ju");
    // Not to file the case demands reasons, and here are none.
    let ask = stage.completion(&task, &held, "not_filed", "filing_decision").by(&session);
    let ask = ask.header("idempotency-key", &stage.key());
    let before = stage.position();
    let first = stage.client.send(&ask).unwrap();
    assert_eq!(stage.position(), before + 1, "the attempt is on record");
    judge::problem(&stage, &ask, 422, "MJ4105");
    let second = stage.client.send(&ask).unwrap();
    assert_eq!((first.status, &first.json()["detail"]), (second.status, &second.json()["detail"]));
}

#[test]
fn a_message_is_delivered_once() {
    let stage = Stage::new();
    let body = json!({"organ": "scjg", "name": "example", "key": "1", "id": "1", "body": {}, "ttl_seconds": 60});
    let ask = Ask::post("/api/v1/messages", &body);
    assert_eq!(stage.send("he_jie", ask.clone()).json()["outcome"], "kept");
    assert_eq!(stage.send("he_jie", ask).json()["outcome"], "known");
}
