//! Every route with a request that is right.

use crate::{
    stage::Stage,
    support::{
        client::Ask,
        program::{day, root, tomorrow},
    },
};
use serde_json::{Value, json};
use std::{collections::BTreeSet, fs};

/// What the id in a path names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Nothing,
    Case,
    Task,
    Person,
    /// Nobody's: what a session or a stand-in is called is known only once there is one.
    Session,
    StandIn,
    Calendar,
    Card,
    /// Something that could not be told: none is there.
    Notice,
}

impl Of {
    /// Whether it names something of a case.
    pub fn is_of_a_case(self) -> bool {
        matches!(self, Self::Case | Self::Task)
    }
}

/// A route.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    /// Who asks; none = nobody needs to be known.
    pub person: Option<&'static str>,
    pub of: Of,
    /// Whether it takes a JSON body, and the bytes that are too many.
    pub body: Option<usize>,
    /// Whether it reads `Idempotency-Key`.
    pub key: bool,
    /// Whether it reads `If-Match`.
    pub revision: bool,
    /// Whether it answers in pages.
    pub pages: bool,
}

/// More than a command may have.
const COMMAND: usize = 300 * 1024;
/// More than a folder may have.
const FOLDER: usize = 5 * 1024 * 1024;

const fn route(method: &'static str, path: &'static str, person: &'static str, of: Of) -> Route {
    Route { method, path, person: Some(person), of, body: None, key: false, revision: false, pages: false }
}
const fn pages(route: Route) -> Route {
    Route { pages: true, ..route }
}
const fn body(route: Route) -> Route {
    Route { body: Some(COMMAND), ..route }
}
const fn key(route: Route) -> Route {
    Route { key: true, ..route }
}
const fn revision(route: Route) -> Route {
    Route { revision: true, ..key(route) }
}
const fn open(route: Route) -> Route {
    Route { person: None, ..route }
}

/// The route whose answer does not end.
pub const STREAM: &str = "/api/v1/stream";

