//! Plays a scenario in memory: sets the world up, takes the steps, compares what is expected.

use super::{
    compare,
    coverage::Coverage,
    documents::Stationery,
    file::{Advance, Player, Role, Scenario, Step, Verb},
    stage::{Filed, Stage},
    theatre::Theatre,
    values::Moved,
    world::{World, at_once},
};
use crate::{
    control, filing,
    lane::Decode,
    sim::SimStore,
    store::{
        Error,
        read::{Bundles, Directory, Histories, NewPerson, Person, RegisterEntry, Registers},
    },
};
use jiff::{Timestamp, civil::DateTime};
use mingjing_clock::{Calendar, ClockError, Unit, due_at};
use mingjing_core::{
    ids::PersonId,
    needs::{Right, register_of},
    record::Record,
};
use mingjing_expr::Value;
use mingjing_model::{bundle::Bundle, definition::Definition};
use std::{collections::BTreeMap, sync::Arc};

/// A played scenario.
#[derive(Clone, Debug)]
pub struct Played {
    /// What did not come out as expected; empty = all well.
    pub failures: Vec<Failure>,
    /// The flows that it took, of the scenario's organ.
    pub coverage: Coverage,
}

/// Something that did not come out as expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Line of the step in the file.
    pub line: usize,
    /// What was expected and what there is.
    pub text: String,
}

/// Why a scenario could not be played at all.
#[derive(Debug, thiserror::Error)]
pub enum PlayError {
    /// The bundle has no such process.
    #[error("the organ has filed no process `{0}`")]
    Process(String),
    /// The scenario's time zone or moment is not usable.
    #[error("the scenario's time is not usable: {0}")]
    Time(String),
    /// The store in memory failed.
    #[error("the store failed")]
    Store(#[from] Error),
    /// The bundle pins no calendar that its process names.
    #[error("the process counts by calendar `{0}`, which the bundle does not have")]
    Calendar(String),
}

/// The organs that scenarios are played among: each has filed its bundle long ago.
pub struct Setting {
    bundles: Vec<Bundle>,
    store: SimStore,
    filed: Arc<Vec<Filed>>,
    decode: Decode,
}

impl Setting {
    /// Files these bundles.
    ///
    /// # Errors
    /// Those of the store in memory.
    pub fn new(bundles: Vec<Bundle>) -> Result<Self, PlayError> {
        let store = SimStore::new();
        let mut filed = Vec::new();
        for bundle in &bundles {
            let at = Timestamp::UNIX_EPOCH;
            let hash = at_once(Box::pin(filing::file(&store, bundle, "scenario", "scenario", at)))?;
            let organ = bundle.organ.organ.clone();
            let tenant = at_once(store.tenant_of(&organ))?.ok_or_else(|| PlayError::Process(organ.clone()))?;
            let definitions = bundle.definitions.iter().cloned().map(Arc::new).collect();
            filed.push(Filed { organ, bundle: hash, tenant, definitions });
        }
        let known: Vec<_> = bundles.iter().map(|bundle| (bundle.encode(), bundle.definitions.clone())).collect();
        // What was compiled a moment ago need not be read again for every scenario.
        let decode: Decode = Arc::new(move |bytes| {
            let found = known.iter().find(|(encoded, _)| encoded == bytes);
            found.map(|(_, definitions)| definitions.clone()).ok_or_else(|| "a bundle of nobody".to_owned())
        });
        Ok(Self { bundles, store, filed: Arc::new(filed), decode })
    }

