//! What grows by the day, as the case page shows it.

use super::{
    dossier::Dossier,
    shapes::{Accrual, ItemLabel},
};
use jiff::civil::Date;
use mingjing_clock::Growth;
use mingjing_core::ids::Key;
use mingjing_model::definition::AccrualIx;

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
