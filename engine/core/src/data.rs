//! Data: what expressions read, and who owns what is set.
//!
//! A name is looked up from an element outward, as far as the called process around it. What is set inside one instance
//! of a multi-instance or a called process belongs to it (its element), everything else to the process ([`Key::ROOT`]).

use crate::{
    acts::{
        consequences,
        stored::{apart, stored},
    },
    command::Actor,
    elements::call_activity,
    event::{Event, EventTime},
    ids::Key,
    needs::Pointer,
    state::ElementState,
    time::accruals,
    work::{Halt, Run, Trouble, Work},
};
use jiff::{Timestamp, civil::Date};
use mingjing_clock::{Limit, due, due_at, moments::midnight};
use mingjing_expr::{Expr, Lang, Scope, Value, eval, reads, uses_today};
use mingjing_model::definition::{
    Definition, FormIx, NameIx, NameKind, NodeIx, NodeKind, Path, TableIx, Timer, TimerWhen, Trigger,
};
use std::{collections::BTreeMap, sync::Arc};

/// Names that an expression sees beside those of the instance: the item that is about to begin, lists collected so far.
pub(crate) type Extra = BTreeMap<NameIx, Value>;

/// The element that owns what is set at `element`: the innermost instance of a multi-instance around it, or the process.
pub(crate) fn owner(work: &Work<'_>, element: Key) -> Key {
    outward(work, element).find(|key| *key == Key::ROOT || owns_data(work, *key)).unwrap_or(Key::ROOT)
}

/// The value at a path as it is read at `element`; none where nothing was set or the field was left out.
pub(crate) fn read(work: &mut Work<'_>, element: Key, path: &Path) -> Run<Option<Value>> {
    let Some(at) = pointer(work, element, path.name) else { return Ok(None) };
    let root = work.value_at(at)?;
    Ok(root.at_path(&path.fields).filter(|value| !value.is_null()).cloned())
}

/// The value of an expression at `element`. All values that it reads are asked for at once.
pub(crate) fn evaluate(work: &mut Work<'_>, element: Key, expr: &Expr) -> Run<Value> {
    evaluate_with(work, element, &Extra::new(), expr)
}

/// As [`evaluate`], with names that the instance does not hold (yet).
pub(crate) fn evaluate_with(work: &mut Work<'_>, element: Key, extra: &Extra, expr: &Expr) -> Run<Value> {
    let names = names_of(work, [expr]);
    let values = load(work, element, extra, names, uses_today(expr))?;
    eval(expr, &values).map_err(|error| trouble("MJ4901", format!("{} {}", error.code, error.message(Lang::Zh))))
}

/// Asks for everything that these expressions read, so that one round of answers serves them all.
pub(crate) fn prefetch<'e>(work: &mut Work<'_>, element: Key, exprs: impl IntoIterator<Item = &'e Expr>) -> Run {
    let exprs: Vec<&Expr> = exprs.into_iter().collect();
    let today = exprs.iter().any(|expr| uses_today(expr));
    let names = names_of(work, exprs);
    load(work, element, &Extra::new(), names, today).map(drop)
}

/// What a decision table answers, by output name.
pub(crate) fn decide(
    work: &mut Work<'_>,
    element: Key,
    extra: &Extra,
    table: TableIx,
    with: &[(String, Expr)],
) -> Run<BTreeMap<Arc<str>, Value>> {
    let def = work.def;
    let mut inputs = BTreeMap::new();
    for (name, expr) in with {
        inputs.insert(Arc::from(name.as_str()), evaluate_with(work, element, extra, expr)?);
    }
    let scope = Values { values: BTreeMap::new(), today: work.today()? };
    let (name, table) = &def.tables[table.index()];
    match table.evaluate(&inputs, &scope) {
        Ok(hit) => Ok(hit.outputs),
        Err(error) => Err(trouble("MJ4907", format!("{name}: {} {}", error.code(), error.message(Lang::Zh)))),
    }
}

