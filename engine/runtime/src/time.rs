//! The clock: the one place of the engine where time is read.

use jiff::Timestamp;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, to the microsecond.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "everybody else takes the time from here")]
    fn now(&self) -> Timestamp {
        microseconds(Timestamp::now())
    }
}

/// Stored times are microseconds: a finer one would change on its way through the store.
fn microseconds(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// A clock that is moved by hand; only forwards.
#[cfg(any(test, feature = "test-clock"))]
#[derive(Debug)]
pub struct SteppedClock(std::sync::atomic::AtomicI64);

#[cfg(any(test, feature = "test-clock"))]
impl SteppedClock {
    /// A clock that shows this moment until it is moved.
    pub fn at(moment: Timestamp) -> Self {
        Self(std::sync::atomic::AtomicI64::new(moment.as_microsecond()))
    }

    /// Moves the clock to a moment, unless it shows a later one already.
    pub fn move_to(&self, moment: Timestamp) {
        self.0.fetch_max(moment.as_microsecond(), std::sync::atomic::Ordering::SeqCst);
    }
}

#[cfg(any(test, feature = "test-clock"))]
impl Clock for SteppedClock {
    fn now(&self) -> Timestamp {
        let micros = self.0.load(std::sync::atomic::Ordering::SeqCst);
        Timestamp::from_microsecond(micros).unwrap_or(Timestamp::UNIX_EPOCH)
    }
}