    /// The bundles.
    pub fn bundles(&self) -> &[Bundle] {
        &self.bundles
    }
}

/// Plays a scenario in its organ, with the other organs around it.
///
/// # Errors
/// When it cannot be played at all; a failed expectation is in [`Played::failures`].
pub fn play(scenario: &Scenario, setting: &Setting) -> Result<Played, PlayError> {
    let bundle = setting.bundles.iter().find(|bundle| bundle.organ.organ == scenario.organ);
    let bundle = bundle.ok_or_else(|| PlayError::Process(scenario.organ.clone()))?;
    let definition = bundle.definitions.iter().find(|definition| definition.process == scenario.process);
    let definition = Arc::new(definition.ok_or_else(|| PlayError::Process(scenario.process.clone()))?.clone());
    let calendar = calendar_of(&definition, bundle)?;
    let (mut world, mut stage) = set(scenario, setting, &definition, &calendar)?;
    let mut failures = Vec::new();
    for step in &scenario.steps {
        let before = match stage.place(&world, step)? {
            Some(place) => compare::seq(&world, &place)?,
            None => 0,
        };
        if let Verb::Advance(advance) = &step.verb {
            let to = reached(world.now(), advance, &calendar)?;
            world.advance(to)?;
        }
        let came = stage.take(&mut world, step)?;
        let place = stage.place(&world, step)?.unwrap_or_else(|| stage.clone());
        let wrong = compare::step(&world, &place, step, &came, before)?;
        failures.extend(wrong.into_iter().map(|text| failure(step, text)));
    }
    Ok(Played { failures, coverage: coverage(&world, &stage)? })
}

fn failure(step: &Step, text: String) -> Failure {
    Failure { line: step.line, text }
}

/// The calendar that a process counts by, as it holds in the organ's region.
///
/// # Errors
/// When the bundle does not have it.
pub fn calendar_of(definition: &Definition, bundle: &Bundle) -> Result<Calendar, PlayError> {
    let missing = || PlayError::Calendar(definition.calendar.clone());
    let file = bundle.calendars.iter().find(|file| file.calendar == definition.calendar).ok_or_else(missing)?;
    let calendar = Calendar::try_from(file.clone()).map_err(|_| missing())?;
    Ok(definition.region.as_ref().map_or(calendar.clone(), |region| calendar.in_region(region)))
}

/// The moment that a time step reaches: by a limit, the same time of its last day; hours exactly.
///
/// # Errors
/// When it is beyond what calendars count.
pub fn reached(now: Timestamp, advance: &Advance, calendar: &Calendar) -> Result<Timestamp, PlayError> {
    match advance {
        Advance::To(moment) => instant(*moment, calendar),
        Advance::By(limit) => {
            let unusable = |error: ClockError| PlayError::Time(error.to_string());
            let due = due_at(now, limit, calendar).map_err(unusable)?;
            match due.last_day {
                Some(day) if limit.unit != Unit::Hours => {
                    instant(day.to_datetime(calendar.zone().to_datetime(now).time()), calendar)
                }
                _ => Ok(due.lapses_at),
            }
        }
    }
}

/// A civil time in the calendar's zone.
///
/// # Errors
/// When there is no such moment.
pub fn instant(moment: DateTime, calendar: &Calendar) -> Result<Timestamp, PlayError> {
    calendar.zone().to_timestamp(moment).map_err(|error| PlayError::Time(error.to_string()))
}

fn set(
    scenario: &Scenario,
    setting: &Setting,
    definition: &Arc<Definition>,
    calendar: &Calendar,
) -> Result<(World, Stage), PlayError> {
    let now = instant(scenario.at, calendar)?;
    let store = setting.store.copy();
    store.state().plan_from(now);
    let own = setting.filed.iter().find(|filed| filed.organ == scenario.organ);
    let Filed { bundle, tenant, .. } = *own.ok_or_else(|| PlayError::Process(scenario.organ.clone()))?;
    for player in &scenario.people {
        at_once(store.person_put(&person(player, &scenario.organ)))?;
        if let (Some(certified), Some(register)) = (player.certificate, &definition.policy.certificates) {
            let register = register_of(&scenario.organ, register);
            certify(&store, &register, player, certified, now)?;
        }
    }
    let world = World::new(store, setting.decode.clone(), now);
    let stage = Stage {
        definition: definition.clone(),
        bundle,
        tenant,
        organ: scenario.organ.clone(),
        case: None,
        moved: Moved::default(),
        filed: setting.filed.clone(),
        stationery: Stationery::of(calendar.zone()),
    };
    Ok((world, stage))
}

fn coverage(world: &World, stage: &Stage) -> Result<Coverage, PlayError> {
    let mut coverage = Coverage::default();
    let filed = stage.filed.iter().find(|filed| filed.organ == stage.organ);
    for (id, _, control) in at_once(world.store.instance_page(stage.tenant, None, u32::MAX))? {
        let process = control::decode(&control).map(|instance| instance.process).unwrap_or_default();
        let definition = filed.and_then(|filed| filed.definition(&process));
        let Some(definition) = definition else { continue };
        for line in at_once(world.store.history_page(id, 0, u32::MAX))? {
            if let Ok(record) = Record::read(&line.bytes) {
                coverage.count(definition, &record);
            }
        }
    }
    Ok(coverage)
}

/// A person of a scenario of this organ.
pub fn person(player: &Player, organ: &str) -> NewPerson {
    let right = |Role { role, organ: other, unit }: &Role| {
        let organ = other.clone().unwrap_or_else(|| organ.to_owned());
        (Right { role: role.clone(), organ, unit: unit.clone(), stands_in_for: None }, None, None)
    };
    let roles = player.roles.iter().map(right).collect();
    let person =
        Person { id: PersonId::new(player.id.as_str()), name: player.id.clone(), name_en: None, active: true, roles };
    NewPerson { person, login: None, password_hash: None }
}

/// Enters or withdraws the person's certificate. A withdrawn one is a row that was valid on one day long ago.
fn certify(
    store: &SimStore,
    register: &str,
    player: &Player,
    certified: bool,
    now: Timestamp,
) -> Result<(), PlayError> {
    let long_ago = jiff::civil::date(1950, 1, 1);
    let fields = Value::Map(BTreeMap::from([("person".into(), Value::text(player.id.as_str()))]));
    let fields = serde_json::to_vec(&fields).unwrap_or_default();
    let (valid_from, valid_to) = if certified { (None, None) } else { (Some(long_ago), Some(long_ago)) };
    at_once(store.register_put(
        register,
        &[RegisterEntry { key: player.id.clone(), valid_from, valid_to, fields }],
        now,
    ))?;
    Ok(())
}
