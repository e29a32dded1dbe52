//! What follows when a name gets a value: named teams, the unit that handles the case, and the clocks that its dates
//! start and stop. Everything that can halt comes before the first event.

use super::{findings, separation::Acting, team, team::Team};
use crate::{
    event::Event,
    ids::Key,
    time::{accruals, clocks},
    work::{Run, Work},
};
use mingjing_expr::Value;
use mingjing_model::definition::NameIx;

/// What follows from a value.
pub(crate) struct Consequences {
    teams: Vec<Team>,
    unit: Option<String>,
    clocks: clocks::Changes,
    accruals: accruals::Told,
}

/// Finds out what follows from a value set at an element, while these people act.
///
/// # Errors
/// A refusal when a named team does not stand; trouble when a clock's date is beyond what calendars count.
pub(crate) fn plan(work: &mut Work, at: Key, acting: &Acting, name: NameIx, value: &Value) -> Run<Consequences> {
    let teams = team::named(work, acting, name, value);
    let clocks = clocks::on_value(work, at, name, value);
    let accruals = accruals::on_value(work, at, name, value);
    let (teams, found) = teams?;
    findings::stop_on(work, &found)?;
    Ok(Consequences { teams, unit: unit(work, name, value), clocks: clocks?, accruals: accruals? })
}

/// Writes it down.
///
/// # Errors
/// Those of [`clocks::carry_out`].
pub(crate) fn carry_out(work: &mut Work, consequences: Consequences) -> Run {
    for team in consequences.teams {
        team::name(work, team);
    }
    if let Some(unit) = consequences.unit {
        work.emit(Event::UnitAssigned { unit });
    }
    clocks::carry_out(work, consequences.clocks)?;
    accruals::carry_out(work, consequences.accruals);
    Ok(())
}

/// Both at once, for a variable that was just set.
///
/// # Errors
/// Those of [`plan`].
pub(crate) fn after_set(work: &mut Work, at: Key, name: NameIx, value: &Value) -> Run {
    let consequences = plan(work, at, &Acting::default(), name, value)?;
    carry_out(work, consequences)
}

fn unit(work: &Work, name: NameIx, value: &Value) -> Option<String> {
    let path = work.def.unit_from.as_ref().filter(|path| path.name == name)?;
    let unit = value.at_path(&path.fields)?.as_text()?;
    (work.instance.unit.as_deref() != Some(unit)).then(|| unit.to_owned())
}
