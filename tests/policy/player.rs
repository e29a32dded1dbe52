//! Random acts by random people over a filed department, in virtual time. One seed owns everything that happens. The player
//! knows no process: what is open, who may act and what a form asks for it reads off the store and the definition.

use crate::{
    aim::{Aim, CHANCE, NOWHERE},
    house::House,
    letters,
    memory::Memory,
    papers,
    pen::{Habits, Pen},
    roster::Roster,
    support::chance::Chance,
    words::Words,
};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::date};
use mingjing_core::{
    command::{Actor, Command, TaskRef, What},
    ids::{InstanceId, PersonId, Tenant},
    rows::{CaseRow, CaseState, Row, TaskRow},
};
use mingjing_expr::Value;
use mingjing_model::definition::{Act, Definition, Form, FormIx, LaneIx};
use mingjing_runtime::{
    control,
    lane::Answer,
    scenario::{theatre::Theatre, world::World},
};
use std::{
    collections::{BTreeMap, VecDeque},
    sync::Arc,
};

/// Acts of a run, at most.
const ACTS_MAX: u64 = 400;
/// Cases of a run, at most.
const CASES_MAX: u64 = 3;
/// Commands that may be repeated: the last ones.
const REPEATABLE: usize = 12;

/// A case of a run.
pub struct Case {
    pub instance: InstanceId,
    pub definition: Arc<Definition>,
    pub memory: Memory,
}

/// A run: what it played, and what it met on the way.
pub struct Game<'a> {
    pub house: &'a House,
    pub roster: Roster,
    pub world: World,
    pub cases: Vec<Case>,
    /// Answers that are not worded well, and answers that no act may get.
    pub words: Words,
    /// What was done, for people who want to know.
    pub log: Option<Vec<String>>,
    pub tenant: Tenant,
    pub chance: Chance,
    pub habits: Habits,
    pub aim: Aim,
    /// What it is after next.
    aims: VecDeque<Aim>,
    /// Fields at fault in what was tried last.
    pub faults: Vec<String>,
    sent: Vec<(Command, Answer)>,
    count: u64,
}

impl<'a> Game<'a> {
    /// Plays the run of a seed; `told` keeps its log. It is after these nodes of a process first, one after the other.
    pub fn play(house: &'a House, seed: u64, told: bool, (process, nodes): (&str, &[&str])) -> Self {
        let mut chance = Chance::new(seed);
        let day = date(2026, 1, 1).checked_add((chance.below(430) as i64).days()).unwrap();
        let now = house.zone.to_timestamp(day.at(chance.below(24) as i8, 0, 0, 0)).unwrap();
        let roster = Roster::draw(house, &mut chance, day);
        let (world, tenant) = house.world(now, &roster);
        let habits = Habits::draw(&mut chance);
        let mut aims: VecDeque<Aim> = nodes.iter().filter_map(|node| Aim::to(house, process, node)).collect();
        let aim = aims.pop_front().unwrap_or_else(|| Aim::draw(house, &mut chance));
        let log = told.then(|| vec![format!("seed {seed}, {now}, {habits:?}; {}", aim.told())]);
        let (cases, sent) = (Vec::new(), Vec::new());
        let mut game = Self {
            house,
            roster,
            world,
            cases,
            words: Words::default(),
            log,
            tenant,
            chance,
            habits,
            aim,
            aims,
            faults: Vec::new(),
            sent,
            count: 0,
        };
        let wanted = 1 + game.chance.below(CASES_MAX) as usize;
        for _ in 0..ACTS_MAX {
            game.act(wanted);
            game.adopt();
            if game.cases.len() >= wanted && game.open_cases() == 0 {
                break;
            }
        }
        game
    }

    fn act(&mut self, wanted: usize) {
        if self.cases.len() < wanted && (self.cases.is_empty() || self.chance.once_in(8)) {
            return self.begin();
        }
        if self.chance.below(1000) < self.habits.restless {
            return self.ask(false);
        }
        let tasks = self.tasks();
        match self.chance.below(100) {
            0..=2 => self.again(),
            3..=9 => self.message(),
            10..=19 => self.pass_time(),
            20..=27 if self.chance.percent(self.habits.aimed) => self.ask(true),
            _ if tasks.is_empty() && self.chance.percent(40) => self.message(),
            _ if tasks.is_empty() => self.pass_time(),
            _ => {
                let far = |game: &Self, task: &TaskRow| game.far(task.instance, &task.node);
                if let Some(task) = self.nearest(&tasks, far) {
                    self.work(&task);
                }
            }
        }
    }

