//! The standard calendar and limits as the project ships them.
#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, reason = "a failure here is a failed test")]

pub mod naive;

use std::collections::BTreeMap;

use jiff::civil::Date;
use mingjing_clock::{Calendar, CalendarErrors, CalendarFile, Limit, Unit};
use serde::Deserialize;

pub const CALENDAR: &str = include_str!("../../../../processes/_standard/calendars/cn.calendar.yaml");
const LIMITS: &str = include_str!("../../../../processes/_standard/limits.yaml");

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitsFile {
    limits: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub id: String,
    pub title: BTreeMap<String, String>,
    pub n: Option<u32>,
    pub unit: Option<Unit>,
    pub roll: Option<bool>,
    pub actor: String,
    pub kind: String,
    pub from: String,
    pub until: String,
    #[serde(default)]
    pub direction: Option<String>,
    #[serde(default)]
    pub pauses: Vec<String>,
    #[serde(default)]
    pub extensions: Vec<Extension>,
    #[serde(default)]
    pub valid_from: Option<Date>,
    pub article: Option<String>,
    pub scope: Vec<String>,
    pub provenance: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Extension {
    pub n: Option<u32>,
    pub unit: Unit,
    pub by: String,
    pub times: Option<u32>,
}

impl Row {
    pub fn limit(&self) -> Option<Limit> {
        let limit = Limit::new(self.n?, self.unit?).unwrap();
        Some(if self.roll == Some(false) { limit.without_roll() } else { limit })
    }
}

pub fn rows() -> Vec<Row> {
    let file: LimitsFile = serde_yaml::from_str(LIMITS).unwrap();
    file.limits
}

pub fn calendar_from(yaml: &str) -> Result<Calendar, CalendarErrors> {
    let file: CalendarFile = serde_yaml::from_str(yaml).unwrap();
    Calendar::try_from(file)
}

pub fn cn() -> Calendar {
    cn_without(&[])
}

/// The standard calendar as if the schedules of `years` were not published.
pub fn cn_without(years: &[i16]) -> Calendar {
    let mut file: CalendarFile = serde_yaml::from_str(CALENDAR).unwrap();
    file.years.retain(|year, _| !years.contains(year));
    Calendar::try_from(file).unwrap()
}
