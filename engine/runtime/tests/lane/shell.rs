//! The tokio shell over a store in memory.

use crate::{
    messages::{message, reply},
    rig::{Rig, claim, decode, instance, morning, start, task},
};
use mingjing_core::event::Event;
use mingjing_runtime::{
    lane::{Answer, Decode},
    shell::{Commit, Engine},
    sim::SimStore,
    store::Writer,
    time::Clock,
};
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

/// A clock that is moved by hand.
struct Stands(Mutex<jiff::Timestamp>);

impl Clock for Stands {
    fn now(&self) -> jiff::Timestamp {
        *self.0.lock().expect("nobody panicked")
    }
}

fn clock() -> Arc<Stands> {
    Arc::new(Stands(Mutex::new(morning())))
}

fn engine(store: &SimStore, lanes: usize, decode: Decode, clock: Arc<Stands>) -> Engine {
    let writers = (0..lanes).map(|_| Box::new(store.writer()) as Box<dyn Writer>).collect();
    Engine::start(writers, decode, clock)
}

#[tokio::test]
async fn commands_are_answered_and_commits_are_announced() {
    let rig = Rig::new().await;
    let engine = Arc::new(engine(&rig.store, 2, decode(), clock()));
    let mut hints = engine.follow();
    let sent: Vec<_> = (1..=200u128)
        .map(|number| {
            let engine = engine.clone();
            tokio::spawn(async move { engine.send(start(instance(1 + (number % 2) as u32, number), "A")).await })
        })
        .collect();
    for answer in sent {
        assert_eq!(answer.await.expect("it runs"), Answer::Done { seq: 1 });
    }
    let Commit { tenant, log_seq } = hints.recv().await.expect("a hint");
    assert!(tenant.0 <= 2 && log_seq >= 1);
    engine.shutdown().await;
    let report = rig.verify().await;
    assert_eq!((report.finding, report.records), (None, 200));
}

#[tokio::test]
async fn settling_carries_out_what_is_due_on_the_clock() {
    let rig = Rig::new().await;
    let clock = clock();
    let engine = engine(&rig.store, 1, decode(), clock.clone());
    let one = instance(1, 1);
    engine.send(start(one, "A")).await;
    assert_eq!(engine.publish(reply("A"), message("m1", None)).await, Answer::NoReceiver);
    *clock.0.lock().expect("nobody panicked") += crate::rig::hours(1);
    engine.settle().await;
    assert!(rig.events(one).iter().any(|event| matches!(event, Event::TimerFired { .. })));
}

#[tokio::test]
async fn a_stopped_engine_takes_nothing_in() {
    let rig = Rig::new().await;
    let engine = engine(&rig.store, 1, decode(), clock());
    engine.shutdown().await;
    assert!(matches!(engine.send(start(instance(1, 1), "A")).await, Answer::Fault(fault) if fault.code == "MJ6008"));
}

#[tokio::test]
async fn a_panic_is_one_commands_fault_and_the_lane_goes_on() {
    let rig = Rig::new().await;
    let panics = Arc::new(AtomicBool::new(true));
    let decode: Decode = {
        let (panics, decode) = (panics.clone(), decode());
        Arc::new(move |bytes| {
            assert!(!panics.load(Ordering::SeqCst), "this panic belongs to the test");
            decode(bytes)
        })
    };
    let engine = engine(&rig.store, 1, decode, clock());
    let one = instance(1, 1);
    assert!(matches!(engine.send(start(one, "A")).await, Answer::Fault(fault) if fault.code == "MJ6001"));
    panics.store(false, Ordering::SeqCst);
    assert_eq!(engine.send(start(one, "A")).await, Answer::Done { seq: 1 });
    assert_eq!(engine.send(claim(11, "zhang", one, task(1))).await, Answer::Done { seq: 2 });
}
