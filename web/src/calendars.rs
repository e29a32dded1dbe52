//! Calendars in force, as the store has them.

use crate::{app::App, http::problem::Answer};
use mingjing_clock::Calendar;
use mingjing_model::definition::Definition;
use mingjing_runtime::store;

/// The calendar that a process counts by, as it holds in the region of its organ.
///
/// # Errors
/// Those of the store.
pub async fn of_process(app: &App, definition: &Definition) -> Answer<Calendar> {
    let calendar = store::calendar(app.store.as_ref(), &definition.calendar).await?;
    Ok(match &definition.region {
        Some(region) if !calendar.regions().is_empty() => calendar.in_region(region),
        Some(_) | None => calendar.as_ref().clone(),
    })
}