/// The table.
pub const ROUTES: &[Route] = &[
    open(body(route("POST", "/api/v1/session", "", Of::Nothing))),
    route("DELETE", "/api/v1/session", "zhao_ban", Of::Nothing),
    route("GET", "/api/v1/me", "wang_ban", Of::Nothing),
    pages(route("GET", "/api/v1/tasks", "wang_ban", Of::Nothing)),
    route("GET", "/api/v1/tasks/counts", "wang_ban", Of::Nothing),
    route("GET", "/api/v1/tasks/{id}", "wang_ban", Of::Task),
    revision(route("POST", "/api/v1/tasks/{id}/claim", "wang_ban", Of::Task)),
    revision(route("POST", "/api/v1/tasks/{id}/release", "wang_ban", Of::Task)),
    revision(body(route("POST", "/api/v1/tasks/{id}/complete", "wang_ban", Of::Task))),
    Route { revision: true, ..body(route("POST", "/api/v1/tasks/{id}/preview", "wang_ban", Of::Task)) },
    pages(route("GET", "/api/v1/cases", "wang_ban", Of::Nothing)),
    key(body(route("POST", "/api/v1/cases", "wu_yuan", Of::Nothing))),
    route("GET", "/api/v1/cases/{id}", "wang_ban", Of::Case),
    pages(route("GET", "/api/v1/cases/{id}/history", "wang_ban", Of::Case)),
    key(body(route("POST", "/api/v1/cases/{id}/acts/{act}", "wang_ban", Of::Case))),
    key(body(route("POST", "/api/v1/cases/{id}/messages/{key}", "wang_ban", Of::Case))),
    key(body(route("POST", "/api/v1/cases/{id}/incidents/{key}/retry", "wang_ban", Of::Case))),
    key(body(route("POST", "/api/v1/cases/{id}/incidents/{key}/resolve", "wang_ban", Of::Case))),
    route("GET", "/api/v1/filters", "wang_ban", Of::Nothing),
    route("GET", "/api/v1/processes", "wang_ban", Of::Nothing),
    route("GET", "/api/v1/supervision", "zheng_jian", Of::Nothing),
    pages(route("GET", "/api/v1/supervision/cards", "zheng_jian", Of::Nothing)),
    pages(route("GET", "/api/v1/supervision/refusals", "zheng_jian", Of::Nothing)),
    route("GET", "/api/v1/supervision/incidents", "zheng_jian", Of::Nothing),
    route("GET", "/api/v1/cards/forecast", "wang_ban", Of::Nothing),
    pages(route("GET", "/api/v1/cards", "wang_ban", Of::Nothing)),
    route("GET", "/api/v1/cards/{id}", "wang_ban", Of::Card),
    key(body(route("POST", "/api/v1/cards/{id}/{deed}", "wang_ban", Of::Card))),
    route("GET", "/api/v1/calendars", "admin", Of::Nothing),
    body(route("POST", "/api/v1/calendars", "xu_li", Of::Nothing)),
    body(route("POST", "/api/v1/calendars/preview", "xu_li", Of::Nothing)),
    route("GET", "/api/v1/calendars/{id}/recount", "he_jie", Of::Calendar),
    route("GET", "/api/v1/calendars/{id}/years/{year}", "he_jie", Of::Calendar),
    route("GET", "/api/v1/calendars/{id}/due", "he_jie", Of::Calendar),
    body(route("POST", "/api/v1/messages", "he_jie", Of::Nothing)),
    pages(route("GET", "/api/v1/notices", "wang_ban", Of::Nothing)),
    body(route("POST", "/api/v1/notices/read", "wang_ban", Of::Nothing)),
    route("GET", "/api/v1/notices/incidents", "op", Of::Nothing),
    route("POST", "/api/v1/notices/incidents/{id}/retry", "op", Of::Notice),
    route("GET", STREAM, "wang_ban", Of::Nothing),
    route("GET", "/api/v1/board", "wang_ban", Of::Nothing),
    body(route("POST", "/api/v1/me/password", "feng_fa", Of::Nothing)),
    route("GET", "/api/v1/me/sessions", "wang_ban", Of::Nothing),
    route("POST", "/api/v1/me/sessions/{id}/end", "wang_ban", Of::Session),
    route("GET", "/api/v1/stand-ins", "wang_ban", Of::Nothing),
    body(route("POST", "/api/v1/stand-ins", "wang_ban", Of::Nothing)),
    body(route("POST", "/api/v1/stand-ins/{id}/end", "wang_ban", Of::StandIn)),
    route("GET", "/api/v1/admin/people", "admin", Of::Nothing),
    body(route("POST", "/api/v1/admin/people", "admin", Of::Nothing)),
    route("GET", "/api/v1/admin/people/{id}", "admin", Of::Person),
    body(route("POST", "/api/v1/admin/people/{id}/active", "admin", Of::Person)),
    route("GET", "/api/v1/admin/people/{id}/contact", "admin", Of::Person),
    body(route("POST", "/api/v1/admin/people/{id}/contact", "admin", Of::Person)),
    route("POST", "/api/v1/admin/people/{id}/password", "admin", Of::Person),
    route("POST", "/api/v1/admin/people/{id}/unlock", "admin", Of::Person),
    body(route("POST", "/api/v1/admin/people/{id}/roles", "admin", Of::Person)),
    body(route("POST", "/api/v1/admin/people/{id}/roles/{n}/end", "admin", Of::Person)),
    route("POST", "/api/v1/admin/people/{id}/sessions/end", "admin", Of::Person),
    route("GET", "/api/v1/admin/units", "admin", Of::Nothing),
    route("GET", "/api/v1/admin/sessions", "admin", Of::Nothing),
    route("POST", "/api/v1/admin/sessions/{id}/end", "admin", Of::Session),
    pages(route("GET", "/api/v1/admin/log", "admin", Of::Nothing)),
    Route { body: Some(FOLDER), ..route("POST", "/api/v1/check", "wang_ban", Of::Nothing) },
    open(body(route("POST", "/api/v1/test/clock", "", Of::Nothing))),
    open(route("GET", "/errors/{code}", "", Of::Nothing)),
    open(route("GET", "/healthz", "", Of::Nothing)),
    open(route("GET", "/readyz", "", Of::Nothing)),
    open(route("GET", "/metrics", "", Of::Nothing)),
];

/// The ids that requests name.
pub struct Named {
    pub case: String,
    /// Path of a claimed task, and its revision.
    pub task: (String, String),
}

