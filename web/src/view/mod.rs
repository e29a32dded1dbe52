//! What the API shows: rows and records, worded with the titles of the pinned definition. Pure apart from the lookups of
//! names; nothing here decides anything.

pub mod accruals;
pub mod awaited;
pub mod basis;
pub mod calendar_moves;
pub mod card_detail;
pub mod card_history;
pub mod cards;
pub mod cases;
pub mod clocks;
pub mod days;
pub mod dossier;
pub mod duties;
pub mod forecast;
pub mod forms;
pub mod history;
pub mod items;
pub mod ledgers;
pub mod limits;
pub mod links;
pub mod preview;
pub mod shapes;
pub mod standing;
pub mod submissions;
pub mod tasks;
pub mod words;
