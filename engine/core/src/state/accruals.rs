//! What grows by the day, asked of the state.

use super::Instance;
use crate::ids::Key;
use jiff::civil::Date;
use mingjing_clock::{Accrued, ClockError};
use mingjing_model::definition::{AccrualIx, Definition};

impl Instance {
    /// What an accrual of an element has come to by the end of a day.
    ///
    /// # Errors
    /// Days beyond what calendars count.
    pub fn accrued(&self, def: &Definition, (within, ix): (Key, AccrualIx), day: Date) -> Result<Accrued, ClockError> {
        let facts = self.accruals.get(&(within, ix)).map(Vec::as_slice).unwrap_or_default();
        def.accruals[ix.index()].growth.at(facts, day)
    }
}
