//! Telling people what commits left in the outbox.
//!
//! Two halves, each stepped by hand with the time of its step; no loop and no pause is in here:
//! - [`Notifier::tell`] takes notices from the outbox, once the hours of the organ let it: who is told is resolved on that
//!   day, the texts are filled in, and lines and messages are written in one transaction with the end of the notice.
//! - [`Notifier::deliver`] sends messages whose time has come. A message goes out at least once; its id is the same each
//!   time, so that the other side can drop a second one.
//!
//! [`recipients`]: who; [`words`]: texts; [`way`]: the port of mail and text messages; [`deliver`]: attempts and digests.

mod deliver;
mod recipients;
mod tell;
mod way;
mod words;

pub use deliver::ATTEMPTS_MAX;
pub use mingjing_model::definition::Channel;
pub use way::{Failure, Message, Sending, Way};

use crate::store::{Error, ErrorKind, read::Reads};
use jiff::Timestamp;
use mingjing_clock::{Calendar, CalendarFile};
use mingjing_core::ids::{Hash, PersonId};
use mingjing_model::bundle::Bundle;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::broadcast;

/// Notices, or messages, that are read at a time: enough to keep a gateway busy, little to do again after a crash.
const BATCH: u32 = 100;
/// Hints that a slow follower may lag behind before it has to look for itself.
const HINTS_MAX: usize = 256;
/// Bundles that are kept decoded: those of the departments of a city.
const BUNDLES_MAX: usize = 64;

/// Tells people.
pub struct Notifier {
    store: Arc<dyn Reads>,
    ways: BTreeMap<Channel, Arc<dyn Way>>,
    /// Where people reach the app, for links; none = texts have none.
    address: Option<String>,
    hints: broadcast::Sender<PersonId>,
    bundles: Mutex<BTreeMap<Hash, Arc<Bundle>>>,
    /// One step at a time: what two steps send at once goes out twice.
    telling: tokio::sync::Mutex<()>,
    delivering: tokio::sync::Mutex<()>,
}

impl Notifier {
    /// A notifier over a store, with the ways that are configured beside the list in the app.
    pub fn new(store: Arc<dyn Reads>, ways: Vec<Arc<dyn Way>>, address: Option<String>) -> Self {
        let (hints, _) = broadcast::channel(HINTS_MAX);
        Self {
            store,
            ways: ways.into_iter().map(|way| (way.channel(), way)).collect(),
            address,
            hints,
            bundles: Mutex::default(),
            telling: tokio::sync::Mutex::default(),
            delivering: tokio::sync::Mutex::default(),
        }
    }

    /// People whose lists have changed, from now on.
    pub fn follow(&self) -> broadcast::Receiver<PersonId> {
        self.hints.subscribe()
    }

    /// Says that a person's list has changed.
    pub fn changed(&self, person: PersonId) {
        // Nobody may be following.
        let _ = self.hints.send(person);
    }

    /// Tells all that may be told now. The number of notices that were told.
    ///
    /// # Errors
    /// Those of the store: what was not told is told by a later step.
    pub async fn tell(&self, now: Timestamp) -> Result<usize, Error> {
        let _alone = self.telling.lock().await;
        let mut told = 0;
        loop {
            let lines = self.store.outbox_due(now, BATCH).await?;
            if lines.is_empty() {
                return Ok(told);
            }
            for line in &lines {
                told += usize::from(self.tell_one(line, now).await?);
            }
        }
    }

    /// Sends a batch of the messages whose time has come. The number of those that went out.
    ///
    /// # Errors
    /// Those of the store: a message whose fate could not be noted goes out again.
    pub async fn deliver(&self, now: Timestamp) -> Result<usize, Error> {
        let _alone = self.delivering.lock().await;
        let lines = self.store.delivery_due(now, BATCH).await?;
        self.deliver_all(lines, now).await
    }

    /// A filed bundle; none when it is not there or cannot be read.
    async fn bundle(&self, hash: Hash) -> Result<Option<Arc<Bundle>>, Error> {
        let known = |this: &Self| this.bundles.lock().unwrap_or_else(PoisonError::into_inner).get(&hash).cloned();
        if let Some(bundle) = known(self) {
            return Ok(Some(bundle));
        }
        let Some(bytes) = self.store.bundle_load(hash).await? else { return Ok(None) };
        let Ok(bundle) = Bundle::decode(&bytes) else { return Ok(None) };
        let bundle = Arc::new(bundle);
        let mut bundles = self.bundles.lock().unwrap_or_else(PoisonError::into_inner);
        if bundles.len() >= BUNDLES_MAX {
            bundles.clear();
        }
        bundles.insert(hash, bundle.clone());
        Ok(Some(bundle))
    }

    /// The bundle in force of an organ: its hours, and the texts of its digest.
    async fn current(&self, organ: &str) -> Result<Option<Arc<Bundle>>, Error> {
        match self.store.bundle_current(organ).await? {
            Some(info) => self.bundle(info.hash).await,
            None => Ok(None),
        }
    }

    /// A calendar as it is in force, with the exceptions of a region; none when it is not there.
    async fn calendar(&self, id: &str, region: Option<&str>) -> Result<Option<Calendar>, Error> {
        let Some(json) = self.store.calendar_get(id).await? else { return Ok(None) };
        let file: CalendarFile =
            serde_json::from_str(&json).map_err(|cause| Error::wrap(ErrorKind::Corrupt, "calendar", cause))?;
        let calendar = Calendar::try_from(file).map_err(|cause| Error::new(ErrorKind::Corrupt, cause.to_string()))?;
        Ok(Some(match region {
            Some(region) => calendar.in_region(region),
            None => calendar,
        }))
    }
}
