//! Filing a bundle: its organ, registers and calendars are entered, the bundle itself is kept for ever.
//!
//! Registers and calendars are read as of a date and only ever appended to; cases pin the bundle.

use crate::{
    recount,
    store::{
        Error, ErrorKind, Schedule,
        read::{Bundles, Calendars, Directory, FiledBundle, Organ, RegisterEntry, Registers, Unit},
    },
};
use jiff::Timestamp;
use mingjing_core::{ids::Hash, needs::register_of};
use mingjing_model::{
    bundle::Bundle,
    files::{OrganFile, RegisterFile},
};

/// Files a bundle for the record and gives its hash. The same bundle again changes nothing.
///
/// # Errors
/// Those of the store.
pub async fn file<S>(store: &S, bundle: &Bundle, by: &str, reason: &str, at: Timestamp) -> Result<Hash, Error>
where
    S: Bundles + Calendars + Directory + Registers + ?Sized,
{
    store.organ_put(&organ_of(&bundle.organ)).await?;
    for register in &bundle.registers {
        enter(store, &bundle.organ.organ, register, at).await?;
    }
    for calendar in &bundle.calendars {
        recount::file(store, calendar, at).await?;
    }
    let hash = Hash(bundle.hash());
    let filed = FiledBundle {
        hash,
        organ: bundle.organ.organ.clone(),
        bytes: bundle.encode(),
        by: by.to_owned(),
        reason: reason.to_owned(),
        at,
        schedules: Schedule::of(bundle, hash, at),
    };
    store.bundle_file(&filed).await?;
    Ok(hash)
}

/// Enters the rows of an organ's register.
///
/// # Errors
/// Those of the store.
pub async fn enter<S: Registers + ?Sized>(
    store: &S,
    organ: &str,
    register: &RegisterFile,
    at: Timestamp,
) -> Result<u32, Error> {
    let mut entries = Vec::with_capacity(register.rows.len());
    for row in &register.rows {
        let fields = serde_json::to_vec(&row.fields)
            .map_err(|error| Error::wrap(ErrorKind::Corrupt, "writing a register row", error))?;
        entries.push(RegisterEntry {
            key: row.key.clone(),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            fields,
        });
    }
    store.register_put(&register_of(organ, &register.register), &entries, at).await
}

fn organ_of(file: &OrganFile) -> Organ {
    let unit = |unit: &mingjing_model::files::UnitFile| Unit {
        id: unit.id.clone(),
        title_zh: unit.title.zh.clone(),
        title_en: unit.title.en.clone(),
    };
    Organ {
        id: file.organ.clone(),
        title_zh: file.title.zh.clone(),
        title_en: file.title.en.clone(),
        region: file.region.clone(),
        level: file.level.clone(),
        parent: file.parent.clone(),
        timezone: file.timezone.clone(),
        units: file.units.iter().map(unit).collect(),
    }
}
