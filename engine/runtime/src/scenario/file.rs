//! A scenario file: people, then steps, each with what is expected after it.

use jiff::civil::{Date, DateTime};
use mingjing_clock::Limit;
use mingjing_core::command::What;
use mingjing_model::{
    Diagnostics, FileIx,
    yaml::{self, Fields, Node},
};

/// Codes of scenario files.
pub mod code {
    /// A step with no verb, or with more than one.
    pub const VERB: &str = "MJ6501";
    /// A value that is not what the key wants.
    pub const VALUE: &str = "MJ6502";
}

/// A scenario.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What it shows.
    pub title: String,
    /// The process.
    pub process: String,
    /// The organ whose process it is.
    pub organ: String,
    /// Civil time at which it begins, in the organ's zone.
    pub at: DateTime,
    /// The people.
    pub people: Vec<Player>,
    /// The steps.
    pub steps: Vec<Step>,
}

/// A person of a scenario.
#[derive(Clone, Debug)]
pub struct Player {
    /// Their id.
    pub id: String,
    /// Roles as `role` or `role@unit`; of another organ as `organ/role` or `organ/role@unit`.
    pub roles: Vec<Role>,
    /// Whether they hold a certificate: given, they are entered in or left out of the policy's register; not given, the
    /// register's own rows hold.
    pub certificate: Option<bool>,
}

/// A role of a person.
#[derive(Clone, Debug)]
pub struct Role {
    /// The role.
    pub role: String,
    /// The organ, if it is not the scenario's.
    pub organ: Option<String>,
    /// The unit.
    pub unit: Option<String>,
}

/// A step.
#[derive(Clone, Debug)]
pub struct Step {
    /// Line in the file, from 1.
    pub line: usize,
    /// Who acts, where somebody does.
    pub person: Option<String>,
    /// What is done.
    pub verb: Verb,
    /// The values handed in.
    pub values: Option<Node>,
    /// Reasons given.
    pub reason: Option<String>,
    /// Which item of a multi-instance.
    pub item: Option<u32>,
    /// Not the scenario's own case, but the newest of this process (`process` or `organ/process`) that is linked with it.
    pub within: Option<String>,
    /// The documents entered.
    pub documents: Papers,
    /// What is expected afterwards.
    pub expect: Expect,
}

/// The documents that a step enters.
#[derive(Clone, Debug)]
pub enum Papers {
    /// Those that are due, numbered and dated by itself.
    Due,
    /// None, whatever is due.
    None,
    /// These.
    Given(Vec<Paper>),
}

/// A document of a step.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its id.
    pub document: String,
    /// Its number.
    pub number: Option<String>,
    /// The date that it bears; not given, the day of the step.
    pub dated_on: Option<String>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub enum Verb {
    /// Starts the case with these values.
    Start,
    /// Completes a task, claiming it first if nobody holds it.
    Complete(String),
    /// Claims a task.
    Claim(String),
    /// Puts a task back.
    Release(String),
    /// Asks for an act of the case.
    Act(String),
    /// Publishes a message; without a key, with that under which the case awaits it.
    Message {
        /// Its name.
        name: String,
        /// Its key.
        key: Option<String>,
    },
    /// Enters the message that this event awaits, as somebody who got it on paper.
    Enter(String),
    /// Lets time pass.
    Advance(Advance),
    /// Does something about a card that stands: answers it, or decides on it.
    Card {
        /// Its rule and what it is about, as `T4_statutory_over@decision`.
        card: String,
        /// `acknowledge`, `rectify`, `object`, `uphold`, `cancel` or `close`.
        deed: String,
    },
    /// Retries the incident at a node.
    Retry(String),
    /// Only expects.
    Nothing,
}

/// How far time goes.
#[derive(Clone, Debug)]
pub enum Advance {
    /// By a limit: to the same time of its last day; hours exactly.
    By(Limit),
    /// To a civil time.
    To(DateTime),
}

/// What is expected; what is not named is not compared.
#[derive(Clone, Debug, Default)]
pub struct Expect {
    /// Node ids of the open tasks, exactly.
    pub tasks: Option<Vec<String>>,
    /// `running`, `ended` or `terminated`.
    pub state: Option<String>,
    /// The stage.
    pub stage: Option<String>,
    /// The step is refused with this code, and nothing moves.
    pub refused: Option<String>,
    /// Yellow and red cards that stand, as `rule@node` or `rule@clock`, exactly.
    pub cards: Option<Vec<String>>,
    /// What has become of yellow and red cards that are not superseded: `rule@about stage`.
    pub lives: Option<Vec<String>>,
    /// Prompts that stand, likewise.
    pub prompts: Option<Vec<String>>,
    /// Clocks by id (`id.promised` for the promise): the last day, `paused DAY` as if it ran again tomorrow, or `stopped`.
    pub clocks: Vec<(String, String)>,
    /// The limits of open tasks by node: the last day; of several items one after the other.
    pub limits: Vec<(String, String)>,
    /// A milestone that has been reached.
    pub milestone: Option<String>,
    /// A number that the case has: its own, or that of a document.
    pub number: Option<String>,
    /// Nodes with an open incident, exactly.
    pub incidents: Option<Vec<String>>,
}

