//! Multi-instance (BPMN §13.3.7), parallel or sequential: one inner instance an item, one element around them all.
//!
//! Boundary events, assignments, milestone and number of the node belong to the whole. Each inner instance reports what
//! `collect` gives for it; the whole completes when none is left, or when `done` holds, which ends the rest.

use super::{complete, scopes, triggers};
use crate::{
    acts::stored::{apart, stored},
    data::{self, Extra},
    elements::{self, call_activity},
    event::{Activation, Event, Item},
    ids::Key,
    state::{Element, ElementState, MultiState},
    work::{Halt, Run, Trouble, Work},
};
use mingjing_expr::{Value, reads};
use mingjing_model::definition::{FlowIx, MultiInstance, NodeIx, NodeKind};

/// Items of one multi-instance: ten times the largest number of parties that a case has been seen with.
const ITEMS_MAX: usize = 10_000;

/// Live elements of an instance. A record numbers its events by 16 bits: the largest step, ending all elements with what
/// hangs on them, stays below that.
const ELEMENTS_MAX: usize = 20_000;

/// Begins all inner instances. An empty collection passes at once.
pub(crate) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    let def = work.def;
    let Some(multi) = &def.node(node).multi else { return Ok(()) };
    let items = items(work, scope, multi)?;
    work.activations += items.len() as u32;
    let key = work.next_key();
    let body = Activation::Multi { count: items.len() as u32 };
    work.emit(Event::ElementActivated {
        key,
        node,
        parent: scope,
        took: took.to_vec(),
        stage: def.node(node).stage,
        body,
    });
    triggers::arm_boundaries(work, key, node)?;
    if multi.sequential {
        plan(work, key, multi, &items);
    }
    let at_once = if multi.sequential { 1 } else { items.len() };
    for (index, value) in (0..).zip(items.iter().take(at_once)) {
        begin(work, key, node, index, multi, value)?;
    }
    if items.is_empty() { complete(work, key) } else { Ok(()) }
}

/// An inner instance did its work: the whole goes on if it was the last, or if enough are done.
pub(crate) fn item_done(work: &mut Work<'_>, key: Key, element: &Element) -> Run {
    let def = work.def;
    let (Some((item, _)), Some(multi)) = (element.item, &def.node(element.node).multi) else { return Ok(()) };
    let whole = element.parent;
    let mut collected = Vec::new();
    for collect in &multi.collect {
        collected.push(data::evaluate(work, key, &collect.value)?);
    }
    let personal = multi.collect.iter().any(|collect| data::reads_personal(def, &collect.value));
    let collected = Value::List(collected);
    let collected = if personal { apart(work, &collected) } else { stored(work, collected, &[]) };
    work.emit(Event::ItemCompleted { key: whole, item, collected });
    work.emit(Event::ElementCompleted { key });
    let next = next_item(work, whole, item + 1)?;
    match next {
        Some(value) if !is_done(work, whole, multi)? => begin(work, whole, element.node, item + 1, multi, &value),
        _ if is_over(work, whole, multi)? => complete(work, whole),
        _ => Ok(()),
    }
}

/// Fixes the items that a sequential multi-instance works through, whatever becomes of its collection.
fn plan(work: &mut Work<'_>, key: Key, multi: &MultiInstance, items: &[Value]) {
    let items = Value::List(items.to_vec());
    let personal = data::reads_personal(work.def, &multi.list);
    let items = if personal { apart(work, &items) } else { stored(work, items, &[]) };
    work.emit(Event::ItemsPlanned { key, items });
}

/// The item that a sequential multi-instance comes to next.
fn next_item(work: &mut Work<'_>, whole: Key, index: u32) -> Run<Option<Value>> {
    let Some(plan) = work.instance.plans.get(&whole).copied() else { return Ok(None) };
    let items = work.value_at(plan)?;
    Ok(items.as_list().and_then(|items| items.get(index as usize)).cloned())
}

