//! Every way to spoil a request, with the problem that must come; none where it does not apply to the route.

use crate::{
    judge,
    routes::{Named, Of, ROUTES, Route, STREAM},
    stage::Stage,
    support::client::Ask,
};
use serde_json::{Value, json};

type Spoilt = Option<(Ask, u16, &'static str)>;
type Fault = fn(&Route, &Stage, Ask) -> Spoilt;

const FAULTS: &[(&str, Fault)] = &[
    ("no session", |route, _, ask| route.person.map(|_| (ask.without("cookie"), 401, "MJ5001"))),
    ("another's cookie", |route, _, ask| {
        route.person.map(|_| (ask.header("cookie", "other=1; mj=bm90aGluZw"), 401, "MJ5001"))
    }),
    ("no X-CSRF", |route, _, ask| guarded(route).then(|| (ask.without("x-csrf"), 403, "MJ5002"))),
    ("wrong X-CSRF", |route, _, ask| guarded(route).then(|| (ask.header("x-csrf", "bm90aGluZw"), 403, "MJ5002"))),
    ("another person's X-CSRF", |route, stage, ask| {
        guarded(route).then(|| (ask.header("x-csrf", &stage.session("li_ban").csrf), 403, "MJ5002"))
    }),
    ("malformed JSON", |route, _, ask| route.body.map(|_| (ask.body("{"), 400, "MJ7002"))),
    ("no JSON at all", |route, _, ask| route.body.map(|_| (ask.body(""), 400, "MJ7002"))),
    ("JSON of another shape", |route, _, ask| route.body.map(|_| (ask.body("[1]"), 400, "MJ7002"))),
    ("JSON with something behind it", |route, _, ask| {
        let body = format!("{} x", ask.body.clone().unwrap_or_default());
        route.body.map(|_| (ask.body(&body), 400, "MJ7002"))
    }),
    ("JSON nested without end", |route, _, ask| {
        let deep = format!("{{\"to\":{}1", "[".repeat(100_000));
        route.body.map(|_| (ask.body(&deep), 400, "MJ7002"))
    }),
    ("no UTF-8 escape", |route, _, ask| {
        route.body.map(|_| (ask.body(r#"{"login": "\ud800", "reason": "\ud800", "to": "\ud800"}"#), 400, "MJ7002"))
    }),
    ("unknown field", |route, _, ask| {
        let mut body: Value = serde_json::from_str(ask.body.as_deref()?).ok()?;
        body["unknown"] = json!(1);
        route.body.map(|_| (ask.body(&body.to_string()), 400, "MJ7002"))
    }),
    ("another content type", |route, _, ask| {
        route.body.map(|_| (ask.header("content-type", "text/plain"), 415, "MJ7007"))
    }),
    ("a content type that begins alike", |route, _, ask| {
        route.body.map(|_| (ask.header("content-type", "application/json-seq"), 415, "MJ7007"))
    }),
    ("no content type", |route, _, ask| route.body.map(|_| (ask.without("content-type"), 415, "MJ7007"))),
    ("too large", |route, _, ask| {
        let large = json!({"x": "x".repeat(route.body?)}).to_string();
        Some((ask.body(&large), 413, "MJ7005"))
    }),
    ("unknown id", |route, _, ask| {
        let (id, code) = unknown(route)?;
        Some((moved(ask, route.at(id)), 404, code))
    }),
    ("id that is none", |route, _, ask| {
        let (_, code) = unknown(route)?;
        Some((moved(ask, route.at("nonsense")), 404, code))
    }),
    ("id that is no text", |route, _, ask| {
        unknown(route)?;
        Some((moved(ask, route.at("%FF%FE")), 404, "MJ7001"))
    }),
    ("a case that is not theirs to read", |route, stage, ask| {
        let (_, code) = unknown(route).filter(|_| route.of.is_of_a_case())?;
        Some((ask.by(&stage.session("admin")), 404, code))
    }),
    ("people who are not theirs to manage", |route, stage, ask| {
        route.path.contains("/admin/").then(|| (ask.by(&stage.session("wang_ban")), 403, "MJ5006"))
    }),
    ("no If-Match", |route, _, ask| route.revision.then(|| (ask.without("if-match"), 428, "MJ7006"))),
    ("If-Match that is no revision", |route, _, ask| {
        route.revision.then(|| (ask.header("if-match", "\"x\""), 400, "MJ7003"))
    }),
    ("an old revision", |route, _, ask| route.revision.then(|| (ask.header("if-match", "\"0\""), 412, "MJ4004"))),
    ("Idempotency-Key that is no UUID", |route, _, ask| {
        route.key.then(|| (ask.header("idempotency-key", "1"), 400, "MJ7004"))
    }),
    ("a page of none", |route, _, ask| query(route, ask, "limit=0")),
    ("a page of too many", |route, _, ask| query(route, ask, "limit=201")),
    ("a page of what is no number", |route, _, ask| query(route, ask, "limit=many")),
    ("a cursor that is none", |route, _, ask| query(route, ask, "after=nonsense")),
    ("an unknown parameter", |route, _, ask| query(route, ask, "unknown=1")),
    ("a parameter given twice", |route, _, ask| query(route, ask, "limit=1&limit=2")),
    ("an unknown view", |route, _, ask| if route.of == Of::Nothing { query(route, ask, "view=unknown") } else { None }),
    ("another method", |_, _, mut ask| {
        ask.method = "PATCH".to_owned();
        Some((ask, 405, "MJ7008"))
    }),
];

/// Whether a session must be proven by `X-CSRF`.
fn guarded(route: &Route) -> bool {
    route.person.is_some() && route.method != "GET"
}

/// An id that names nothing, and the code that says so.
fn unknown(route: &Route) -> Option<(&'static str, &'static str)> {
    match route.of {
        Of::Nothing => None,
        Of::Case => Some(("pi_1-00000000-0000-4000-8000-000000000000", "MJ4001")),
        Of::Task => Some(("ut_1-00000000-0000-4000-8000-000000000000-1", "MJ4002")),
        Of::Card => Some(("cd_1-00000000-0000-4000-8000-000000000000-1", "MJ4022")),
        Of::Person | Of::Session | Of::StandIn | Of::Calendar => Some(("nobody", "MJ7001")),
        Of::Notice => Some(("nd_77", "MJ7602")),
    }
}

fn moved(mut ask: Ask, path: String) -> Ask {
    ask.path = path;
    ask
}

fn query(route: &Route, ask: Ask, query: &str) -> Spoilt {
    let path = format!("{}?{query}", ask.path);
    route.pages.then(|| (moved(ask, path), 400, "MJ7003"))
}

#[test]
fn every_route_answers_every_fault_with_its_problem_and_changes_nothing() {
    let stage = Stage::new();
    let case = stage.case();
    let named = Named { task: stage.claimed(&case, "clue_verify", "wang_ban"), case };
    let (mut asked, mut wrong) = (0, Vec::new());
    for route in ROUTES {
        for (name, fault) in FAULTS {
            let Some((ask, status, code)) = fault(route, &stage, route.ask(&stage, &named)) else { continue };
            let found = judge::wrong(&stage, &ask, status, code);
            wrong.extend(found.into_iter().map(|what| format!("{} {}, {name}: {what}", route.method, route.path)));
            asked += 1;
        }
    }
    println!("{asked} wrong requests, each in two languages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_not_there_is_a_problem_and_a_head_is_a_get_without_its_body() {
    let stage = Stage::new();
    let session = stage.session("wang_ban");
    for path in ["/api/v1/unknown", "/api/v1/", "/api/v2/me", "/api/v1/cases/"] {
        judge::problem(&stage, &Ask::get(path).by(&session), 404, "MJ7001");
    }
    let named = Named { case: stage.case(), task: (String::new(), String::new()) };
    let there = |route: &&Route| !matches!(route.of, Of::Task | Of::Card) && route.path != STREAM;
    for route in ROUTES.iter().filter(|route| route.method == "GET").filter(there) {
        let ask = route.ask(&stage, &named);
        let got = stage.client.send(&ask).unwrap();
        let head = stage.client.send(&Ask { method: "HEAD".to_owned(), ..ask }).unwrap();
        assert_eq!((got.status, head.status, head.text.as_str()), (200, 200, ""), "{}", route.path);
        assert_eq!(got.header("content-type"), head.header("content-type"), "{}", route.path);
    }
    let denied = stage.send("wang_ban", Ask::new("PATCH", "/api/v1/cases"));
    let mut allowed: Vec<&str> = denied.header("allow").split(',').map(str::trim).collect();
    allowed.sort_unstable();
    assert_eq!(allowed, ["GET", "HEAD", "POST"]);
}
