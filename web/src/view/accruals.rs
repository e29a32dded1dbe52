//! What grows by the day, as the case page shows it.

use super::{
    dossier::Dossier,
    history::Line,
    shapes::{ItemLabel, Ref, When},
};
use jiff::civil::Date;
use mingjing_clock::Growth;
use mingjing_core::ids::Key;
use mingjing_model::definition::{AccrualIx, Definition, Text};
use serde::Serialize;

/// What grows by the day on a sum that is owed.
#[derive(Debug, Serialize)]
pub struct Accrual {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// Its article.
    pub basis: Option<String>,
    /// The item that it belongs to, inside a multi-instance.
    pub item: Option<ItemLabel>,
    /// What a day adds, of what is unpaid, e.g. `3 %`.
    pub rate: String,
    /// What it may come to, of what is unpaid.
    pub cap: String,
    /// The first day that adds.
    pub since: Date,
    /// The day from which it adds nothing any more.
    pub ended: Option<Date>,
    /// What is unpaid, in fen.
    pub base: i64,
    /// What it has come to, in fen.
    pub amount: i64,
    /// How many days have added to it.
    pub days: u32,
    /// Today adds nothing, because of a remedy or an approved plan.
    pub frozen: bool,
    /// It is at its cap.
    pub capped: bool,
    /// The day of the sum.
    pub as_of: Date,
}

/// Everything that has begun to grow, with what it has come to by the end of a day.
pub fn accruals(dossier: &Dossier, day: Date) -> Vec<Accrual> {
    let definition = dossier.pinned.definition();
    let told = |(key, facts): (&(Key, AccrualIx), &Vec<(Date, Growth)>)| {
        let since = facts.iter().find(|(_, fact)| matches!(fact, Growth::Started { .. })).map(|(on, _)| *on)?;
        let come = dossier.instance.accrued(definition, *key, day).ok()?;
        let base = facts.iter().filter(|(on, _)| *on <= day).fold(0, |base, (_, fact)| match fact {
            Growth::Started { base } | Growth::Base { base } => *base,
            Growth::Frozen | Growth::Thawed | Growth::Stopped | Growth::Voided => base,
        });
        let over = |fact: &Growth| matches!(fact, Growth::Stopped | Growth::Voided);
        let ended = facts.iter().find(|(_, fact)| over(fact)).map(|(on, _)| *on);
        let accrual = &definition.accruals[key.1.index()];
        let item: Option<ItemLabel> = dossier.item_of(key.0);
        Some(Accrual {
            id: accrual.id.clone(),
            title: accrual.title.clone(),
            basis: accrual.basis.clone(),
            item,
            rate: accrual.growth.rate.to_string(),
            cap: accrual.growth.cap.to_string(),
            since,
            ended,
            base,
            amount: come.amount,
            days: come.days,
            frozen: come.frozen,
            capped: come.capped,
            as_of: day,
        })
    };
    dossier.instance.accruals.iter().filter_map(told).collect()
}

/// A line of the history: sums in yuan.
pub fn line(definition: &Definition, ix: AccrualIx, fact: &Growth, on: Date) -> Line {
    let accrual = &definition.accruals[ix.index()];
    let (kind, sum) = match fact {
        Growth::Started { base } => ("accrual_started", Some(*base)),
        Growth::Base { base } => ("accrual_base", Some(*base)),
        Growth::Frozen => ("accrual_frozen", None),
        Growth::Thawed => ("accrual_thawed", None),
        Growth::Stopped => ("accrual_stopped", None),
        Growth::Voided => ("accrual_voided", None),
    };
    Line {
        kind,
        node: Some(Ref { id: accrual.id.clone(), title: accrual.title.clone() }),
        text: sum.map(|fen| format!("{}.{:02}", fen / 100, fen % 100)),
        event_at: Some(When::Day(on)),
        ..Line::default()
    }
}