/// The moment that a timer fires, read at `element`, and what it was counted from where a calendar counted it. A moment
/// that is past is due at once.
pub(crate) fn moment(work: &mut Work<'_>, element: Key, timer: &Timer) -> Run<(Timestamp, Option<EventTime>)> {
    let wrong = |detail: String| trouble("MJ4906", detail);
    match &timer.when {
        TimerWhen::After { limit, from } => {
            let start = match from {
                None => Value::Instant(work.now()),
                Some(path) => read(work, element, path)?.ok_or_else(|| wrong("起算日期尚未填写".to_owned()))?,
            };
            let from = match start {
                Value::Date(day) => EventTime::On(day),
                Value::Instant(moment) => EventTime::At(moment),
                other => return Err(wrong(format!("起算值不是日期，而是 {}", other.type_name()))),
            };
            Ok((count(work, limit, from)?, Some(from)))
        }
        TimerWhen::Cycle(cycle) => {
            let calendar = work.calendar()?;
            let next = cycle.recurrence.next_after(work.now(), calendar.zone());
            next.map(|at| (at, None)).ok_or_else(|| wrong(format!("`{}` 不再有下一次", cycle.recurrence.text())))
        }
        TimerWhen::At(expr) => match evaluate(work, element, expr)? {
            Value::Date(day) => {
                let at = midnight(day, &*work.calendar()?);
                Ok((at.map_err(|error| wrong(error.message(mingjing_clock::Lang::Zh)))?, None))
            }
            Value::Instant(moment) => Ok((moment, None)),
            other => Err(wrong(format!("不是日期或时刻，而是 {}", other.type_name()))),
        },
    }
}

/// The moment of an armed timer by the calendar in force; none where no calendar counts it.
pub(crate) fn timer_from(work: &mut Work<'_>, node: NodeIx, from: EventTime) -> Run<Option<Timestamp>> {
    let timer = match &work.def.node(node).kind {
        NodeKind::CatchTimer(timer)
        | NodeKind::Boundary { trigger: Trigger::Timer(timer), .. }
        | NodeKind::StartTriggered { trigger: Trigger::Timer(timer), .. } => timer,
        _ => return Ok(None),
    };
    match &timer.when {
        TimerWhen::After { limit, .. } => count(work, limit, from).map(Some),
        TimerWhen::At(_) | TimerWhen::Cycle(_) => Ok(None),
    }
}

fn count(work: &mut Work<'_>, limit: &Limit, from: EventTime) -> Run<Timestamp> {
    let calendar = work.calendar()?;
    let due = match from {
        EventTime::On(day) => due(day, limit, &calendar),
        EventTime::At(moment) => due_at(moment, limit, &calendar),
    };
    due.map(|due| due.lapses_at).map_err(|error| trouble("MJ4906", error.message(mingjing_clock::Lang::Zh)))
}

/// Whether what an expression gives may hold what a form keeps apart as personal.
pub(crate) fn reads_personal(def: &Definition, expr: &Expr) -> bool {
    reads(expr).iter().any(|path| {
        let Some(name) = path.first().and_then(|root| def.name_by_id(root)) else { return false };
        let holds = |form: FormIx| {
            let mut fields = def.form(form).fields.iter();
            fields.any(|field| path.get(1).is_none_or(|id| **id == field.id) && field.holds_personal())
        };
        match def.name(name).kind {
            NameKind::Form(form) => holds(form),
            NameKind::Item => {
                let lists = def.nodes.iter().filter_map(|node| node.multi.as_ref());
                lists.filter(|multi| multi.item == name).any(|multi| reads_personal(def, &multi.list))
            }
            NameKind::Variable | NameKind::Accrued => false,
        }
    })
}

/// Sets a variable at `element` for its innermost owner, with all that follows from the value. Texts, lists and records of
/// personal data are kept apart as a whole.
pub(crate) fn set(work: &mut Work<'_>, element: Key, name: NameIx, value: Value, personal: bool) -> Run {
    let scope = owner(work, element);
    let tells = matches!(value, Value::Text(_) | Value::List(_) | Value::Map(_));
    let stored = if personal && tells { apart(work, &value) } else { stored(work, value.clone(), &[]) };
    work.emit(Event::VariableSet { scope, name, value: stored });
    match (consequences::after_set(work, element, name, &value), &work.command.actor) {
        // Nobody is there to be refused.
        (Err(Halt::Refuse(refusal)), Actor::System) => {
            Err(trouble("MJ4909", format!("{} {:?}", refusal.rejection.code, refusal.facts)))
        }
        (done, Actor::System | Actor::Person(_)) => done,
    }
}

