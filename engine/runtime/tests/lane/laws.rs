//! Laws on random commands: batches, crashes and mishaps change nothing that anybody can see.

use crate::rig::{Rig, claim, complete, hours, instance, release, start, task};
use mingjing_core::{command::Command, ids::InstanceId};
use mingjing_runtime::{
    lane::{Answer, Ticket},
    sim::{Mishap, Mishaps},
    store::{ErrorKind, Request},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// Cases in play, in two tenants.
const CASES: u128 = 4;

/// Mishaps in a row after which the lane gives up finding out what became of a commit.
const SETTLE_MAX: usize = 5;

/// What somebody may try, with a case and a task revision that may be wrong.
#[derive(Clone, Debug)]
enum Try {
    Start(u128),
    Claim(u128, &'static str, u32),
    Release(u128, &'static str, u32),
    Complete(u128, &'static str, u32),
    /// The same command as the one so many before.
    Again(usize),
}

fn tries() -> impl Strategy<Value = Vec<Try>> {
    let case = 0..CASES;
    let who = prop_oneof![Just("zhang"), Just("li"), Just("nobody")];
    let one = prop_oneof![
        3 => case.clone().prop_map(Try::Start),
        3 => case.clone().prop_map(|case| Try::Claim(case, "zhang", 1)),
        3 => case.clone().prop_map(|case| Try::Complete(case, "zhang", 2)),
        1 => (case.clone(), who.clone(), 1..4u32).prop_map(|(case, who, revision)| Try::Claim(case, who, revision)),
        1 => (case.clone(), who.clone(), 2..5u32).prop_map(|(case, who, revision)| Try::Release(case, who, revision)),
        1 => (case, who, 2..5u32).prop_map(|(case, who, revision)| Try::Complete(case, who, revision)),
        1 => (1..6usize).prop_map(Try::Again),
    ];
    prop::collection::vec(one, 1..60)
}

fn case(number: u128) -> InstanceId {
    instance(1 + (number % 2) as u32, number + 1)
}

/// The commands, each with an id of its own.
fn commands(tries: &[Try]) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for (position, one) in tries.iter().enumerate() {
        let id = 1_000 + position as u128;
        let command = match one {
            Try::Start(number) => start(case(*number), "A"),
            Try::Claim(number, who, revision) => claim(id, who, case(*number), task(*revision)),
            Try::Release(number, who, revision) => release(id, who, case(*number), task(*revision)),
            Try::Complete(number, who, revision) => complete(id, who, case(*number), task(*revision)),
            Try::Again(back) => match position.checked_sub(*back).and_then(|earlier| commands.get(earlier)) {
                Some(earlier) => earlier.clone(),
                None => start(case(0), "A"),
            },
        };
        commands.push(command);
    }
    commands
}

/// Everything that a store holds of the write path, in words.
fn history(rig: &Rig) -> Vec<String> {
    let state = rig.store.state();
    let log = state.log.values().flatten().map(|line| {
        format!("{} {} {} {:?}", line.log_seq, line.instance, line.hash, String::from_utf8_lossy(&line.bytes))
    });
    let rows = state.rows.values().map(|row| format!("{row:?}"));
    let numbers = state.numbers.iter().map(|number| format!("{number:?}"));
    let control = state.instances.iter().map(|(id, stored)| format!("{id} {stored:?}"));
    log.chain(rows).chain(numbers).chain(control).collect()
}

fn in_runtime<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().expect("a runtime").block_on(work)
}

/// Every acknowledged command is in the history, once, where the answer says; and the history holds.
async fn acknowledged_is_kept(rig: &Rig, commands: &BTreeMap<Ticket, Command>) {
    let failed = |id| {
        let of_id = commands.iter().filter(|(_, command)| command.id == id);
        // MJ6002 says that nobody knows, and stays true whatever is stored.
        of_id
            .map(|(ticket, _)| &rig.answers[ticket])
            .all(|answer| matches!(answer, Answer::Fault(fault) if fault.code != "MJ6002"))
    };
    for (ticket, command) in commands {
        let answer = rig.answers.get(ticket).expect("every command is answered");
        let is_stored = rig.store.state().commands.contains_key(&(command.instance, command.id));
        assert!(!(is_stored && failed(command.id)), "a command that failed was not carried out");
        let seq = match answer {
            Answer::Done { seq } | Answer::Repeated { seq } | Answer::Refused { seq, .. } => *seq,
            Answer::Rejected(_) | Answer::Fault(_) => continue,
            other => panic!("unexpected answer {other:?}"),
        };
        let state = rig.store.state();
        let stored = state.commands.get(&(command.instance, command.id)).expect("an acknowledged command is kept");
        assert_eq!(stored.0, seq);
        let records =
            state.log.values().flatten().filter(|line| (line.instance, line.command) == (command.instance, command.id));
        assert_eq!(records.count(), 1, "a command is carried out once");
    }
    assert_eq!(rig.verify().await.finding, None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn batches_give_the_same_history_as_one_command_at_a_time(tries in tries(), splits in prop::collection::vec(1..12usize, 1..40)) {
        in_runtime(async {
            let commands = commands(&tries);
            let mut alone = Rig::new().await;
            let one_by_one: Vec<_> = commands.iter().map(|command| alone.run(command.clone())).collect();
            let mut batched = Rig::new().await;
            let mut answers = Vec::new();
            let mut rest = commands.as_slice();
            for size in splits.iter().cycle() {
                let (chunk, later) = rest.split_at((*size).min(rest.len()));
                let tickets: Vec<_> = chunk.iter().map(|command| batched.submit(command.clone())).collect();
                batched.pump();
                answers.extend(tickets.iter().map(|ticket| batched.answers[ticket].clone()));
                rest = later;
                if rest.is_empty() {
                    break;
                }
            }
            assert_eq!(answers, one_by_one);
            assert_eq!(history(&batched), history(&alone));
            assert_eq!(batched.verify().await.finding, None);
        });
    }

    #[test]
    fn a_crash_loses_nothing_acknowledged_and_doubles_nothing(tries in tries(), crash_at in 0..60usize, heard in any::<bool>()) {
        in_runtime(async {
            let mut rig = Rig::new().await;
            let sent: Vec<(Ticket, Command)> = commands(&tries).into_iter().map(|command| (rig.submit(command.clone()), command)).collect();
            for _ in 0..crash_at {
                rig.pump_one();
            }
            if heard {
                rig.crash_unheard();
            }
            let answered = std::mem::take(&mut rig.answers);
            let mut later = Rig::on(rig.store.clone());
            drop(rig);
            let mut known = BTreeMap::new();
            for (old, command) in &sent {
                // Who has an answer keeps it; everybody else sends the same command again.
                let ticket = later.submit(command.clone());
                known.insert(ticket, command.clone());
                if let Some(Answer::Done { seq } | Answer::Repeated { seq }) = answered.get(old) {
                    later.pump();
                    assert_eq!(later.answers[&ticket], Answer::Repeated { seq: *seq }, "what was acknowledged is there");
                }
            }
            later.pump();
            acknowledged_is_kept(&later, &known).await;
        });
    }

    #[test]
    fn mishaps_lose_nothing_acknowledged_and_double_nothing(tries in tries(), seeds in prop::collection::vec(0..12u8, 1..60)) {
        in_runtime(async {
            let mut rig = Rig::new().await;
            let mishaps = seeds.iter().filter(|seed| **seed < 4).count();
            rig.mishaps(from(seeds));
            let known: BTreeMap<_, _> = commands(&tries).into_iter().map(|command| (rig.submit(command.clone()), command)).collect();
            rig.pump();
            acknowledged_is_kept(&rig, &known).await;
            let uncertain = rig.answers.values().filter(|answer| matches!(answer, Answer::Fault(fault) if fault.code == "MJ6002"));
            assert!(mishaps > SETTLE_MAX || uncertain.count() == 0, "with so few mishaps every outcome is found out");
        });
    }

    #[test]
    fn timers_fire_once_through_crashes(crashes in prop::collection::vec(0..12usize, 0..6)) {
        in_runtime(async {
            let mut rig = Rig::new().await;
            for number in 0..CASES {
                rig.run(start(case(number), "A"));
            }
            let store = rig.store.clone();
            for crash in crashes {
                let mut lane = Rig::on(store.clone());
                lane.now += hours(1);
                lane.tick();
                for _ in 0..crash {
                    lane.pump_one();
                }
                lane.crash_unheard();
            }
            let mut last = Rig::on(store);
            last.advance(hours(1));
            for number in 0..CASES {
                let fired = last.events(case(number)).iter().filter(|event| matches!(event, mingjing_core::event::Event::TimerFired { .. })).count();
                assert_eq!(fired, 1);
            }
            assert_eq!(last.verify().await.finding, None);
        });
    }
}

/// One mishap a seed at most, then everything is well.
fn from(seeds: Vec<u8>) -> Mishaps {
    let mut seeds = seeds.into_iter();
    Box::new(move |request: &Request| {
        let is_commit = matches!(request, Request::Commit(_));
        match seeds.next()? {
            0 => Some(Mishap::Fails(ErrorKind::Unavailable)),
            1 if is_commit => Some(Mishap::CommitsUnheard),
            2 if is_commit => Some(Mishap::LostUnheard),
            3 if is_commit => Some(Mishap::Fails(ErrorKind::Conflict)),
            _ => None,
        }
    })
}