/// Ends what is left of a multi-instance and sets the collected lists, in item order.
pub(crate) fn close(work: &mut Work<'_>, key: Key) -> Run {
    let def = work.def;
    let Some(multi) = work.instance.elements.get(&key).and_then(|element| def.node(element.node).multi.as_ref()) else {
        return Ok(());
    };
    let lists = lists(work, key, multi)?;
    scopes::clear(work, key);
    for collect in &multi.collect {
        let Some(list) = lists.get(&collect.name) else { continue };
        data::set(work, key, collect.name, list.clone(), data::reads_personal(def, &collect.value))?;
    }
    Ok(())
}

fn items(work: &mut Work<'_>, scope: Key, multi: &MultiInstance) -> Run<Vec<Value>> {
    let trouble = |code, detail| Err(Halt::Trouble(Trouble { code, detail }));
    match data::evaluate(work, scope, &multi.list)? {
        Value::List(items) if items.len() > ITEMS_MAX || work.instance.elements.len() + items.len() > ELEMENTS_MAX => {
            trouble("MJ4908", format!("{} 项，最多 {ITEMS_MAX} 项", items.len()))
        }
        Value::List(items) => Ok(items),
        other => trouble("MJ4901", format!("多实例的集合不是列表，而是 {}", other.type_name())),
    }
}

fn begin(work: &mut Work<'_>, whole: Key, node: NodeIx, index: u32, multi: &MultiInstance, value: &Value) -> Run {
    let extra = Extra::from([(multi.item, value.clone())]);
    let stored =
        if data::reads_personal(work.def, &multi.list) { apart(work, value) } else { stored(work, value.clone(), &[]) };
    let item = Item { index, name: multi.item, label: label(value), value: stored };
    match &work.def.node(node).kind {
        NodeKind::SubProcess { scope } => scopes::open(work, whole, node, *scope, &[], Some(item)).map(drop),
        NodeKind::Call { scope, with, .. } => {
            call_activity::open(work, whole, node, &[], (*scope, with), (&extra, Some(item))).map(drop)
        }
        _ => elements::user_task::offer(work, whole, node, &[], &extra, Some(item)).map(drop),
    }
}

/// What people call an item.
fn label(item: &Value) -> Option<String> {
    item.as_text().or_else(|| item.get("name").and_then(Value::as_text)).map(str::to_owned)
}

/// Whether the whole is over: nothing lives in it any more, or its completion condition holds.
fn is_over(work: &mut Work<'_>, whole: Key, multi: &MultiInstance) -> Run<bool> {
    if work.instance.children(whole).next().is_none() {
        return Ok(true);
    }
    is_done(work, whole, multi)
}

/// Whether the completion condition holds.
fn is_done(work: &mut Work<'_>, whole: Key, multi: &MultiInstance) -> Run<bool> {
    let Some(done) = &multi.done else { return Ok(false) };
    let reads_lists = reads(done)
        .iter()
        .filter_map(|path| work.def.name_by_id(path.first()?))
        .any(|name| multi.collect.iter().any(|collect| collect.name == name));
    let extra = if reads_lists { lists(work, whole, multi)? } else { Extra::new() };
    data::holds(work, whole, &extra, done)
}

/// The lists collected so far.
fn lists(work: &mut Work<'_>, whole: Key, multi: &MultiInstance) -> Run<Extra> {
    if multi.collect.is_empty() {
        return Ok(Extra::new());
    }
    let done = match work.instance.elements.get(&whole).map(|element| &element.state) {
        Some(ElementState::Multi(MultiState { count: _, done })) => done.values().copied().collect(),
        Some(
            ElementState::Scope { .. } | ElementState::Task(_) | ElementState::Waiting | ElementState::Stuck { .. },
        )
        | None => Vec::new(),
    };
    let rows = crate::acts::all(done.into_iter().map(|at| work.value_at(at)).collect::<Vec<_>>())?;
    let column =
        |position: usize| Value::List(rows.iter().filter_map(|row| row.as_list()?.get(position).cloned()).collect());
    Ok(multi.collect.iter().enumerate().map(|(position, collect)| (collect.name, column(position))).collect())
}
