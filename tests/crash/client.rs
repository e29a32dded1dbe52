//! A client: walks cases along the main road, waits where the law makes people wait, and keeps what was acknowledged.

use crate::{
    KILLS,
    ledger::{Acknowledged, Ledger},
    support::{
        chance::Chance,
        client::{Answer, Ask, Client},
        script::{self, Step},
    },
    world::World,
};
use serde_json::{Value, json};

/// The last fact of the walk.
const LAST: &str = "archived";
/// The act by which a case starts another.
const REMEDY: &str = "open_reconsideration";
/// Cases that a client walks together, so that waits are shared.
const TOGETHER: usize = 2;
/// Times that a request may be lost. A server is killed a few dozen times in all: more means that it does not come back.
const LOST_MAX: u32 = 100;
/// One command in so many is sent again at once, one in so many an older one.
const AGAIN_ONCE_IN: u64 = 4;
const OLDER_ONCE_IN: u64 = 6;

/// Walks cases until there were enough kills; at least once.
pub fn work(world: &World, seed: u64, nth: u64) -> Ledger {
    world.guarded(|| {
        let mut client = Walker::new(world, seed, nth);
        let roads = roads();
        loop {
            let cases: Vec<String> = (0..TOGETHER).map(|_| client.start(&roads.start)).collect();
            client.walk(&cases, &roads.to_defense);
            world.wait_for_clock();
            client.walk(&cases, &roads.to_payment);
            world.wait_for_clock();
            client.walk(&cases, &roads.to_archive);
            client.seek_remedy(&cases, &roads.remedy);
            if world.kills() >= KILLS {
                break;
            }
        }
        world.done();
        client.ledger
    })
}

/// The main road in three parts: to the term of defence, to the term of payment, to the archive. Then the party seeks a
/// remedy: a message from case to case starts the case of the remedy, which tells the first.
struct Roads {
    start: Step,
    to_defense: Vec<Step>,
    to_payment: Vec<Step>,
    to_archive: Vec<Step>,
    remedy: Step,
}

fn roads() -> Roads {
    let main = script::steps("scjg", "main_road");
    let at = |node: &str| main.iter().position(|step| step.node.as_deref() == Some(node)).unwrap();
    let urge = script::steps("scjg", "unpaid_urged").into_iter().find(|step| step.node.as_deref() == Some("urge"));
    let remedies = script::steps("scjg", "remedy_outcomes_reach_back_general");
    let remedy = remedies.into_iter().find(|step| step.node.as_deref() == Some(REMEDY)).unwrap();
    Roads {
        start: main[0].clone(),
        to_defense: main[1..at("hear_defense")].to_vec(),
        to_payment: main[at("decide")..at("execute")].to_vec(),
        to_archive: urge.into_iter().chain(main[at("execute")..].iter().cloned()).collect(),
        remedy,
    }
}

struct Walker<'a> {
    world: &'a World,
    chance: Chance,
    /// The client, and the address that it is for.
    client: Option<(String, Client)>,
    /// Commands whose answer must never change.
    sent: Vec<(String, Ask, u16, u64)>,
    ledger: Ledger,
}

impl<'a> Walker<'a> {
    fn new(world: &'a World, seed: u64, nth: u64) -> Self {
        let chance = Chance::new(seed ^ (nth + 1).wrapping_mul(0xD1B5_4A32_D192_ED03));
        Self { world, chance, client: None, sent: Vec::new(), ledger: Ledger::default() }
    }

    fn start(&mut self, step: &Step) -> String {
        let submission = script::on(self.world.day(), &step.submission);
        let processes = self.ask(&step.person, &Ask::get("/api/v1/processes")).json();
        let documents = script::documents(&script::duties_at_start(&processes), self.world.day());
        let body = json!({
            "process": "general_penalty", "organ": "scjg", "unit": "office",
            "submission": submission, "documents": documents
        });
        let answer =
            self.command(&step.person, "start", Ask::post("/api/v1/cases", &body), |answer| id(answer, "case"));
        id(&answer, "case")
    }

    /// One step of each case after the other, as a busy officer would.
    fn walk(&mut self, cases: &[String], steps: &[Step]) {
        for step in steps {
            for case in cases {
                self.step(case, step);
            }
        }
    }

