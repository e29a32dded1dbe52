//! What grows by the day: its facts are recorded as they happen, and what they come to is asked for by expressions and
//! screens. It belongs to the element that owns its data, so each party has its own.

use super::{clocks::told, day_of, event_time, trouble};
use crate::{
    data::{self, Extra},
    event::{Event, EventTime},
    ids::Key,
    state::Instance,
    work::{Halt, Run, Trouble, Work},
};
use jiff::civil::Date;
use mingjing_clock::Growth;
use mingjing_expr::{Value, reads};
use mingjing_model::definition::{Accrual, AccrualIx, MilestoneIx, Moment, NameIx};
use rust_decimal::prelude::ToPrimitive;
use std::{collections::BTreeMap, sync::Arc};

/// Facts that are to be recorded, with everything that could fail already counted.
pub(crate) type Told = Vec<(AccrualIx, Key, Growth, Date)>;

/// What reaching a milestone does.
pub(crate) fn on_milestone(work: &mut Work, at: Key, milestone: MilestoneIx, event_at: EventTime) -> Run<Told> {
    changes(work, at, &Extra::new(), |moment| match moment {
        Moment::Milestone(reached) => (*reached == milestone).then_some(event_at),
        Moment::Field(_) => None,
    })
}

/// What setting a name does: its dates may be facts, and its numbers may make another base.
pub(crate) fn on_value(work: &mut Work, at: Key, name: NameIx, value: &Value) -> Run<Told> {
    if work.def.accruals.is_empty() {
        return Ok(Vec::new());
    }
    let extra = Extra::from([(name, value.clone())]);
    let mut found = changes(work, at, &extra, |moment| told(moment, name, value))?;
    let within = data::owner(work, at);
    for (position, accrual) in work.def.accruals.iter().enumerate() {
        let ix = AccrualIx::at(position);
        let root = &work.def.name(name).id;
        let concerns = reads(&accrual.base).iter().any(|path| path.first().is_some_and(|first| **first == **root));
        let starts = found.iter().any(|(of, _, fact, _)| *of == ix && matches!(fact, Growth::Started { .. }));
        if !concerns || starts || !runs(&work.instance, within, ix) {
            continue;
        }
        let base = base(work, at, &extra, accrual)?;
        if known_base(&work.instance, within, ix) != Some(base) {
            let on = today_of(work)?;
            found.push((ix, within, Growth::Base { base }, on));
        }
    }
    Ok(found)
}

/// Writes the facts down.
pub(crate) fn carry_out(work: &mut Work, told: Told) {
    for (accrual, within, fact, on) in told {
        work.emit(Event::AccrualTold { accrual, within, fact, on });
    }
}

/// What all accruals have come to today where an expression is read, a field each.
pub(crate) fn value(work: &mut Work, at: Key) -> Run<Value> {
    let today = work.today()?;
    let within = data::owner(work, at);
    let mut fields: BTreeMap<Arc<str>, Value> = BTreeMap::new();
    for (position, accrual) in work.def.accruals.iter().enumerate() {
        let grown = work.instance.accrued(work.def, (within, AccrualIx::at(position)), today).map_err(trouble)?;
        fields.insert(Arc::from(accrual.id.as_str()), Value::Number(grown.amount.into()));
    }
    Ok(Value::Map(fields))
}

fn changes(work: &mut Work, at: Key, extra: &Extra, fact: impl Fn(&Moment) -> Option<EventTime>) -> Run<Told> {
    let def = work.def;
    let within = data::owner(work, at);
    let mut found = Vec::new();
    for (position, accrual) in def.accruals.iter().enumerate() {
        let ix = AccrualIx::at(position);
        let first = |moments: &[Moment]| moments.iter().find_map(&fact);
        // The order matters where one value holds several: it begins, then it is left out, then it ends.
        if let Some(on) = fact(&accrual.from).filter(|_| !has_started(&work.instance, within, ix)) {
            let base = base(work, at, extra, accrual)?;
            found.push((ix, within, Growth::Started { base }, on));
        }
        for frozen in &accrual.frozen {
            found.extend(fact(&frozen.from).map(|on| (ix, within, Growth::Frozen, on)));
            found.extend(first(&frozen.to).map(|on| (ix, within, Growth::Thawed, on)));
        }
        let known = instance_facts(&work.instance, within, ix);
        let is_over = known.iter().any(|(_, fact)| matches!(fact, Growth::Stopped | Growth::Voided));
        if !is_over {
            found.extend(first(&accrual.until).map(|on| (ix, within, Growth::Stopped, on)));
        }
        let is_void = known.iter().any(|(_, fact)| matches!(fact, Growth::Voided));
        if !is_void {
            found.extend(first(&accrual.void).map(|on| (ix, within, Growth::Voided, on)));
        }
    }
    if found.is_empty() {
        return Ok(Vec::new());
    }
    let calendar = work.calendar()?;
    Ok(found.into_iter().map(|(ix, within, fact, on)| (ix, within, fact, day_of(on, &calendar))).collect())
}

/// What is unpaid, in the smallest coin; a broken coin is not owed.
fn base(work: &mut Work, at: Key, extra: &Extra, accrual: &Accrual) -> Run<i64> {
    let value = data::evaluate_with(work, at, extra, &accrual.base)?;
    value.as_number().and_then(|number| number.floor().to_i64()).ok_or_else(|| {
        Halt::Trouble(Trouble { code: "MJ4901", detail: format!("基数不是金额，而是 {}", value.type_name()) })
    })
}

fn today_of(work: &mut Work) -> Run<Date> {
    let at = event_time(work);
    Ok(day_of(at, &*work.calendar()?))
}

fn instance_facts(instance: &Instance, within: Key, ix: AccrualIx) -> &[(Date, Growth)] {
    instance.accruals.get(&(within, ix)).map(Vec::as_slice).unwrap_or_default()
}

fn has_started(instance: &Instance, within: Key, ix: AccrualIx) -> bool {
    instance_facts(instance, within, ix).iter().any(|(_, fact)| matches!(fact, Growth::Started { .. }))
}

fn runs(instance: &Instance, within: Key, ix: AccrualIx) -> bool {
    let over = |fact: &Growth| matches!(fact, Growth::Stopped | Growth::Voided);
    has_started(instance, within, ix) && !instance_facts(instance, within, ix).iter().any(|(_, fact)| over(fact))
}

fn known_base(instance: &Instance, within: Key, ix: AccrualIx) -> Option<i64> {
    instance_facts(instance, within, ix).iter().rev().find_map(|(_, fact)| match fact {
        Growth::Started { base } | Growth::Base { base } => Some(*base),
        Growth::Frozen | Growth::Thawed | Growth::Stopped | Growth::Voided => None,
    })
}
