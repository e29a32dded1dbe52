//! `organ.yaml`: the organ that files, and its units.

use super::read::Reading;
use super::{NoticeFile, Roles};
use crate::definition::{DIGEST_NOTICE, Text};
use crate::messages::code;
use crate::yaml::Node;
use jiff::{civil::Time, tz::TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The zone of an organ that names none.
const ZONE: &str = "Asia/Shanghai";

/// An organ as filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganFile {
    /// Its id.
    pub organ: String,
    /// What people call it.
    pub title: Text,
    /// GB/T 2260 region code.
    pub region: String,
    /// Level, e.g. `city`.
    pub level: String,
    /// The organ above it.
    pub parent: Option<String>,
    /// IANA time zone.
    pub timezone: String,
    /// Its units, in the order of the file.
    pub units: Vec<UnitFile>,
    /// When its people are told of things, on working days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub working_hours: Option<WorkingHours>,
    /// When, on working days, what is not urgent is told in one; none = each by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<Time>,
}

/// The hours of a working day, in the organ's zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkingHours {
    /// They begin.
    pub from: Time,
    /// They end.
    pub to: Time,
}

impl Default for WorkingHours {
    /// Of an organ that names none.
    fn default() -> Self {
        Self { from: Time::constant(9, 0, 0, 0), to: Time::constant(17, 0, 0, 0) }
    }
}

/// A unit of an organ.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitFile {
    /// Its id, unique in the organ.
    pub id: String,
    /// What people call it.
    pub title: Text,
    /// The unit above it.
    pub parent: Option<String>,
    /// The role whose holders in the unit head it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
}

/// Reads `organ.yaml`.
pub(super) fn load(
    root: &Node,
    roles: &Roles,
    notices: &BTreeMap<String, NoticeFile>,
    read: &mut Reading,
) -> Option<OrganFile> {
    let fields = read.fields(
        root,
        &["organ", "title", "region", "level", "parent", "timezone", "units", "working_hours", "digest"],
    )?;
    let organ = read.required(&fields, "organ").and_then(|node| read.id(node));
    let title = read.title_of(&fields);
    let region = read.required(&fields, "region").and_then(|node| region(node, read));
    let level = read.required(&fields, "level").and_then(|node| read.id(node));
    let parent = fields.get("parent").and_then(|node| read.id(node));
    let timezone = match fields.get("timezone") {
        Some(node) => zone(node, read),
        None => Some(ZONE.to_owned()),
    };
    let units = read.required(&fields, "units").map(|node| units(node, roles, read));
    Some(OrganFile {
        organ: organ?,
        title: title?,
        region: region?,
        level: level?,
        parent,
        timezone: timezone?,
        units: units?,
        working_hours: fields.get("working_hours").and_then(|node| working_hours(node, read)),
        digest: fields.get("digest").and_then(|node| digest(node, notices, read)),
    })
}

fn region(node: &Node, read: &mut Reading) -> Option<String> {
    let text = node.text(read.report)?;
    if text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(text.to_owned());
    }
    read.report.error(code::REGION_CODE, node.span).with("region", text);
    None
}

fn zone(node: &Node, read: &mut Reading) -> Option<String> {
    let text = node.text(read.report)?;
    if TimeZone::get(text).is_ok() {
        return Some(text.to_owned());
    }
    read.report.error(code::UNKNOWN_ZONE, node.span).with("zone", text);
    None
}

fn working_hours(node: &Node, read: &mut Reading) -> Option<WorkingHours> {
    let fields = read.fields(node, &["from", "to"])?;
    let from = read.required(&fields, "from").and_then(|node| time(node, read));
    let to = read.required(&fields, "to").and_then(|node| time(node, read));
    let (from, to) = (from?, to?);
    if from >= to {
        read.report.error(code::HOURS_REVERSED, node.head()).with("from", from).with("to", to);
        return None;
    }
    Some(WorkingHours { from, to })
}

/// The time of the digest, which needs its notice.
fn digest(node: &Node, notices: &BTreeMap<String, NoticeFile>, read: &mut Reading) -> Option<Time> {
    if !notices.contains_key(DIGEST_NOTICE) {
        let names = notices.keys().map(String::as_str);
        read.unknown(code::UNKNOWN_NOTICE, (DIGEST_NOTICE, node.span), "notice", names);
    }
    time(node, read)
}

fn time(node: &Node, read: &mut Reading) -> Option<Time> {
    let text = node.text(read.report)?;
    let time = Time::strptime("%H:%M", text).ok();
    if time.is_none() {
        read.report.error(code::TIME_OF_DAY, node.span).with("found", text);
    }
    time
}

fn units(node: &Node, roles: &Roles, read: &mut Reading) -> Vec<UnitFile> {
    let mut units = Vec::new();
    let entries = read.entries(node);
    for (id, _, entry) in &entries {
        let Some(fields) = read.fields(entry, &["title", "parent", "head"]) else {
            continue;
        };
        let title = read.title_of(&fields);
        let parent = fields.get("parent").and_then(|node| read.id(node));
        let head = fields.get("head").and_then(|node| head(node, roles, read));
        units.extend(title.map(|title| UnitFile { id: id.clone(), title, parent, head }));
    }
    for (id, _, entry) in &entries {
        if let Some(parent) = entry.get("parent") {
            parent_exists(id, parent, &units, read);
        }
    }
    units
}

/// The role that heads a unit, if it is one.
fn head(node: &Node, roles: &Roles, read: &mut Reading) -> Option<String> {
    let role = read.id(node)?;
    if roles.0.contains_key(&role) {
        return Some(role);
    }
    read.unknown(code::UNKNOWN_ROLE, (&role, node.span), "id", roles.0.keys().map(String::as_str));
    None
}

fn parent_exists(id: &str, node: &Node, units: &[UnitFile], read: &mut Reading) {
    let Some(parent) = node.as_text() else { return };
    let parent_of = |id: &str| units.iter().find(|unit| unit.id == id);
    if parent_of(parent).is_none() {
        let names = units.iter().map(|unit| unit.id.as_str());
        read.unknown(code::UNKNOWN_PARENT, (parent, node.span), "unit", names);
        return;
    }
    // A way up that is longer than there are units has met one of them twice.
    let mut above = Some(parent);
    for _ in 0..units.len() {
        if above == Some(id) {
            read.report.error(code::UNIT_CYCLE, node.span).with("unit", id);
            return;
        }
        above = above.and_then(parent_of).and_then(|unit| unit.parent.as_deref());
    }
}