    fn step(&mut self, case: &str, step: &Step) {
        let node = step.node.as_deref().unwrap();
        let shown = self.ask(&step.person, &Ask::get(&format!("/api/v1/cases/{case}")));
        assert_eq!(shown.status, 200, "{case}: {}", shown.text);
        let shown = shown.json();
        let task = shown["tasks"].as_array().unwrap().iter().find(|task| task["node"]["id"] == node);
        let task = task.unwrap_or_else(|| panic!("{case} has no task {node}: {}", shown["tasks"]));
        let path = format!("/api/v1/tasks/{}", task["id"].as_str().unwrap());
        let claim = Ask::new("POST", &format!("{path}/claim")).header("if-match", &quoted(&task["revision"]));
        let claimed = self.command(&step.person, "claim_task", claim, |_| case.to_owned());
        let submission = script::on(self.world.day(), &step.submission);
        let documents = script::documents(&self.ask(&step.person, &Ask::get(&path)).json()["duties"], self.world.day());
        let body = match &step.reason {
            Some(reason) => json!({"submission": submission, "documents": documents, "reason": reason}),
            None => json!({"submission": submission, "documents": documents}),
        };
        let complete = Ask::post(&format!("{path}/complete"), &body)
            .header("if-match", &quoted(&claimed.json()["task"]["revision"]));
        self.command(&step.person, "complete_task", complete, |_| case.to_owned());
    }

    fn seek_remedy(&mut self, cases: &[String], step: &Step) {
        for case in cases {
            let shown = self.ask(&step.person, &Ask::get(&format!("/api/v1/cases/{case}"))).json();
            // A case lives on until its remedies and its publication are over; all work of the walk is done.
            assert_eq!(shown["tasks"], json!([]), "{case}");
            assert!(shown["milestones"].as_array().unwrap().iter().any(|one| one["id"] == LAST), "{case} {shown}");
            let numbers = shown["numbers"].as_array().unwrap();
            let decision = numbers.iter().find(|number| number["series"] == "decision").unwrap();
            let mut submission = script::on(self.world.day(), &step.submission);
            submission["decision_no"] = decision["text"].clone();
            let ask = Ask::post(&format!("/api/v1/cases/{case}/acts/{REMEDY}"), &json!({"submission": submission}));
            self.command(&step.person, "request_act", ask, |_| case.to_owned());
        }
    }

    /// Sends a command until it is answered, and notes the acknowledgement.
    fn command(&mut self, person: &str, what: &'static str, ask: Ask, case: impl Fn(&Answer) -> String) -> Answer {
        let command = self.chance.uuid();
        let ask = ask.header("idempotency-key", &command);
        let answer = self.ask(person, &ask);
        let kills = self.world.kills();
        assert!(matches!(answer.status, 200 | 201), "{what} by {person}: {} {}", answer.status, answer.text);
        let seq = answer.json()["seq"].as_u64();
        self.ledger.acknowledged.push(Acknowledged { command, case: case(&answer), what, seq, kills });
        if self.chance.once_in(AGAIN_ONCE_IN) {
            self.again(person, &ask, answer.status, seq);
        }
        if let Some(seq) = seq {
            self.sent.push((person.to_owned(), ask, answer.status, seq));
        }
        if !self.sent.is_empty() && self.chance.once_in(OLDER_ONCE_IN) {
            let older = self.chance.below(self.sent.len() as u64) as usize;
            let (person, ask, status, seq) = self.sent[older].clone();
            self.again(&person, &ask, status, Some(seq));
        }
        answer
    }

    /// What was done once is answered as before.
    fn again(&mut self, person: &str, ask: &Ask, status: u16, seq: Option<u64>) {
        let answer = self.ask(person, ask);
        assert_eq!((answer.status, answer.json()["seq"].as_u64()), (status, seq), "{}: {}", ask.path, answer.text);
        self.ledger.repeated += 1;
    }

    /// Sends a request until there is an answer.
    fn ask(&mut self, person: &str, ask: &Ask) -> Answer {
        for _ in 0..LOST_MAX {
            let address = self.world.address();
            let client = match self.client.take() {
                Some((known, client)) if known == address => client,
                _ => Client::new(&address),
            };
            let Some(session) = self.world.session(&client, person) else { continue };
            self.world.beat();
            let answer = client.send(&ask.clone().by(&session));
            self.world.beat();
            self.client = Some((address, client));
            match answer {
                Ok(answer) if answer.status == 401 => self.world.forget(person, &session),
                Ok(answer) => return answer,
                Err(_) => self.ledger.lost += 1,
            }
        }
        panic!("{} was lost {LOST_MAX} times", ask.path);
    }
}

fn id(answer: &Answer, of: &str) -> String {
    answer.json()[of]["id"].as_str().unwrap_or_default().to_owned()
}

fn quoted(revision: &Value) -> String {
    format!("\"{revision}\"")
}
