//! What is handed in: examined by its form, by the registers and by the law, then recorded with all that follows from it.
//! Examining asks and decides, recording only emits, so nothing has to be taken back.

use super::{
    act_rule, consequences, consequences::Consequences, findings, form, form::Typed, listed, separation::Acting,
    stored, task, team,
};
use crate::{
    data::{self, Extra},
    event::{Cell, Event, EventTime},
    ids::{Key, PersonId},
    outcome::{FieldError, Rejection, RejectionKind},
    time,
    work::{Run, Work},
};
use jiff::civil::Date;
use mingjing_expr::Value;
use mingjing_model::definition::{ActRule, Form, FormIx, LaneIx, NameIx, NameKind};
use std::collections::BTreeSet;

/// Largest submission as JSON, in bytes. More is a document, and documents are not form values.
pub(crate) const SUBMISSION_BYTES_MAX: usize = 256 * 1024;

/// A submission that has passed every check, with what follows from it.
pub(crate) struct Examined<'a> {
    at: Key,
    name: NameIx,
    values: Value,
    personal: Vec<&'a str>,
    by: Option<PersonId>,
    /// When the act happened, if the form says so.
    told: Option<EventTime>,
    listed: Vec<(u8, Cell)>,
    acting: Acting,
    stood_in: Vec<(LaneIx, PersonId, BTreeSet<PersonId>)>,
    consequences: Consequences,
}

/// Records values that were handed in at an element, under a name. `by` is none for what came by message; then the form
/// holds all the same, but nobody acted. From here on the step's facts bear the event time of this act.
///
/// # Errors
/// A rejection with all fields at fault; a refusal with all that the law finds missing; needs.
pub(crate) fn submit(work: &mut Work, at: Key, name: NameIx, values: Value, by: Option<PersonId>) -> Run {
    let examined = examine(work, at, name, &values, by)?;
    examined.record(work)?;
    Ok(())
}

/// Examines what a person hands in at an element whose form this is; none where there is no form and nothing is given.
///
/// # Errors
/// Those of [`submit`].
pub(crate) fn examine_by<'a>(
    work: &mut Work<'a>,
    at: Key,
    form: Option<FormIx>,
    values: &Value,
    by: &PersonId,
) -> Run<Option<Examined<'a>>> {
    let name =
        form.and_then(|form| work.def.names.iter().position(|name| name.kind == NameKind::Form(form)).map(NameIx::at));
    match (name, values) {
        (Some(name), values) => examine(work, at, name, values, Some(by.clone())).map(Some),
        (None, Value::Null) => Ok(None),
        (None, Value::Map(fields)) if fields.is_empty() => Ok(None),
        (None, _) => rejected(vec![form::error("", "MJ4209", &[])]),
    }
}

fn examine<'a>(work: &mut Work<'a>, at: Key, name: NameIx, given: &Value, by: Option<PersonId>) -> Run<Examined<'a>> {
    let bytes = stored::json(given).len();
    if bytes > SUBMISSION_BYTES_MAX {
        return task::reject(
            Rejection::new("MJ4208", RejectionKind::Invalid).with("bytes", bytes).with("max", SUBMISSION_BYTES_MAX),
        );
    }
    let def = work.def;
    match def.name(name).kind {
        NameKind::Form(form) => examine_form(work, at, name, def.form(form), given, by),
        NameKind::Variable | NameKind::Item | NameKind::Accrued => {
            let acting = Acting::default();
            let consequences = consequences::plan(work, at, &acting, name, given)?;
            let values = given.clone();
            Ok(Examined {
                at,
                name,
                values,
                personal: Vec::new(),
                by,
                told: None,
                listed: Vec::new(),
                acting,
                stood_in: Vec::new(),
                consequences,
            })
        }
    }
}