/// Reads a scenario; everything wrong is reported at once.
pub fn read(file: FileIx, text: &str, report: &mut Diagnostics) -> Option<Scenario> {
    let root = yaml::parse(file, text, report)?;
    let fields = Fields::read(&root, &["scenario", "process", "organ", "at", "people", "steps"], report)?;
    let before = report.error_count();
    let title = fields.required("scenario", report).and_then(|node| yaml::text(node, report));
    let process = fields.required("process", report).and_then(|node| yaml::text(node, report));
    let organ = fields.required("organ", report).and_then(|node| yaml::text(node, report));
    let at = fields.required("at", report).and_then(|node| moment(node, report));
    let people = fields.required("people", report).map(|node| people(node, report));
    let lines = Lines::of(text);
    let steps = fields.required("steps", report).map(|node| steps(node, &lines, report));
    if report.error_count() > before {
        return None;
    }
    Some(Scenario { title: title?, process: process?, organ: organ?, at: at?, people: people?, steps: steps? })
}

fn people(node: &Node, report: &mut Diagnostics) -> Vec<Player> {
    let mut people = Vec::new();
    for (key, node) in node.map(report).unwrap_or_default() {
        let Some(fields) = Fields::read(node, &["roles", "certificate"], report) else { continue };
        let roles = fields.required("roles", report).map(|node| texts(node, report)).unwrap_or_default();
        let role = |text: String| {
            let (organ, rest) = text.split_once('/').map_or((None, text.as_str()), |(organ, rest)| (Some(organ), rest));
            let (role, unit) = rest.split_once('@').map_or((rest, None), |(role, unit)| (role, Some(unit)));
            Role { role: role.to_owned(), organ: organ.map(str::to_owned), unit: unit.map(str::to_owned) }
        };
        let certificate = fields.get("certificate").and_then(|node| yaml::truth(node, report));
        people.push(Player { id: key.text.clone(), roles: roles.into_iter().map(role).collect(), certificate });
    }
    people
}

const VERBS: [&str; 10] =
    ["start", "complete", "claim", "release", "act", "message", "enter", "advance", "card", "retry"];
const STEP_KEYS: [&str; 19] = [
    "as",
    "start",
    "complete",
    "claim",
    "release",
    "act",
    "message",
    "enter",
    "advance",
    "card",
    "do",
    "retry",
    "with",
    "key",
    "reason",
    "item",
    "in",
    "documents",
    "expect",
];

fn steps(node: &Node, lines: &Lines, report: &mut Diagnostics) -> Vec<Step> {
    let steps = node.seq(report).unwrap_or_default();
    steps.iter().filter_map(|node| step(node, lines, report)).collect()
}

fn step(node: &Node, lines: &Lines, report: &mut Diagnostics) -> Option<Step> {
    let fields = Fields::read(node, &STEP_KEYS, report)?;
    let used: Vec<&str> = VERBS.iter().copied().filter(|verb| fields.get(verb).is_some()).collect();
    if used.len() > 1 {
        report.foreign(
            code::VERB,
            fields.head(),
            format!("一个步骤只能做一件事，这里有：{}", used.join("、")),
            format!("a step does one thing, here are: {}", used.join(", ")),
        );
        return None;
    }
    let text = |key: &str, report: &mut Diagnostics| fields.get(key).and_then(|node| yaml::text(node, report));
    let verb = match used.first().copied() {
        None => Verb::Nothing,
        Some("start") => Verb::Start,
        Some("complete") => Verb::Complete(text("complete", report)?),
        Some("claim") => Verb::Claim(text("claim", report)?),
        Some("release") => Verb::Release(text("release", report)?),
        Some("act") => Verb::Act(text("act", report)?),
        Some("message") => Verb::Message { name: text("message", report)?, key: text("key", report) },
        Some("enter") => Verb::Enter(text("enter", report)?),
        Some("advance") => Verb::Advance(advance(fields.get("advance")?, report)?),
        Some("card") => Verb::Card { card: text("card", report)?, deed: deed(&fields, report)? },
        Some(_) => Verb::Retry(text("retry", report)?),
    };
    let values = if matches!(verb, Verb::Start) { fields.get("start") } else { fields.get("with") };
    Some(Step {
        line: lines.of_byte(fields.head().start),
        person: text("as", report),
        verb,
        values: values.cloned(),
        reason: text("reason", report),
        within: text("in", report),
        item: fields.get("item").and_then(|node| yaml::whole(node, 0..=9_999, report)),
        documents: fields.get("documents").map_or(Papers::Due, |node| papers(node, report)),
        expect: fields.get("expect").and_then(|node| expect(node, report)).unwrap_or_default(),
    })
}