    /// One of these: often the nearest to the aim, or one of the nearest.
    pub fn nearest<T: Clone>(&mut self, from: &[T], far: impl Fn(&Self, &T) -> u32) -> Option<T> {
        if !self.chance.percent(self.habits.aimed) || self.chance.percent(30) {
            return self.chance.pick(from).cloned();
        }
        let least = from.iter().map(|one| far(self, one)).min();
        let near: Vec<&T> = from.iter().filter(|one| Some(far(self, one)) == least).collect();
        self.chance.pick(&near).map(|one| (*one).clone())
    }

    /// How far a node of a case is from the aim.
    fn far(&self, instance: InstanceId, node: &str) -> u32 {
        let case = self.cases.iter().find(|case| case.instance == instance);
        case.map_or(NOWHERE, |case| self.aim.distance_of(&case.definition, node))
    }

    /// Goes on to the next aim, if this was the one.
    pub fn reached(&mut self, process: &str, node: &str) {
        if self.aim.is(process, node) {
            self.aim = self.aims.pop_front().unwrap_or_else(|| Aim::draw(self.house, &mut self.chance));
        }
    }

    fn open_cases(&self) -> usize {
        let open = |row: &&Row| matches!(row, Row::Case(case) if case.state == CaseState::Running);
        self.world.store.state().rows.values().filter(open).count()
    }

    /// Takes up the cases that messages of other cases have started.
    fn adopt(&mut self) {
        let known = |case: &CaseRow| self.cases.iter().any(|one| one.instance == case.instance);
        let row = |row: &Row| match row {
            Row::Case(case) if !known(case) => Some(case.clone()),
            _ => None,
        };
        let rows: Vec<CaseRow> = self.world.store.state().rows.values().filter_map(row).collect();
        for row in rows {
            let definition = self.house.definitions.iter().find(|one| one.process == row.process).cloned();
            let is_own = row.organ == self.house.organ();
            if let Some(definition) = definition.filter(|_| is_own) {
                self.cases.push(Case { instance: row.instance, definition, memory: Memory::default() });
            }
        }
    }

    /// What the case said, with its teams as they are now.
    pub fn memory(&self, at: usize) -> Memory {
        let case = &self.cases[at];
        let mut memory = case.memory.clone();
        let state = self.world.store.state();
        let stored = state.instances.get(&case.instance).and_then(|(_, bytes, _)| control::decode(bytes).ok());
        for (lane, people) in stored.map(|instance| instance.teams).unwrap_or_default() {
            let people = people.iter().map(|person| person.as_str().to_owned()).collect();
            memory.teams.insert(case.definition.lane(lane).id.clone(), people);
        }
        memory
    }

    fn tasks(&self) -> Vec<TaskRow> {
        let task = |row: &Row| if let Row::Task(task) = row { Some(task.clone()) } else { None };
        self.world.store.state().rows.values().filter_map(task).collect()
    }

    /// The unit that handles a case.
    pub fn unit(&self, instance: InstanceId) -> Option<String> {
        let unit = |row: &Row| match row {
            Row::Case(case) if case.instance == instance => case.unit.clone(),
            _ => None,
        };
        self.world.store.state().rows.values().find_map(unit)
    }

    // --- tasks ----------------------------------------------------------------------------------------------------

    /// Somebody does something with a task.
    fn work(&mut self, task: &TaskRow) {
        let person = if self.chance.percent(85) { self.right_person(task) } else { self.anybody() };
        let mut reference = TaskRef { key: task.key, revision: task.revision };
        if self.chance.once_in(40) {
            reference.revision = reference.revision.wrapping_add(self.chance.below(3) as u32).wrapping_sub(1);
        }
        match self.chance.below(100) {
            0..=2 => drop(self.command(task.instance, &person, What::ReleaseTask(reference))),
            3..=7 => drop(self.command(task.instance, &person, What::ClaimTask(reference))),
            _ => self.complete(task, &person, reference),
        }
    }

