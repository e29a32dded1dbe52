//! A clock that runs, and that a hand may put forward.

use jiff::{SignedDuration, Timestamp};
use mingjing_runtime::time::Clock;
use std::{sync::Mutex, sync::PoisonError, time::Instant};

/// The clock.
pub struct Hand(Mutex<(Timestamp, Instant)>);

impl Hand {
    /// It runs from this moment on.
    pub fn at(moment: Timestamp) -> Self {
        Self(Mutex::new((moment, Instant::now())))
    }

    /// It runs on from this later moment.
    pub fn put(&self, moment: Timestamp) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = (moment, Instant::now());
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        let (from, since) = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        from + SignedDuration::from_micros(i64::try_from(since.elapsed().as_micros()).unwrap_or(i64::MAX))
    }
}