/// A condition: a value that must be true or false.
pub(crate) fn holds(work: &mut Work<'_>, element: Key, extra: &Extra, expr: &Expr) -> Run<bool> {
    let value = evaluate_with(work, element, extra, expr)?;
    value.as_bool().ok_or_else(|| trouble("MJ4901", format!("条件的结果不是真假，而是 {}", value.type_name())))
}

fn trouble(code: &'static str, detail: String) -> Halt {
    Halt::Trouble(Trouble { code, detail })
}

/// The element itself and all around it, up to the process.
pub(crate) fn outward(work: &Work<'_>, element: Key) -> impl Iterator<Item = Key> {
    let elements = &work.instance.elements;
    std::iter::successors(Some(element), move |key| match *key {
        Key::ROOT => None,
        key => Some(elements.get(&key).map_or(Key::ROOT, |element| element.parent)),
    })
}

fn owns_data(work: &Work<'_>, key: Key) -> bool {
    let Some(element) = work.instance.elements.get(&key) else { return false };
    match &element.state {
        ElementState::Scope { scope } => work.def.data_scope(*scope) == *scope,
        ElementState::Multi(_) | ElementState::Task(_) | ElementState::Waiting | ElementState::Stuck { .. } => {
            element.item.is_some()
        }
    }
}

fn pointer(work: &Work<'_>, element: Key, name: NameIx) -> Option<Pointer> {
    for key in outward(work, element) {
        let found = work.instance.values.get(&(key, name)).copied();
        if found.is_some() || is_called(work, key) {
            return found;
        }
    }
    None
}

fn is_called(work: &Work<'_>, key: Key) -> bool {
    work.instance.elements.get(&key).is_some_and(|element| call_activity::is_called(work.def, element))
}

fn names_of<'e>(work: &Work<'_>, exprs: impl IntoIterator<Item = &'e Expr>) -> Vec<NameIx> {
    let paths = exprs.into_iter().flat_map(reads);
    paths.filter_map(|path| path.first().and_then(|root| work.def.name_by_id(root))).collect()
}

fn load(work: &mut Work<'_>, element: Key, extra: &Extra, names: Vec<NameIx>, today: bool) -> Run<Values> {
    let def = work.def;
    let mut values = BTreeMap::new();
    let mut halted = None;
    for ix in names {
        let name = def.name(ix);
        if name.kind == NameKind::Accrued {
            match accruals::value(work, element) {
                Ok(value) => drop(values.insert(Arc::from(name.id.as_str()), value)),
                Err(halt) => halted = Some(halt),
            }
            continue;
        }
        let found = match (extra.get(&ix), pointer(work, element, ix)) {
            (Some(value), _) => Ok(Some(value.clone())),
            (None, Some(at)) => work.value_at(at).map(Some),
            (None, None) => Ok(name.ty.is_optional().then_some(Value::Null)),
        };
        match found {
            Ok(value) => values.extend(value.map(|value| (Arc::from(name.id.as_str()), value))),
            Err(halt) => halted = Some(halt),
        }
    }
    let today = if today { work.today() } else { Ok(Date::ZERO) };
    match (halted, today) {
        (Some(halt), _) | (None, Err(halt)) => Err(halt),
        (None, Ok(today)) => Ok(Values { values, today }),
    }
}

/// What one evaluation sees.
struct Values {
    values: BTreeMap<Arc<str>, Value>,
    today: Date,
}

impl Scope for Values {
    fn lookup(&self, name: &str) -> Option<Value> {
        self.values.get(name).cloned()
    }

    fn today(&self) -> Date {
        self.today
    }
}