    fn complete(&mut self, task: &TaskRow, person: &str, mut reference: TaskRef) {
        let Some(at) = self.cases.iter().position(|case| case.instance == task.instance) else { return };
        if task.assignee.is_none() && !self.chance.once_in(30) {
            let claimed =
                matches!(self.command(task.instance, person, What::ClaimTask(reference)), Answer::Done { .. });
            if !claimed && !self.chance.once_in(8) {
                return;
            }
            let now = self.tasks().into_iter().find(|row| (row.instance, row.key) == (task.instance, task.key));
            reference.revision = now.map_or(reference.revision, |row| row.revision);
        }
        let definition = self.cases[at].definition.clone();
        let Some(node) = definition.node_by_id(&task.node) else { return };
        let form = definition.node(node).form;
        let (memory, unit) = (self.memory(at), self.unit(task.instance));
        let made = self.best(&definition, self.aim.distance(&definition, node), |game, before| {
            let submission = game.submission(&definition, &memory, form, unit.as_deref(), before)?;
            let day = game.house.day(game.world.now);
            let documents = papers::entered(&definition, node, &game.habits, &mut game.chance, day);
            let what = What::CompleteTask { task: reference, submission: submission.typed.clone(), documents };
            Some((game.of(task.instance, person, what), submission))
        });
        let Some((command, submission)) = made else { return };
        if matches!(self.send(command), Answer::Done { .. }) {
            submission.keep(&mut self.cases[at].memory);
            self.reached(&definition.process, &task.node);
        }
    }

    /// Its holder, mostly; else somebody of the team or of the role.
    fn right_person(&mut self, task: &TaskRow) -> String {
        if let Some(holder) = task.assignee.as_ref().filter(|_| !self.chance.once_in(12)) {
            return holder.as_str().to_owned();
        }
        let day = self.house.day(self.world.now);
        let mut able = self.roster.holders(&task.role, task.unit.as_deref(), day);
        able.retain(|person| {
            let is = |other: &PersonId| other.as_str() == person;
            task.team.as_ref().is_none_or(|team| team.iter().any(is)) && !task.excluded.iter().any(is)
        });
        match self.chance.pick(&able) {
            Some(person) => person.clone(),
            None => self.anybody(),
        }
    }

    // --- acts of the case, messages -------------------------------------------------------------------------------

    /// Somebody asks for an act: any, or one by which the aim is nearer than by every open task.
    fn ask(&mut self, nearer: bool) {
        if self.cases.is_empty() {
            return;
        }
        let at = self.chance.position(self.cases.len());
        let (instance, definition) = (self.cases[at].instance, self.cases[at].definition.clone());
        let far = |game: &Self, act: &Act| game.aim.distance(&definition, act.start);
        let tasks = self.tasks();
        let own = tasks.iter().filter(|task| task.instance == instance);
        let least = own.map(|task| self.far(instance, &task.node)).min().unwrap_or(NOWHERE);
        let able = |act: &&Act| !nearer || far(self, act).saturating_add(CHANCE) <= least;
        let acts: Vec<Act> = definition.acts.iter().filter(able).cloned().collect();
        let Some(act) = self.nearest(&acts, far) else { return };
        let (memory, unit) = (self.memory(at), self.unit(instance));
        let person = self.of_lane(&definition, act.lane, &memory);
        let made = self.best(&definition, self.aim.distance(&definition, act.start), |game, before| {
            let submission = game.submission(&definition, &memory, act.form, unit.as_deref(), before)?;
            let what = What::RequestAct { act: act.id.clone(), submission: submission.typed.clone() };
            Some((game.of(instance, &person, what), submission))
        });
        let Some((command, submission)) = made else { return };
        if matches!(self.send(command), Answer::Done { .. }) {
            submission.keep(&mut self.cases[at].memory);
        }
    }

    /// Somebody of the lane: of its team, where one is named.
    pub fn of_lane(&mut self, definition: &Definition, lane: LaneIx, memory: &Memory) -> String {
        let lane = definition.lane(lane);
        let team = memory.team(&lane.id).map(<[String]>::to_vec).unwrap_or_default();
        match self.chance.pick(&team) {
            Some(person) if self.chance.percent(90) => person.clone(),
            _ => self.person(&lane.role, None),
        }
    }

    // --- time -----------------------------------------------------------------------------------------------------

    /// Hours, days, months, or up to the next timer: just before it, at it, just after it.
    fn pass_time(&mut self) {
        let now = self.world.now;
        let timer = |row: &Row| if let Row::Timer(row) = row { Some(row.due_at) } else { None };
        let next = self.world.store.state().rows.values().filter_map(timer).filter(|due| *due > now).min();
        let hours = |hours: u64| now + SignedDuration::from_hours(hours as i64);
        let to: Timestamp = match (self.chance.below(10), next) {
            (0..=2, Some(due)) => due + SignedDuration::from_secs(self.chance.below(3) as i64 - 1),
            (9, _) => hours(24 * (20 + self.chance.below(80))),
            (7..=8, _) | (0..=2, None) => hours(1 + self.chance.below(24 * 9)),
            _ => hours(1 + self.chance.below(30)),
        };
        self.world.advance(to.max(now)).unwrap();
        self.note(|| format!("time is {to}"));
    }

