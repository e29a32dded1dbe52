//! A server of its own for each test, its people, and a case to ask about.

use crate::support::{
    client::{Answer, Ask, Client, Session},
    program::{PASSWORD, Server, day, prepared, prepared_from, tomorrow},
    script::{self, Step},
};
use serde_json::{Value, json};
use std::{cell::RefCell, collections::BTreeMap};
use tempfile::TempDir;

/// A running server.
pub struct Stage {
    pub client: Client,
    sessions: RefCell<BTreeMap<String, Session>>,
    keys: RefCell<u128>,
    /// Ended before its folder goes.
    _server: Server,
    _data: TempDir,
}

impl Stage {
    pub fn new() -> Self {
        Self::on(prepared())
    }

    /// A stage with the cases of the demonstration.
    pub fn with_cases() -> Self {
        Self::on(prepared_from(std::path::Path::new("processes")))
    }

    /// A server of this store.
    pub fn on(data: TempDir) -> Self {
        Self::served(data, &[])
    }

    /// A server of this store with further arguments.
    pub fn served(data: TempDir, arguments: &[&str]) -> Self {
        let mut server = Server::start_with(data.path(), tomorrow(), arguments);
        let client = Client::new(&server.address(data.path()));
        Self { client, sessions: RefCell::default(), keys: RefCell::default(), _server: server, _data: data }
    }

    /// The session of a person.
    pub fn session(&self, person: &str) -> Session {
        let mut sessions = self.sessions.borrow_mut();
        let open = || self.client.log_in(person, PASSWORD).unwrap();
        sessions.entry(person.to_owned()).or_insert_with(open).clone()
    }

    /// Sends as a person.
    pub fn send(&self, person: &str, ask: Ask) -> Answer {
        self.client.send(&ask.by(&self.session(person))).unwrap()
    }

    /// A key that was not used before.
    pub fn key(&self) -> String {
        let mut keys = self.keys.borrow_mut();
        *keys += 1;
        uuid::Builder::from_random_bytes(keys.to_be_bytes()).into_uuid().to_string()
    }

    /// How far the log has come, over all tenants.
    pub fn position(&self) -> u64 {
        let metrics = self.client.send(&Ask::get("/metrics")).unwrap().text;
        let lines = metrics.lines().filter(|line| line.starts_with("mingjing_log_seq{"));
        lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
    }

    /// What somebody hands in at a node, with today's dates; none = at the start.
    pub fn submission(&self, scenario: &str, node: Option<&str>) -> Value {
        let step = step(scenario, node);
        script::on(day(tomorrow()), &step.submission)
    }

    /// The body of a start.
    pub fn opening(&self) -> Value {
        let processes = self.send("wu_yuan", Ask::get("/api/v1/processes")).json();
        let documents = script::documents(&script::duties_at_start(&processes), day(tomorrow()));
        json!({
            "process": "general_penalty", "organ": "scjg", "unit": "office",
            "submission": self.submission("main_road", None), "documents": documents
        })
    }

    /// Starts a case; gives its id.
    pub fn case(&self) -> String {
        let answer = self.send("wu_yuan", Ask::post("/api/v1/cases", &self.opening()));
        assert_eq!(answer.status, 201, "{}", answer.text);
        answer.json()["case"]["id"].as_str().unwrap().to_owned()
    }

    /// The open task of a case at a node: its path, and its revision as `If-Match` has it.
    pub fn task(&self, case: &str, node: &str) -> (String, String) {
        let shown = self.send("wang_ban", Ask::get(&format!("/api/v1/cases/{case}"))).json();
        let task = shown["tasks"].as_array().unwrap().iter().find(|task| task["node"]["id"] == node).unwrap().clone();
        (format!("/api/v1/tasks/{}", task["id"].as_str().unwrap()), format!("\"{}\"", task["revision"]))
    }

    /// Claims a task; gives its path and its new revision.
    pub fn claimed(&self, case: &str, node: &str, person: &str) -> (String, String) {
        let (path, revision) = self.task(case, node);
        let answer = self.send(person, Ask::new("POST", &format!("{path}/claim")).header("if-match", &revision));
        assert_eq!(answer.status, 200, "{}", answer.text);
        (path, format!("\"{}\"", answer.json()["task"]["revision"]))
    }

    /// The request that completes a node as the scenario does.
    pub fn completion(&self, path: &str, revision: &str, scenario: &str, node: &str) -> Ask {
        let task = self.send("wang_ban", Ask::get(path)).json();
        let documents = script::documents(&task["duties"], day(tomorrow()));
        let body = json!({"submission": self.submission(scenario, Some(node)), "documents": documents});
        Ask::post(&format!("{path}/complete"), &body).header("if-match", revision)
    }
}

fn step(scenario: &str, node: Option<&str>) -> Step {
    let steps = script::steps("scjg", scenario);
    steps.into_iter().find(|step| step.node.as_deref() == node).unwrap()
}
