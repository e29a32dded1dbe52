//! What the clients and the driver share. Everybody waits on one signal; nobody sleeps.

use crate::support::{
    client::{Client, Session},
    program::{PASSWORD, day},
};
use jiff::{Timestamp, civil::Date};
use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, MutexGuard},
    time::Duration,
};

/// Longest wait for anything. Reaching it is a failure, never a pause.
const ANYTHING: Duration = Duration::from_secs(60);

/// What the driver waited for.
pub enum Next {
    /// So many beats have passed.
    Beats,
    /// Every client that is not done waits for the clock.
    AllWait,
    /// Every client is done.
    Done,
}

#[derive(Default)]
struct State {
    address: Option<String>,
    day: Option<Date>,
    beats: u64,
    kills: u64,
    moves: u64,
    clients: usize,
    waiting: usize,
    broken: bool,
}

/// The meeting point.
#[derive(Default)]
pub struct World {
    state: Mutex<State>,
    changed: Condvar,
    sessions: Mutex<BTreeMap<String, Session>>,
}

impl World {
    pub fn new() -> Self {
        let world = Self::default();
        world.lock().clients = crate::CLIENTS as usize;
        world
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Waits until there is an answer.
    fn until<T>(&self, what: &str, mut answer: impl FnMut(&mut State) -> Option<T>) -> T {
        let mut state = self.lock();
        loop {
            if state.broken {
                // Without the lock, so that the others can end too.
                drop(state);
                panic!("somebody else failed while this waited for {what}");
            }
            if let Some(answer) = answer(&mut state) {
                return answer;
            }
            let (next, timeout) = self.changed.wait_timeout(state, ANYTHING).unwrap();
            state = next;
            if timeout.timed_out() {
                drop(state);
                panic!("{what} did not come");
            }
        }
    }

    /// Runs a part; if it fails, nobody waits for it any longer.
    pub fn guarded<T>(&self, part: impl FnOnce() -> T) -> T {
        struct Guard<'a>(&'a World);
        impl Drop for Guard<'_> {
            fn drop(&mut self) {
                if std::thread::panicking() {
                    self.0.change(|state| state.broken = true);
                }
            }
        }
        let _guard = Guard(self);
        part()
    }

    /// The server listens here.
    pub fn up(&self, address: String, now: Timestamp) {
        self.change(|state| {
            state.address = Some(address);
            state.day = Some(day(now));
        });
    }

    /// The server is about to be killed.
    pub fn down(&self) {
        self.change(|state| state.address = None);
    }

    pub fn killed(&self) {
        self.change(|state| state.kills += 1);
    }

    /// The clock has moved, and what fell due has happened.
    pub fn moved(&self, now: Timestamp) {
        self.change(|state| {
            state.moves += 1;
            state.waiting = 0;
            state.day = Some(day(now));
        });
    }

    /// Where the server is, as soon as it is there.
    pub fn address(&self) -> String {
        self.until("the server", |state| state.address.clone())
    }

    /// The day of the server's clock.
    pub fn day(&self) -> Date {
        self.until("the first start", |state| state.day)
    }

    pub fn kills(&self) -> u64 {
        self.lock().kills
    }

    /// A request goes out, or an answer has come in.
    pub fn beat(&self) {
        self.change(|state| state.beats += 1);
    }

    /// Waits until the clock is moved.
    pub fn wait_for_clock(&self) {
        let mut before = None;
        self.change(|state| {
            state.waiting += 1;
            before = Some(state.moves);
        });
        self.until("the clock", |state| (Some(state.moves) != before).then_some(()));
    }

    /// A client is done.
    pub fn done(&self) {
        self.change(|state| state.clients -= 1);
    }

    /// Waits for so many beats more, or until beats will not come.
    pub fn after(&self, beats: u64) -> Next {
        let goal = self.lock().beats + beats;
        self.until("the clients", |state| {
            if state.clients == 0 {
                Some(Next::Done)
            } else if state.waiting == state.clients {
                Some(Next::AllWait)
            } else {
                (state.beats >= goal).then_some(Next::Beats)
            }
        })
    }

    /// The session of a person; a new one if there is none. None when the server was lost meanwhile.
    pub fn session(&self, client: &Client, person: &str) -> Option<Session> {
        let mut sessions = self.sessions.lock().unwrap();
        if let Some(session) = sessions.get(person) {
            return Some(session.clone());
        }
        let session = client.log_in(person, PASSWORD).ok()?;
        sessions.insert(person.to_owned(), session.clone());
        Some(session)
    }

    /// The session is over: the clock has moved.
    pub fn forget(&self, person: &str, session: &Session) {
        let mut sessions = self.sessions.lock().unwrap();
        if sessions.get(person) == Some(session) {
            sessions.remove(person);
        }
    }
}