    // --- sending --------------------------------------------------------------------------------------------------

    /// A command that was sent before, as it was or with another content under its id.
    fn again(&mut self) {
        let Some((command, first)) = self.chance.pick(&self.sent).cloned() else { return };
        let mut command = command;
        let same = !self.chance.once_in(4);
        if !same {
            command.reason = Some("另一理由".to_owned());
        }
        let answer = self.world.send(command).unwrap();
        self.note(|| format!("the same id again: {answer:?}"));
        self.words.repeated(&first, &answer, same);
    }

    fn command(&mut self, instance: InstanceId, person: &str, what: What) -> Answer {
        let command = self.of(instance, person, what);
        self.send(command)
    }

    /// A command to a case.
    pub fn of(&mut self, instance: InstanceId, person: &str, what: What) -> Command {
        let (id, reason) = (self.world.command_id(), self.reason());
        Command { id, actor: actor(person), instance, what, reason, salt: id.0.into_bytes() }
    }

    pub fn send(&mut self, command: Command) -> Answer {
        let answer = self.world.send(command.clone()).unwrap();
        let Command { what, actor, reason, .. } = &command;
        self.note(|| format!("{what:?} by {actor:?}: {reason:?}\n      → {answer:?}"));
        self.words.look(&answer);
        self.sent.push((command, answer.clone()));
        if self.sent.len() > REPEATABLE {
            self.sent.remove(0);
        }
        answer
    }

    pub fn note(&mut self, line: impl FnOnce() -> String) {
        if let Some(log) = &mut self.log {
            log.push(line());
        }
    }

    pub fn reason(&mut self) -> Option<String> {
        match self.chance.below(10) {
            0..=6 => Some("理由如下".to_owned()),
            7 => Some("  ".to_owned()),
            _ => None,
        }
    }

    /// What is handed in, past the door, new or with some other answers than before; none if the door refuses it, which is an answer too.
    pub fn submission(
        &mut self,
        definition: &Definition,
        memory: &Memory,
        form: Option<FormIx>,
        unit: Option<&str>,
        before: Option<&Filled>,
    ) -> Option<Filled> {
        let Some(form) = form.map(|form| definition.form(form)) else { return Some(Filled::nothing()) };
        let today = self.house.day(self.world.now);
        self.count += 1000;
        let pen = Pen {
            chance: &mut self.chance,
            habits: &self.habits,
            memory,
            roster: &self.roster,
            house: self.house,
            definition,
            unit,
            today,
            keys: letters::keys(&self.world),
            count: self.count,
            form: String::new(),
            who: None,
            recording: None,
            event_at: None,
        };
        let written = match before {
            None => pen.fill(form),
            Some(before) => pen.fill_again(form, &before.written, &self.faults),
        };
        match self.house.door(form).read(&written.to_string()) {
            Ok(typed) => {
                let form = Some((form.clone(), self.house.schema(form).clone()));
                Some(Filled { form, written, typed })
            }
            Err(errors) => {
                self.note(|| format!("the door: {written}\n      → {errors:?}"));
                self.words.at_the_door(&errors);
                None
            }
        }
    }

    pub fn anybody(&mut self) -> String {
        self.chance.pick(&self.roster.members).map(|member| member.id.clone()).unwrap_or_default()
    }

    pub fn person(&mut self, role: &str, unit: Option<&str>) -> String {
        let holders = self.roster.holders(role, unit, self.house.day(self.world.now));
        match self.chance.pick(&holders) {
            Some(person) if !self.chance.once_in(12) => person.clone(),
            _ => self.anybody(),
        }
    }
}

/// A submission as it was written and as it was read.
#[derive(Clone)]
pub struct Filled {
    /// The form with its schema.
    form: Option<(Form, serde_json::Value)>,
    written: serde_json::Value,
    pub typed: Value,
}

impl Filled {
    pub fn nothing() -> Self {
        Self { form: None, written: serde_json::Value::Null, typed: Value::Map(BTreeMap::new()) }
    }

    pub fn keep(&self, memory: &mut Memory) {
        if let Some((form, schema)) = &self.form {
            memory.keep(form, schema, &self.written);
        }
    }
}

pub fn actor(person: &str) -> Actor {
    Actor::Person(PersonId::new(person))
}
