//! Runs of many seeds over every department, and what they reached.

use crate::{
    days::Days,
    house::House,
    law::{self, Breach},
    player::Game,
    story::Story,
    support::filed::departments,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::atomic::{AtomicU64, Ordering},
    thread,
    time::Instant,
};

/// Runs of all departments together where `MJ_RUNS` says nothing.
const RUNS: u64 = 100;
/// From so many runs on every task must have been completed, of the processes of which there were cases enough.
const RUNS_FOR_ALL_TASKS: u64 = 3_000;
/// Cases of a process that are enough to expect it.
const CASES_FOR_ALL_TASKS: u64 = 500;
/// Cases of penalties with a decision, at least, of a hundred that were filed: a player who decides nothing proves nothing.
const DECIDED_MIN: u64 = 25;
/// Threads.
const THREADS: u64 = 2;

/// What a run came to.
pub struct Outcome {
    pub breaches: Vec<Breach>,
    pub wrong: BTreeSet<String>,
    pub tally: Tally,
    /// What happened, for people.
    pub log: String,
}

/// What runs met.
#[derive(Default)]
pub struct Tally {
    pub runs: u64,
    pub cases: u64,
    /// Milestones that cases reached, by process.
    reached: BTreeMap<(String, String), u64>,
    /// Cases by process.
    of: BTreeMap<String, u64>,
    /// Tasks that were completed, by process.
    done: BTreeSet<(String, String)>,
    refused: BTreeMap<String, u64>,
}

/// Plays the run of a seed, which is after these nodes of penalties first, and judges it.
pub fn run(house: &House, days: &Days, seed: u64, told: bool, nodes: &[&str]) -> Outcome {
    let game = Game::play(house, seed, told, (law::names::PENALTIES, nodes));
    let state = game.world.store.state();
    let read = |case: &crate::player::Case| Story::read(house, days, &game.roster, &state, case.instance);
    let stories: Vec<Story> = game.cases.iter().map(read).collect();
    let breaches = law::breaches(&stories);
    let mut log = String::new();
    if let Some(told) = &game.log {
        log = told.join("\n");
        stories.iter().for_each(|story| log += &format!("\n--- {}\n{}", story.process, story.lines.join("\n")));
    }
    let mut tally = Tally { runs: 1, refused: game.words.met.clone(), ..Tally::default() };
    stories.iter().for_each(|story| tally.count(story));
    Outcome { breaches, wrong: game.words.wrong.clone(), tally, log }
}

impl Tally {
    fn count(&mut self, story: &Story) {
        let process = || story.process.clone();
        self.cases += 1;
        *self.of.entry(process()).or_default() += 1;
        let reached: BTreeSet<&String> = story.milestones.iter().map(|(_, _, id)| id).collect();
        reached.into_iter().for_each(|id| *self.reached.entry((process(), id.clone())).or_default() += 1);
        let done = story.deeds.iter().filter_map(|deed| story.tasks.get(&deed.task?));
        self.done.extend(done.map(|task| (process(), task.node.clone())));
    }

    fn add(&mut self, other: Tally) {
        self.runs += other.runs;
        self.cases += other.cases;
        other.reached.into_iter().for_each(|(key, count)| *self.reached.entry(key).or_default() += count);
        other.of.into_iter().for_each(|(key, count)| *self.of.entry(key).or_default() += count);
        other.refused.into_iter().for_each(|(key, count)| *self.refused.entry(key).or_default() += count);
        self.done.extend(other.done);
    }

    /// Tasks of the department that nobody has completed.
    fn missing(&self, house: &House) -> Vec<(String, String)> {
        let mut missing = Vec::new();
        for definition in &house.definitions {
            let tasks = definition.nodes.iter().filter(|node| node.lane.is_some() && !node.incoming.is_empty());
            let ids = tasks.map(|node| (definition.process.clone(), node.id.clone()));
            missing.extend(ids.filter(|id| !self.done.contains(id)));
        }
        missing
    }