fn deed(fields: &Fields, report: &mut Diagnostics) -> Option<String> {
    let node = fields.required("do", report)?;
    yaml::one_of(node, &What::CARD_DEEDS, report).map(str::to_owned)
}

/// `none`, or the documents by id.
fn papers(node: &Node, report: &mut Diagnostics) -> Papers {
    if node.as_text() == Some("none") {
        return Papers::None;
    }
    let mut given = Vec::new();
    for (key, node) in node.map(report).unwrap_or_default() {
        let Some(fields) = Fields::read(node, &["number", "dated_on"], report) else { continue };
        let text = |key: &str, report: &mut Diagnostics| fields.get(key).and_then(|node| yaml::text(node, report));
        let dated_on = fields.get("dated_on").and_then(|node| day(node, report));
        given.push(Paper { document: key.text.clone(), number: text("number", report), dated_on });
    }
    Papers::Given(given)
}

/// A civil day as it stands there.
fn day(node: &Node, report: &mut Diagnostics) -> Option<String> {
    let text = yaml::text(node, report)?;
    if text.parse::<Date>().is_err() {
        report.foreign(
            code::VALUE,
            node.span,
            format!("“{text}”不是日期，应写作 2026-03-02"),
            format!("`{text}` is no date; write 2026-03-02"),
        );
    }
    Some(text)
}

fn advance(node: &Node, report: &mut Diagnostics) -> Option<Advance> {
    if let Some(text) = node.as_text() {
        let limit = text.parse::<Limit>();
        if let Err(error) = &limit {
            report.limit(error, node.span);
        }
        return limit.ok().map(|limit| Advance::By(limit.without_roll()));
    }
    let fields = Fields::read(node, &["to"], report)?;
    let to = fields.required("to", report)?;
    moment(to, report).map(Advance::To)
}

fn expect(node: &Node, report: &mut Diagnostics) -> Option<Expect> {
    let fields = Fields::read(
        node,
        &[
            "tasks",
            "state",
            "stage",
            "refused",
            "cards",
            "lives",
            "prompts",
            "clocks",
            "limits",
            "milestone",
            "number",
            "incidents",
        ],
        report,
    )?;
    let list = |key: &str, report: &mut Diagnostics| fields.get(key).map(|node| texts(node, report));
    let text = |key: &str, report: &mut Diagnostics| fields.get(key).and_then(|node| yaml::text(node, report));
    Some(Expect {
        tasks: list("tasks", report),
        state: fields
            .get("state")
            .and_then(|node| yaml::one_of(node, &["running", "ended", "terminated"], report))
            .map(str::to_owned),
        stage: text("stage", report),
        refused: text("refused", report),
        cards: list("cards", report),
        lives: list("lives", report),
        prompts: list("prompts", report),
        clocks: days(&fields, "clocks", report),
        limits: days(&fields, "limits", report),
        milestone: text("milestone", report),
        number: text("number", report),
        incidents: list("incidents", report),
    })
}

fn days(fields: &Fields, key: &str, report: &mut Diagnostics) -> Vec<(String, String)> {
    let entries = fields.get(key).and_then(|node| node.map(report)).unwrap_or_default();
    entries.iter().filter_map(|(key, node)| Some((key.text.clone(), yaml::text(node, report)?))).collect()
}

fn texts(node: &Node, report: &mut Diagnostics) -> Vec<String> {
    node.seq(report).unwrap_or_default().iter().filter_map(|item| yaml::text(item, report)).collect()
}

fn moment(node: &Node, report: &mut Diagnostics) -> Option<DateTime> {
    let text = yaml::text(node, report)?;
    let parsed = text.parse::<DateTime>();
    if parsed.is_err() {
        report.foreign(
            code::VALUE,
            node.span,
            format!("“{text}”不是日期时间，应写作 2026-03-02T09:00"),
            format!("`{text}` is no date and time; write 2026-03-02T09:00"),
        );
    }
    parsed.ok()
}

/// Line starts of a text.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self(std::iter::once(0).chain(starts).collect())
    }

    fn of_byte(&self, byte: usize) -> usize {
        self.0.partition_point(|start| *start <= byte)
    }
}
