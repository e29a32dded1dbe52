//! User task (BPMN §13.3.3): offered to a lane's people, completed by the command of one of them.

use crate::{
    data::{self, Extra},
    event::{Activation, Event, Item},
    ids::Key,
    machine::triggers,
    time,
    work::{Halt, Run, Trouble, Work},
};
use mingjing_model::definition::{FlowIx, LaneIx, LaneRef, NodeIx, QueueScope};

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx]) -> Run {
    let key = offer(work, scope, node, took, &Extra::new(), None)?;
    triggers::arm_boundaries(work, key, node)
}

/// Puts a task into its queue, alone or for an item of a multi-instance (`extra` holds the item). Its limit begins.
pub(crate) fn offer(
    work: &mut Work<'_>,
    parent: Key,
    node: NodeIx,
    took: &[FlowIx],
    extra: &Extra,
    item: Option<Item>,
) -> Run<Key> {
    let def = work.def;
    let lane = lane(work, parent, node, extra)?;
    let unit = match def.lane(lane).queue {
        QueueScope::Unit => work.instance.unit.clone(),
        QueueScope::Organ => None,
    };
    let key = work.next_key();
    let body = Activation::Task { lane, unit, item };
    work.emit(Event::ElementActivated { key, node, parent, took: took.to_vec(), stage: def.node(node).stage, body });
    time::tasks::created(work, key)?;
    Ok(key)
}

/// Who acts: the lane filed, or the one that the decision table names.
fn lane(work: &mut Work<'_>, at: Key, node: NodeIx, extra: &Extra) -> Run<LaneIx> {
    let def = work.def;
    let trouble = |detail: String| Err(Halt::Trouble(Trouble { code: "MJ4907", detail }));
    match &def.node(node).lane {
        None => trouble(format!("任务 {} 没有泳道", def.node(node).id)),
        Some(LaneRef::Fixed(lane)) => Ok(*lane),
        Some(LaneRef::Table { table, with }) => {
            let answer = data::decide(work, at, extra, *table, with)?;
            let name = answer.values().next().and_then(|value| value.as_text());
            match name.and_then(|name| def.lane_by_id(name)) {
                Some(lane) => Ok(lane),
                None => {
                    trouble(format!("决策表 {} 给出的泳道不存在：{}", def.tables[table.index()].0, name.unwrap_or("?")))
                }
            }
        }
    }
}