    /// Cases of penalties with a decision, of a hundred that were filed.
    fn decided(&self) -> u64 {
        let reached = |milestone: &str| {
            let key = (law::names::PENALTIES.to_owned(), milestone.to_owned());
            self.reached.get(&key).copied().unwrap_or_default()
        };
        reached(law::names::DECIDED) * 100 / reached(law::names::FILED).max(1)
    }

    fn print(&self, house: &House) {
        println!("{}: {} runs, {} cases {:?}", house.organ(), self.runs, self.cases, self.of);
        println!("  reached {:?}", self.reached.iter().map(|((_, id), count)| (id, count)).collect::<Vec<_>>());
        println!("  refused {:?}", self.refused);
        for definition in &house.definitions {
            let tasks = definition.nodes.iter().filter(|node| node.lane.is_some() && !node.incoming.is_empty()).count();
            let done = self.done.iter().filter(|(process, _)| *process == definition.process).count();
            println!("  {}: {done} of {tasks} tasks completed", definition.process);
        }
        println!("  tasks that nobody completed: {:?}", self.missing(house));
    }
}

pub fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// Seeds that failed once.
fn known() -> Vec<u64> {
    let lines = include_str!("seeds.txt").lines();
    lines.filter_map(|line| line.split_whitespace().next()?.parse().ok()).collect()
}

#[test]
fn slow_random_acts_never_get_round_the_law() {
    let only = number("MJ_SEED");
    let (from, runs) = (number("MJ_FROM").unwrap_or(0), number("MJ_RUNS").unwrap_or(RUNS));
    let departments = departments();
    let seeds = match only {
        Some(seed) => vec![seed],
        None => known().into_iter().chain((from..).take(runs as usize / departments.len())).collect(),
    };
    let mut wrong = Vec::new();
    for filed in departments {
        let house = House::open(&filed).unwrap_or_else(|errors| panic!("{errors}"));
        let (days, began) = (Days::of(&house.bundle), Instant::now());
        let (tally, failed) = all(&house, &days, &seeds, only.is_some());
        tally.print(&house);
        let seconds = began.elapsed().as_secs_f64();
        println!(
            "  {} of a hundred filed cases decided; {:.1} runs a second",
            tally.decided(),
            tally.runs as f64 / seconds
        );
        wrong.extend(failed.into_iter().map(|line| format!("{}: {line}", house.organ())));
        if only.is_none() && runs >= RUNS && tally.decided() < DECIDED_MIN {
            wrong.push(format!("{}: too few cases are decided: the player proves nothing", house.organ()));
        }
        if only.is_none() && runs >= RUNS_FOR_ALL_TASKS {
            let often = |process: &str| tally.of.get(process).is_some_and(|cases| *cases >= CASES_FOR_ALL_TASKS);
            let missing = tally.missing(&house).into_iter().filter(|(process, _)| often(process));
            wrong.extend(missing.map(|(process, task)| format!("nobody completes {process}: {task}")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Plays all seeds; what failed, a line a seed.
fn all(house: &House, days: &Days, seeds: &[u64], told: bool) -> (Tally, Vec<String>) {
    let next = AtomicU64::new(0);
    let work = || {
        let (mut tally, mut failed) = (Tally::default(), Vec::new());
        while let Some(seed) = seeds.get(next.fetch_add(1, Ordering::Relaxed) as usize) {
            let outcome = run(house, days, *seed, told, &[]);
            if told {
                println!("{}", outcome.log);
            }
            if !outcome.breaches.is_empty() || !outcome.wrong.is_empty() {
                failed.push(format!("seed {seed}: {:?} {:?}", outcome.breaches, outcome.wrong));
            }
            tally.add(outcome.tally);
        }
        (tally, failed)
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        let mut whole = (Tally::default(), Vec::new());
        for thread in threads {
            let (tally, failed) = thread.join().unwrap();
            whole.0.add(tally);
            whole.1.extend(failed);
        }
        whole
    })
}
