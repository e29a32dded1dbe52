//! What handlers share: the engine, the reads, the filed bundles, the clock.

use crate::{bundles::BundleBook, http::cursor::Cursors, identity::session::Transport, live::Live, names::Names};
use jiff::civil::Date;
use mingjing_clock::{Calendar, moments};
use mingjing_runtime::{forms::FormCache, notify::Notifier, shell::Engine, time::Clock};
use std::{ops::Deref, sync::Arc};

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