impl Route {
    /// The path with its parameters filled in.
    pub fn at(&self, id: &str) -> String {
        self.path
            .replace("{id}", id)
            .replace("{act}", "terminate")
            .replace("{key}", "1")
            .replace("{n}", "0")
            .replace("{year}", "2026")
            .replace("{deed}", "acknowledge")
            .replace("{code}", "MJ4001")
    }

    /// The request that is right.
    pub fn ask(&self, stage: &Stage, named: &Named) -> Ask {
        let task = named.task.0.rsplit('/').next().unwrap_or_default();
        let path = self.at(match self.of {
            Of::Nothing => "",
            Of::Case => &named.case,
            Of::Task => task,
            Of::Person => "qian_shen",
            Of::Session | Of::StandIn => "0",
            Of::Calendar => "cn",
            Of::Card => "cd_1-00000000-0000-4000-8000-000000000000-1",
            Of::Notice => "nd_1",
        });
        let needed = if path.ends_with("/due") { "?from=2026-03-02&limit=15%20workdays" } else { "" };
        let mut ask = Ask::new(self.method, &format!("{path}{needed}"));
        if self.body.is_some() {
            ask = ask.body(&self.right_body(stage).to_string());
        }
        if self.revision {
            ask = ask.header("if-match", &named.task.1);
        }
        match self.person {
            Some(person) => ask.by(&stage.session(person)),
            None => ask,
        }
    }

    fn right_body(&self, stage: &Stage) -> Value {
        let today = day(tomorrow());
        match self.path.rsplit('/').next().unwrap_or_default() {
            "session" => json!({"login": "nobody", "password": "nothing"}),
            "{deed}" => json!({"reason": "示例"}),
            "calendars" => json!({"text": "calendar: cn"}),
            "preview" if self.path.contains("/calendars/") => json!({"text": "calendar: cn"}),
            "complete" | "preview" => json!({"submission": stage.submission("main_road", Some("clue_verify"))}),
            "cases" => stage.opening(),
            "{act}" => json!({"submission": stage.submission("termination", Some("terminate"))}),
            "{key}" => json!({"submission": {}}),
            "retry" => json!({"reason": "示例"}),
            "read" => json!({"up_to": 0}),
            "contact" => json!({"mail": "someone@example.org", "mobile": null}),
            "resolve" => json!({"reason": "示例", "to": "clue_verify"}),
            "messages" => json!({"organ": "scjg", "name": "示例", "key": "1", "id": "1", "body": {}}),
            "check" => json!({"path": "example", "files": {}}),
            "password" => json!({"old": "a guess", "new": "another guess"}),
            "stand-ins" => json!({"person": "li_ban", "roles": ["handler"], "from": today, "to": today}),
            "end" => json!({"on": today}),
            "people" => json!({
                "id": "new_one", "name": "新来", "login": "new_one", "role": {"role": "archivist", "organ": "scjg"}
            }),
            "active" => json!({"active": true}),
            "roles" => json!({"role": "archivist", "organ": "scjg", "unit": "legal"}),
            "clock" => json!({"advance": "1 workdays"}),
            other => panic!("{other} has no body"),
        }
    }
}

/// The routes that the program has, as its router spells them.
fn routed() -> BTreeSet<(String, String)> {
    let text = fs::read_to_string(root().join("web/src/api/mod.rs")).unwrap();
    let mut routed = BTreeSet::new();
    for part in text.split(".route(\"").skip(1) {
        let (path, rest) = part.split_once('"').unwrap();
        let handlers = rest.split(".route(").next().unwrap().split(".layer(").next().unwrap();
        let prefix = if ["/errors/{code}", "/healthz", "/readyz", "/metrics"].contains(&path) { "" } else { "/api/v1" };
        let methods = ["get", "post", "put", "patch", "delete"];
        for method in methods.iter().filter(|method| handlers.contains(&format!("{method}("))) {
            routed.insert((method.to_uppercase(), format!("{prefix}{path}")));
        }
    }
    routed
}

#[test]
fn every_route_of_the_program_stands_in_the_table() {
    let table: BTreeSet<_> = ROUTES.iter().map(|route| (route.method.to_owned(), route.path.to_owned())).collect();
    assert_eq!(routed(), table);
}
