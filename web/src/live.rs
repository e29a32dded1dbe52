//! Live views: what a stream tells a browser, and when streams end.
//!
//! A stream carries hints and no content: what has changed is asked for by the ordinary requests, with their rights.

use crate::app::App;
use axum::response::sse::Event;
use mingjing_core::ids::PersonId;
use mingjing_runtime::shell::Commit;
use std::{collections::VecDeque, time::Duration};
use tokio::{
    sync::{broadcast, watch},
    time::{Interval, MissedTickBehavior, interval},
};

/// How often a stream looks up: a hint about the log is at most so old, and comes at most so often.
const BEAT: Duration = Duration::from_secs(1);
/// Beats without a hint after which a comment keeps proxies from closing the connection, and the session is looked at.
const QUIET_BEATS: u32 = 15;

/// Ends all streams when the server stops: it would wait for them otherwise.
pub struct Live(watch::Sender<bool>);

impl Default for Live {
    fn default() -> Self {
        Self(watch::channel(false).0)
    }
}

impl Live {
    /// Ends all streams.
    pub fn close(&self) {
        self.0.send_replace(true);
    }
}

/// One stream.
pub struct Follower {
    app: App,
    person: PersonId,
    token_hash: [u8; 32],
    commits: broadcast::Receiver<Commit>,
    lists: broadcast::Receiver<PersonId>,
    closing: watch::Receiver<bool>,
    beat: Interval,
    /// The log has moved since the last hint.
    moved: bool,
    quiet: u32,
    first: VecDeque<Event>,
}

impl Follower {
    /// A stream of a session. `seen`: the newest line of the person's list that the browser knew when it lost the last one.
    pub async fn new(app: App, person: PersonId, token_hash: [u8; 32], seen: Option<u64>) -> Self {
        let mut beat = interval(BEAT);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let mut follower = Self {
            commits: app.engine.follow(),
            lists: app.notifier.follow(),
            closing: app.live.0.subscribe(),
            app,
            person,
            token_hash,
            beat,
            moved: false,
            quiet: 0,
            first: VecDeque::new(),
        };
        // What came while nobody listened.
        if seen.is_some() {
            follower.first.push_back(log());
        }
        if let Some((last, event)) = follower.notices().await
            && seen != Some(last)
        {
            follower.first.push_back(event);
        }
        follower
    }

    /// The next event; none = the stream ends.
    pub async fn next(&mut self) -> Option<Event> {
        if let Some(event) = self.first.pop_front() {
            return Some(event);
        }
        loop {
            if *self.closing.borrow() {
                return None;
            }
            tokio::select! {
                _ = self.closing.changed() => return None,
                changed = self.lists.recv() => match changed {
                    Ok(person) if person != self.person => {}
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => {
                        self.quiet = 0;
                        return self.notices().await.map(|(_, event)| event);
                    }
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
                commit = self.commits.recv() => match commit {
                    Ok(_) | Err(broadcast::error::RecvError::Lagged(_)) => self.moved = true,
                    Err(broadcast::error::RecvError::Closed) => return None,
                },
                _ = self.beat.tick() => {
                    self.quiet += 1;
                    if std::mem::take(&mut self.moved) {
                        return Some(log());
                    }
                    if self.quiet >= QUIET_BEATS {
                        self.quiet = 0;
                        return self.is_open().await.then(|| Event::default().comment("beat"));
                    }
                }
            }
        }
    }

    /// How the person's list stands.
    async fn notices(&self) -> Option<(u64, Event)> {
        let (unread, last) = self.app.store.inbox_unread(&self.person).await.ok()?;
        let data = serde_json::json!({"unread": unread, "last": last}).to_string();
        Some((last, Event::default().event("notices").id(last.to_string()).data(data)))
    }

    /// Whether the session still is: a stream does not keep it alive.
    async fn is_open(&self) -> bool {
        let people = [self.person.clone()];
        let sessions = self.app.store.session_list(&people, self.app.clock.now()).await;
        sessions.is_ok_and(|sessions| sessions.iter().any(|session| session.token_hash == self.token_hash))
    }
}

/// The log has moved: lists may show something else now.
fn log() -> Event {
    Event::default().event("log").data("{}")
}
