//! Cases of the demonstration: scenarios that the departments filed, played by commands on a clock that runs from some
//! weeks ago to now. Which ones, and how far, is data: `processes/demo.yaml`.

use crate::demo_numbers::Numbers;
use anyhow::{Context, Result, anyhow, bail};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};
use mingjing_clock::Calendar;
use mingjing_core::{
    command::Command,
    ids::{CommandId, Hash},
};
use mingjing_model::{Diagnostics, Lang, bundle::Bundle, render, source::Sources, yaml};
use mingjing_runtime::{
    lane::Answer,
    scenario::{
        Scenario,
        documents::Stationery,
        file::{Step, Verb, read},
        run::{calendar_of, instant, reached},
        stage::{Filed, Stage},
        theatre::Theatre,
        values::Moved,
    },
    shell::Engine,
    store::{Answered, Error, MailboxKey, Message, Writer, read::Bundles},
    time::{Clock, SteppedClock},
};
use mingjing_sqlite::SqliteStore;
use std::{collections::BTreeSet, fs, path::Path, sync::Arc};
use tokio::runtime::Handle;
use uuid::Uuid;

/// A case to make.
struct Wanted {
    department: String,
    scenario: String,
    /// Days ago on which it starts; moved to the same day of the week as in the scenario.
    ago: i64,
    /// How many steps are taken; none = all that lie in the past.
    steps: Option<usize>,
    /// Texts of the scenario that stand for others here, e.g. the party's name.
    texts: Vec<(String, String)>,
}

/// A case being made.
struct Making {
    stage: Stage,
    numbers: Numbers,
    scenario: String,
}

/// A step at its moment.
struct Moment {
    at: Timestamp,
    case: usize,
    step: Step,
}

/// The moment before all cases: when the departments filed.
///
/// # Errors
/// When `demo.yaml` cannot be read.
pub fn begin(processes: &Path, now: Timestamp) -> Result<Timestamp> {
    let oldest = wanted(processes)?.iter().map(|wanted| wanted.ago).max().unwrap_or(0);
    Ok(now - SignedDuration::from_hours(24 * (oldest + 8)))
}

/// Makes the cases and says how many.
///
/// # Errors
/// When a scenario cannot be read.
pub async fn make(store: &SqliteStore, bundles: &[Bundle], processes: &Path, now: Timestamp) -> Result<usize> {
    let (cases, moments) = planned(store, bundles, processes, now).await?;
    let clock = Arc::new(SteppedClock::at(begin(processes, now)?));
    let writer: Box<dyn Writer> = Box::new(store.writer().await?);
    let engine = Engine::start(vec![writer], crate::serve::decode(), clock.clone());
    let theatre = Live { store: store.clone(), engine, clock, handle: Handle::current() };
    let made = cases.len();
    tokio::task::spawn_blocking(move || play(theatre, cases, moments, now)).await??;
    Ok(made)
}

fn play(mut theatre: Live, mut cases: Vec<Making>, moments: Vec<Moment>, now: Timestamp) -> Result<()> {
    let mut over = BTreeSet::new();
    for Moment { at, case, step } in moments {
        theatre.advance(at)?;
        if over.contains(&case) {
            continue;
        }
        let Making { stage, numbers, scenario } = &mut cases[case];
        let came = stage.take(&mut theatre, &step)?;
        numbers.learn(&theatre, stage)?;
        if let (Err(codes), None) = (&came, &step.expect.refused) {
            // Moved into other weeks, holidays fall elsewhere and a term may not have ended yet: the case stays here.
            tracing::info!(scenario, line = step.line, "a demonstration case stays where it is: {}", codes.join(", "));
            over.insert(case);
        }
    }
    theatre.advance(now)?;
    let Live { engine, handle, .. } = theatre;
    handle.block_on(engine.shutdown());
    Ok(())
}

/// The cases, and all their steps in order of time.
async fn planned(
    store: &SqliteStore,
    bundles: &[Bundle],
    processes: &Path,
    now: Timestamp,
) -> Result<(Vec<Making>, Vec<Moment>)> {
    let (mut cases, mut moments) = (Vec::new(), Vec::new());
    let mut filed = Vec::new();
    for bundle in bundles {
        let organ = bundle.organ.organ.clone();
        let tenant = store.tenant_of(&organ).await?.context("the department has no tenant")?;
        let definitions = bundle.definitions.iter().cloned().map(Arc::new).collect();
        filed.push(Filed { organ, bundle: Hash(bundle.hash()), tenant, definitions });
    }
    let filed = Arc::new(filed);
    for wanted in wanted(processes)? {
        let bundle = bundles.iter().find(|bundle| bundle.organ.organ == wanted.department);
        let bundle = bundle
            .ok_or_else(|| anyhow!("demo.yaml names the department `{}`, which has no folder", wanted.department))?;
        let file =
            processes.join(&wanted.department).join("scenarios").join(format!("{}.scenario.yaml", wanted.scenario));
        let scenario = scenario(&file)?;
        let definition = bundle.definitions.iter().find(|definition| definition.process == scenario.process);
        let definition = Arc::new(definition.ok_or_else(|| anyhow!("`{}` is not filed", scenario.process))?.clone());
        let calendar = calendar_of(&definition, bundle)?;
        let days = days_to_move(&scenario, now, wanted.ago, &calendar)?;
        let tenant = store.tenant_of(&wanted.department).await?.context("the department has no tenant")?;
        moments.extend(timed(&scenario, days, &calendar, now, wanted.steps, cases.len())?);
        let organ = wanted.department.clone();
        let stage = Stage {
            definition,
            bundle: Hash(bundle.hash()),
            tenant,
            organ,
            case: None,
            moved: Moved { days, texts: wanted.texts },
            filed: filed.clone(),
            stationery: Stationery::of(calendar.zone()),
        };
        cases.push(Making { stage, numbers: Numbers::of(scenario.at.year()), scenario: wanted.scenario });
    }
    moments.sort_by_key(|moment| moment.at);
    Ok((cases, moments))
}

