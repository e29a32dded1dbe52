//! What lists can be filtered by, and how their parameters are read.

use crate::{
    app::App,
    http::problem::{Answer, Problem},
    identity::viewer::Viewer,
    view::{
        shapes::{Name, Ref},
        words,
    },
};
use axum::{Json, extract::State};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::moments;
use mingjing_model::definition::CardLevel;
use mingjing_runtime::store::read::Span;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// Days ahead that a list may be asked for what falls due.
const DUE_DAYS_MAX: i64 = 366;

/// What the viewer's lists can be filtered by.
#[derive(Debug, Serialize)]
pub struct Filters {
    organs: Vec<Ref>,
    units: Vec<Unit>,
    processes: Vec<Ref>,
    stages: Vec<Ref>,
    people: Vec<Name>,
}

/// A unit with its organ: ids of units are unique in an organ only.
#[derive(Debug, Serialize)]
struct Unit {
    organ: String,
    #[serde(flatten)]
    unit: Ref,
}

/// `GET /filters`: organs that the viewer works in or may read, with what their current processes know.
///
/// # Errors
/// Those of the store.
pub async fn show(State(app): State<App>, viewer: Viewer) -> Answer<Json<Filters>> {
    let readable = viewer.readable();
    let own = viewer.rights.iter().map(|(right, _)| right.organ.clone());
    let organs: BTreeSet<String> = own.chain(readable.iter().cloned()).collect();
    let who = app.names.of(Vec::new()).await?;
    let (mut processes, mut stages, mut units) = (BTreeMap::new(), Vec::<Ref>::new(), Vec::new());
    for id in &organs {
        let of_organ = viewer.organ(id).into_iter().flat_map(|organ| &organ.units);
        units.extend(of_organ.map(|unit| Unit { organ: id.clone(), unit: who.unit(id, &unit.id) }));
        let Some((_, bundle)) = app.bundles.current(id).await? else { continue };
        for definition in &bundle.definitions {
            processes.insert(definition.process.clone(), words::process(definition));
            for stage in words::stages(definition) {
                if !stages.iter().any(|known| known.id == stage.id) {
                    stages.push(stage);
                }
            }
        }
    }
    Ok(Json(Filters {
        organs: organs.iter().map(|organ| who.organ(organ)).collect(),
        units,
        processes: processes.into_values().collect(),
        stages,
        people: people(&app, &readable).await?,
    }))
}

/// People of the organs whose cases the viewer reads, each once, by name.
async fn people(app: &App, organs: &[String]) -> Answer<Vec<Name>> {
    let mut people = BTreeMap::new();
    for organ in organs {
        for person in app.store.person_list(organ).await? {
            let name = Name { id: person.id.as_str().to_owned(), name: person.name, name_en: person.name_en };
            people.insert((name.name.clone(), name.id.clone()), name);
        }
    }
    Ok(people.into_values().collect())
}

/// A card level to filter by.
///
/// # Errors
/// When it is none.
pub fn level(text: &str) -> Answer<CardLevel> {
    match text {
        "prompt" => Ok(CardLevel::Prompt),
        "yellow" => Ok(CardLevel::Yellow),
        "red" => Ok(CardLevel::Red),
        other => Err(Problem::parameter("level", other)),
    }
}

/// Text to look for; blank is none.
pub fn text(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The moment before which a task is due: `overdue` = now, a number = the end of the day so many days ahead.
///
/// # Errors
/// When it is neither.
pub fn due_before(app: &App, text: &str) -> Answer<Timestamp> {
    if text == "overdue" {
        return Ok(app.clock.now());
    }
    let wrong = || Problem::parameter("due", text);
    let days: i64 = text.parse().ok().filter(|days| (0..=DUE_DAYS_MAX).contains(days)).ok_or_else(wrong)?;
    let last = app.today().checked_add(jiff::Span::new().days(days)).map_err(|_| wrong())?;
    moments::day_after(last).and_then(|day| moments::midnight(day, &app.calendar)).map_err(|_| wrong())
}

/// A span of civil days, both of them in it.
///
/// # Errors
/// When a day is none.
pub fn days(app: &App, name: &str, from: Option<&str>, to: Option<&str>) -> Answer<Span> {
    let day = |text: &str| text.parse::<Date>().ok();
    let first = |text: &str| moments::midnight(day(text)?, &app.calendar).ok();
    let after = |text: &str| moments::day_after(day(text)?).and_then(|day| moments::midnight(day, &app.calendar)).ok();
    let read = |text: &str, end: &str, at: Option<Timestamp>| {
        at.ok_or_else(|| Problem::parameter(&format!("{name}_{end}"), text))
    };
    Ok(Span {
        from: from.map(|text| read(text, "from", first(text))).transpose()?,
        to: to.map(|text| read(text, "to", after(text))).transpose()?,
    })
}