/// All questions are asked before the first of them decides.
fn examine_form<'a>(
    work: &mut Work<'a>,
    at: Key,
    name: NameIx,
    form: &'a Form,
    given: &Value,
    by: Option<PersonId>,
) -> Run<Examined<'a>> {
    let Typed { values, mut faults, keys } = form::typed(form, given);
    let told = told_event_time(form, &values);
    faults.extend(in_future(work, form, told)?);
    let day = time::day_of(told.unwrap_or(EventTime::At(work.now())), &*work.calendar()?);
    let lane = task::lane_of(work, at);
    let rule = form.act.as_ref().filter(|_| by.is_some());
    let mut acting = Acting::default();
    acting.add(lane, by.clone());
    let before = acting.clone();
    acting.add(
        rule.and_then(|rule| rule.lane).or(lane),
        rule.map(|rule| act_rule::people(rule, &values)).into_iter().flatten(),
    );

    let unknown = look_up(work, &keys, day);
    let review = review(work, rule, &before, lane, &values, day);
    let consequences = consequences::plan(work, at, &acting, name, &values);
    let (unknown, review) = (unknown?, review?);
    // Of a field that is missing or not readable, the law has nothing to add.
    let readable = |pointer: &str| !faults.iter().any(|fault| is_at(&fault.pointer, pointer));
    let found: Vec<_> = review.findings.iter().filter(|finding| readable(&finding.pointer)).collect();
    faults.extend(unknown.into_iter().chain(review.unknown));
    if !faults.is_empty() {
        findings::note(work, found);
        return rejected(faults);
    }
    findings::stop_on(work, &review.findings)?;
    let personal = form.fields.iter().filter(|field| field.holds_personal()).map(|field| field.id.as_str()).collect();
    let listed = listed::cells(work.def, form, &values);
    let stood_in = review.stood_in;
    Ok(Examined { at, name, values, personal, by, told, listed, acting, stood_in, consequences: consequences? })
}

impl Examined<'_> {
    /// The values under their name, for expressions that look at them before they are recorded.
    pub fn named(&self) -> Extra {
        Extra::from([(self.name, self.values.clone())])
    }

    /// Writes down who acted, what they handed in, and what follows.
    ///
    /// # Errors
    /// Those of [`consequences::carry_out`].
    pub fn record(self, work: &mut Work) -> Run {
        for (lane, people) in self.acting.by_lane() {
            team::acted(work, lane, people);
        }
        for (lane, person, absent) in self.stood_in {
            team::stood_in(work, lane, &person, absent);
        }
        work.event_at = self.told;
        let scope = data::owner(work, self.at);
        let value = stored::stored(work, self.values, &self.personal);
        let event_at = time::event_time(work);
        work.emit(Event::FormSubmitted { scope, name: self.name, value, by: self.by, event_at, listed: self.listed });
        consequences::carry_out(work, self.consequences)
    }
}

fn review(
    work: &mut Work,
    rule: Option<&ActRule>,
    acting: &Acting,
    lane: Option<LaneIx>,
    values: &Value,
    day: Date,
) -> Run<act_rule::Review> {
    match rule {
        Some(rule) => act_rule::review(work, rule, acting, lane, values, day),
        None => Ok(act_rule::Review::default()),
    }
}

/// When the act happened, if the form has a field for it and it was given.
fn told_event_time(form: &Form, values: &Value) -> Option<EventTime> {
    match values.get(form.event_at.as_ref()?)? {
        Value::Date(day) => Some(EventTime::On(*day)),
        Value::Instant(moment) => Some(EventTime::At(*moment)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) | Value::List(_) | Value::Map(_) => None,
    }
}

/// Nobody can have acted in the future.
fn in_future(work: &mut Work, form: &Form, told: Option<EventTime>) -> Run<Option<FieldError>> {
    let future = match told {
        Some(EventTime::On(day)) => day > work.today()?,
        Some(EventTime::At(moment)) => moment > work.now(),
        None => false,
    };
    let field = form.event_at.as_deref().filter(|_| future);
    Ok(field.map(|field| form::error(&form::below("", field), "MJ4207", &[])))
}

/// Whether a fault lies at a pointer or below it; the act as a whole is no such place.
fn is_at(fault: &str, pointer: &str) -> bool {
    !pointer.is_empty() && fault.strip_prefix(pointer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The keys that have no row on the day.
fn look_up(work: &mut Work, keys: &[form::RegisterKey], day: Date) -> Run<Vec<FieldError>> {
    let rows: Vec<_> = keys.iter().map(|key| work.register(&key.register, &key.key, day)).collect();
    let missing = keys.iter().zip(super::all(rows)?).filter(|(_, row)| row.is_none());
    let error = |key: &form::RegisterKey| {
        let params = [("register", key.register.as_str()), ("key", key.key.as_str()), ("day", &day.to_string())];
        form::error(&key.pointer, "MJ4206", &params)
    };
    Ok(missing.map(|(key, _)| error(key)).collect())
}

/// The code of the first field stands for the whole; the list has them all.
fn rejected<T>(errors: Vec<FieldError>) -> Run<T> {
    let (code, params) = errors.first().map(|error| (error.code.clone(), error.params.clone())).unwrap_or_default();
    task::reject(Rejection { code, kind: RejectionKind::Invalid, params, errors })
}