/// Whole weeks, so that working days stay working days as far as holidays allow.
fn days_to_move(scenario: &Scenario, now: Timestamp, ago: i64, calendar: &Calendar) -> Result<i32> {
    let today: Date = calendar.zone().to_datetime(now).date();
    let from = scenario.at.date();
    let wanted = today.checked_sub(ago.days())?.since(from)?.get_days();
    Ok(wanted.div_euclid(7) * 7)
}

/// The steps that lie in the past, each at its moment.
fn timed(
    scenario: &Scenario,
    days: i32,
    calendar: &Calendar,
    now: Timestamp,
    most: Option<usize>,
    case: usize,
) -> Result<Vec<Moment>> {
    let mut at = instant(scenario.at.checked_add(days.days())?, calendar)?;
    let mut moments = Vec::new();
    for step in &scenario.steps {
        if let Verb::Advance(advance) = &step.verb {
            let moved = match advance {
                mingjing_runtime::scenario::file::Advance::To(moment) => {
                    mingjing_runtime::scenario::file::Advance::To(moment.checked_add(days.days())?)
                }
                by => by.clone(),
            };
            at = reached(at, &moved, calendar)?;
        } else if !matches!(step.verb, Verb::Nothing) {
            if at > now || most.is_some_and(|most| moments.len() >= most) {
                break;
            }
            // A second between the steps of one moment: two cases never act at exactly the same time.
            at += SignedDuration::from_secs(1);
            moments.push(Moment { at, case, step: step.clone() });
        }
    }
    Ok(moments)
}

fn wanted(processes: &Path) -> Result<Vec<Wanted>> {
    let path = processes.join("demo.yaml");
    if !path.exists() {
        return Ok(Vec::new());
    }
    let (text, mut sources, mut report) = (read_text(&path)?, Sources::new(), Diagnostics::new());
    let file = sources.add(path.display().to_string(), &text);
    let root = yaml::parse(file, &text, &mut report);
    let items =
        root.as_ref().and_then(|root| root.get("cases")).and_then(|cases| cases.seq(&mut report)).unwrap_or_default();
    let mut cases = Vec::new();
    for item in items {
        let Some(fields) = yaml::Fields::read(item, &["department", "scenario", "ago", "steps", "with"], &mut report)
        else {
            continue;
        };
        let text = |key: &str, report: &mut Diagnostics| {
            fields.required(key, report).and_then(|node| yaml::text(node, report))
        };
        let (department, scenario) = (text("department", &mut report), text("scenario", &mut report));
        let ago = fields.required("ago", &mut report).and_then(|node| yaml::whole(node, 0..=3_650, &mut report));
        let steps = fields.get("steps").and_then(|node| yaml::whole(node, 1..=10_000, &mut report));
        let with = fields.get("with").and_then(|node| node.map(&mut report)).unwrap_or_default();
        let texts =
            with.iter().filter_map(|(key, node)| Some((key.text.clone(), yaml::text(node, &mut report)?))).collect();
        if let (Some(department), Some(scenario), Some(ago)) = (department, scenario, ago) {
            let steps = steps.map(|steps| steps as usize);
            cases.push(Wanted { department, scenario, ago: i64::from(ago), steps, texts });
        }
    }
    sound(&sources, report)?;
    Ok(cases)
}

fn scenario(path: &Path) -> Result<Scenario> {
    let (text, mut sources, mut report) = (read_text(path)?, Sources::new(), Diagnostics::new());
    let file = sources.add(path.display().to_string(), &text);
    let scenario = read(file, &text, &mut report);
    sound(&sources, report)?;
    scenario.with_context(|| format!("`{}` is no scenario", path.display()))
}

fn sound(sources: &Sources, report: Diagnostics) -> Result<()> {
    if report.has_errors() {
        bail!("{}", render::text(&report.into_sorted(), sources, Lang::Zh, &crate::check::renderer()));
    }
    Ok(())
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("reading `{}`", path.display()))
}

/// The real engine on a real store, on a clock moved by hand. Lives on a thread that may wait.
struct Live {
    store: SqliteStore,
    engine: Engine,
    clock: Arc<SteppedClock>,
    handle: Handle,
}

impl Theatre for Live {
    type Store = SqliteStore;

    fn store(&self) -> &SqliteStore {
        &self.store
    }

    fn wait<T>(&self, answered: Answered<'_, T>) -> Result<T, Error> {
        self.handle.block_on(answered)
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn command_id(&mut self) -> CommandId {
        CommandId(Uuid::now_v7())
    }

    fn send(&mut self, command: Command) -> Option<Answer> {
        Some(self.handle.block_on(self.engine.send(command)))
    }

    fn publish(&mut self, mailbox: MailboxKey, message: Message) -> Option<Answer> {
        Some(self.handle.block_on(self.engine.publish(mailbox, message)))
    }

    fn settle(&mut self) {
        self.handle.block_on(self.engine.settle());
    }

    /// Day by day, so that what falls due on the way is carried out on its day.
    fn advance(&mut self, to: Timestamp) -> Result<(), Error> {
        let day = SignedDuration::from_hours(24);
        while self.clock.now() < to {
            self.clock.move_to((self.clock.now() + day).min(to));
            self.handle.block_on(self.engine.settle());
        }
        Ok(())
    }
}
