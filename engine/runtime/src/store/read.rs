//! Small read traits for screens and start-up. All answers come from the same rows that the writer writes, so they are
//! never staler than the case (read-your-writes).

mod bundles;
mod calendars;
mod cases;
mod directory;
mod history;
mod notices;
mod queues;
mod staff;

pub use bundles::{BundleInfo, Bundles, FiledBundle};
pub use calendars::{CalendarInfo, Calendars, NewCalendar, Recount, RecountSlice};
pub use cases::{CardFilter, CaseFilter, CaseLine, Cases, Facts, Forecast, RefusalFilter, Span, StageCount};
pub use directory::{Account, Directory, NewPerson, Organ, Person, RegisterEntry, Registers, Session, Sessions, Unit};
pub use history::{Histories, HistoryLine};
pub use notices::{
    Contact, DeliveryFate, DeliveryLine, InboxLine, Lines, MessageText, NewDelivery, NewLine, NoticeIncident, Notices,
    OutboxLine, Stuck, Told,
};
pub use queues::{QueueCount, QueueFilter, QueueViewer, Queues, Sort, TaskLine};
pub use staff::{AccountLine, Change, Deed, LogEntry, Staff, StandIn};

/// All reads of a store, as shells and the conformance suite take them.
pub trait Reads:
    Queues + Cases + Histories + Directory + Staff + Notices + Registers + Calendars + Sessions + Bundles
{
}

impl<T> Reads for T where
    T: Queues + Cases + Histories + Directory + Staff + Notices + Registers + Calendars + Sessions + Bundles + ?Sized
{
}
