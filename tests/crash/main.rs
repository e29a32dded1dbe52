//! What was acknowledged is kept, whenever the process dies: eight clients work on cases through the API while the server is
//! killed again and again, also in the middle of a request, of its own start, and of a move of the clock.
//!
//! - [`world`]: what the clients and the one who kills share: the address, the day, beats, who waits;
//! - [`client`]: a client, which walks cases from start to archive and keeps every acknowledgement;
//! - [`ledger`]: the acknowledgements, compared with the store at the end.
//!
//! A kill (SIGKILL) takes the process, not what the kernel already holds: that commits reach the disk is the store's
//! `synchronous=FULL`, which this test does not prove.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a failure here is a failed test"
)]

mod client;
mod ledger;
#[path = "../support/mod.rs"]
mod support;
mod world;

use jiff::{SignedDuration, Timestamp};
use std::{path::Path, thread, time::Instant};
use support::{
    chance::Chance,
    client::{Ask, Client},
    program::{Server, prepared, run, tomorrow},
};
use world::{Next, World};

/// Clients that work at the same time.
const CLIENTS: u64 = 8;
/// Kills at least.
pub const KILLS: u64 = 36;
/// At most so many beats (a request goes out, an answer comes in) from one kill to the next.
const BEATS_MAX: u64 = 140;
/// Thread switches, at most, between the beat that brings a kill and the kill: they spread it over the life of a request.
const SWITCHES_MAX: u64 = 400;
/// One start in so many is killed before it listens.
const START_KILLED_ONCE_IN: u64 = 5;
/// How far the clock moves at a time: beyond every term that cases wait for, also over the longest holidays.
const MOVE: SignedDuration = SignedDuration::from_hours(31 * 24);

/// Another seed may be given by `MJ_SEED`; a failure prints the one that it had.
fn seed() -> u64 {
    std::env::var("MJ_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20_260_302)
}

#[test]
fn slow_every_acknowledged_command_survives_kills_exactly_once() {
    let (seed, began) = (seed(), Instant::now());
    println!("seed {seed}");
    let data = prepared();
    let world = World::new();
    let (ledgers, driven) = thread::scope(|scope| {
        let clients: Vec<_> = (0..CLIENTS)
            .map(|nth| (nth, &world))
            .map(|(nth, world)| scope.spawn(move || client::work(world, seed, nth)))
            .collect();
        let driven = world.guarded(|| Driver::new(data.path(), &world, seed).drive());
        let ledgers: Vec<_> = clients.into_iter().map(|client| client.join().expect("a client failed")).collect();
        (ledgers, driven)
    });
    let ledger = ledger::joined(ledgers);
    let proof = run(&["verify", "--data", data.path().to_str().unwrap()]);
    let said = String::from_utf8_lossy(&proof.stdout);
    assert!(proof.status.success() && said.contains("the history holds"), "seed {seed}: {said}");
    let kept = ledger::check(&ledger, &driven.lengths, driven.now, data.path());
    println!(
        "{} kills ({} of a start, {} of a move of the clock), {} commands acknowledged, {} sent anew after a lost \
         connection, {} of them committed before the kill, {} answers asked for again, {} cases, {} started by them, {} timers, {:.1} s",
        driven.kills,
        driven.starts,
        driven.moves,
        ledger.acknowledged.len(),
        ledger.lost,
        kept.in_doubt,
        ledger.repeated,
        kept.cases,
        kept.started,
        kept.timers,
        began.elapsed().as_secs_f64()
    );
    assert!(driven.kills >= KILLS, "seed {seed}: only {} kills", driven.kills);
    assert!(ledger.lost > 0, "seed {seed}: no kill hit a request");
    assert!(kept.in_doubt > 0, "seed {seed}: no kill fell between a commit and its answer");
}

/// How often what was killed.
#[derive(Default)]
struct Driven {
    kills: u64,
    starts: u64,
    moves: u64,
    /// Kills before each start, and the length of the log at it.
    lengths: Vec<(u64, u64)>,
    /// Where the clock stood at last.
    now: Timestamp,
}

/// Starts, kills, moves the clock.
struct Driver<'a> {
    data: &'a Path,
    world: &'a World,
    chance: Chance,
    now: Timestamp,
    driven: Driven,
    moved: u64,
}

impl<'a> Driver<'a> {
    fn new(data: &'a Path, world: &'a World, seed: u64) -> Self {
        Self { data, world, chance: Chance::new(seed), now: tomorrow(), driven: Driven::default(), moved: 0 }
    }

    /// Until every client is done.
    fn drive(mut self) -> Driven {
        let mut server = self.start();
        loop {
            let beats = 1 + self.chance.below(BEATS_MAX);
            match self.world.after(beats) {
                Next::Done => {
                    // Once more, so that what was on the way arrives.
                    self.kill(server);
                    let last = self.start();
                    self.world.down();
                    last.kill();
                    self.driven.now = self.now;
                    return self.driven;
                }
                Next::AllWait => server = self.move_clock(server),
                Next::Beats => {
                    self.kill(server);
                    server = self.start();
                }
            }
        }
    }

    fn kill(&mut self, server: Server) {
        for _ in 0..self.chance.below(SWITCHES_MAX) {
            thread::yield_now();
        }
        self.world.down();
        server.kill();
        self.driven.kills += 1;
        self.world.killed();
    }

    /// Starts it, now and then after starts that are killed on the way; what falls due has happened when this returns.
    fn start(&mut self) -> Server {
        while self.chance.once_in(START_KILLED_ONCE_IN) {
            let server = Server::start(self.data, self.now);
            self.driven.starts += 1;
            self.kill(server);
        }
        let mut server = Server::start(self.data, self.now);
        let address = server.address(self.data);
        self.driven.lengths.push((self.driven.kills, length(&address)));
        settle(&address, self.now).expect("the server moves its clock");
        self.world.up(address, self.now);
        server
    }

    /// By turns: while the server is down; while it runs, and it is killed on the way; while it runs.
    fn move_clock(&mut self, mut server: Server) -> Server {
        let to = self.now + MOVE;
        self.moved += 1;
        match self.moved % 3 {
            1 => {
                self.kill(server);
                self.now = to;
                server = self.start();
            }
            2 => {
                let address = self.world.address();
                thread::scope(|scope| {
                    // Whether it comes to an end is chance; the start below ends it.
                    scope.spawn(move || settle(&address, to).is_ok());
                    self.kill(server);
                });
                self.driven.moves += 1;
                self.now = to;
                server = self.start();
            }
            _ => {
                settle(&self.world.address(), to).expect("the server moves its clock");
                self.now = to;
            }
        }
        self.world.moved(self.now);
        server
    }
}

/// Moves the clock, and waits until everything that fell due has happened.
fn settle(address: &str, to: Timestamp) -> Result<(), String> {
    let ask = Ask::post("/api/v1/test/clock", &serde_json::json!({"to": to.to_string()}));
    let answer = Client::new(address).send(&ask).map_err(|error| error.to_string())?;
    if answer.status == 200 { Ok(()) } else { Err(answer.text) }
}

/// How many records the log has.
fn length(address: &str) -> u64 {
    let metrics = Client::new(address).send(&Ask::get("/metrics")).expect("the server answers").text;
    let lines = metrics.lines().filter(|line| line.starts_with("mingjing_log_seq{"));
    lines.map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum()
}
