//! What handlers share: the engine, the reads, the filed bundles, the clock.

use crate::{bundles::BundleBook, http::cursor::Cursors, identity::session::Transport, live::Live, names::Names};
use jiff::civil::Date;
use mingjing_clock::{Calendar, moments};
use mingjing_runtime::{forms::FormCache, notify::Notifier, recount, shell::Engine, time::Clock};
use std::{ops::Deref, sync::Arc, time::Duration};
use tokio::sync::Notify;

/// Between two looks for a calendar whose way was cut short.
const CARRY_AGAIN: Duration = Duration::from_secs(60);

pub use mingjing_runtime::store::read::Reads;

/// Shared by all handlers; cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of an [`App`].
pub struct Parts {
    /// Takes commands.
    pub engine: Engine,
    /// Reads.
    pub store: Arc<dyn Reads>,
    /// Filed bundles.
    pub bundles: BundleBook,
    /// Form validators.
    pub forms: FormCache,
    /// People by name.
    pub names: Names,
    /// Tells people.
    pub notifier: Arc<Notifier>,
    /// Streams of hints.
    pub live: Live,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Signs cursors.
    pub cursors: Cursors,
    /// How cookies travel.
    pub transport: Transport,
    /// The calendar of the server itself, for "today".
    pub calendar: Arc<Calendar>,
    /// Wakes whoever carries calendars to the cases.
    pub calendar_filed: Notify,
    /// Moves the clock in tests.
    #[cfg(feature = "test-clock")]
    pub stepped: Option<Arc<mingjing_runtime::time::SteppedClock>>,
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl App {
    /// Shares the parts.
    pub fn new(parts: Parts) -> Self {
        Self(Arc::new(parts))
    }

    /// Today, in the zone of the server's calendar.
    pub fn today(&self) -> Date {
        moments::civil_date_of(self.clock.now(), &self.calendar)
    }

    /// A version of a calendar was filed: it is to be carried to the cases.
    pub fn calendar_filed(&self) {
        self.calendar_filed.notify_one();
    }

    /// Carries calendars to the cases, now and whenever one is filed. Never ends.
    pub async fn carry_calendars(&self) {
        loop {
            match recount::carry(&self.engine, self.store.as_ref(), || self.clock.now()).await {
                Ok(0) => {}
                Ok(slices) => tracing::info!(slices, "a calendar was carried to the cases"),
                Err(error) => tracing::error!(%error, "a calendar could not be carried to the cases"),
            }
            // Whatever was left for later is looked at again after a while.
            let _ = tokio::time::timeout(CARRY_AGAIN, self.calendar_filed.notified()).await;
        }
    }

    /// Whether the clock is moved by hand.
    pub fn is_stepped(&self) -> bool {
        #[cfg(feature = "test-clock")]
        return self.stepped.is_some();
        #[cfg(not(feature = "test-clock"))]
        false
    }

    /// The last civil day before a moment at which something lapses.
    pub fn day_before(&self, lapses_at: jiff::Timestamp) -> Date {
        let moment = lapses_at - jiff::SignedDuration::from_micros(1);
        moments::civil_date_of(moment, &self.calendar)
    }
}
