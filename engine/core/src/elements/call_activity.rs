//! Call activity (BPMN §10.3.6, §13.3.5): the called process is a scope of the caller with data of its own. What goes in
//! is set before it begins, what comes out when it ends; nothing else is seen across.

use crate::{
    data::{self, Extra},
    event::Item,
    ids::Key,
    machine::{scopes, triggers},
    state::{Element, ElementState},
    work::{Halt, Run, Work},
};
use mingjing_model::definition::{Assignment, Definition, FlowIx, NodeIx, NodeKind, ScopeIx};

/// The called process and what goes into it.
type Called<'d> = (ScopeIx, &'d [Assignment]);

pub(super) fn enter(work: &mut Work<'_>, scope: Key, node: NodeIx, took: &[FlowIx], called: Called<'_>) -> Run {
    let key = open(work, scope, node, took, called, (&Extra::new(), None))?;
    triggers::arm_boundaries(work, key, node)
}

/// Opens the called process, alone or for an item of a multi-instance (`extra` holds the item).
pub(crate) fn open(
    work: &mut Work<'_>,
    parent: Key,
    node: NodeIx,
    took: &[FlowIx],
    (body, with): Called<'_>,
    (extra, item): (&Extra, Option<Item>),
) -> Run<Key> {
    let mut given = Vec::new();
    for assignment in with {
        given.push(data::evaluate_with(work, parent, extra, &assignment.value)?);
    }
    let key = scopes::activate(work, parent, node, body, took, item);
    for (assignment, value) in with.iter().zip(given) {
        let personal = data::reads_personal(work.def, &assignment.value);
        data::set(work, key, assignment.name, value, personal)?;
    }
    scopes::begin(work, key, body)?;
    Ok(key)
}

/// True for the element of a call (of one instance, in a multi-instance).
pub(crate) fn is_called(def: &Definition, element: &Element) -> bool {
    matches!(def.node(element.node).kind, NodeKind::Call { .. }) && !matches!(element.state, ElementState::Multi(_))
}

/// Sets what comes out of a called process that is over.
pub(crate) fn hand_out(work: &mut Work<'_>, key: Key, element: &Element) -> Run {
    let NodeKind::Call { out, .. } = &work.def.node(element.node).kind else { return Ok(()) };
    for assignment in out {
        let value = data::evaluate(work, key, &assignment.value)?;
        let personal = data::reads_personal(work.def, &assignment.value);
        data::set(work, element.parent, assignment.name, value, personal)?;
    }
    Ok(())
}

/// The same for one that an error ends: what was not set by then stays out.
pub(crate) fn hand_out_so_far(work: &mut Work<'_>, key: Key) -> Run {
    let Some(element) = work.instance.elements.get(&key).filter(|element| is_called(work.def, element)).cloned() else {
        return Ok(());
    };
    let NodeKind::Call { out, .. } = &work.def.node(element.node).kind else { return Ok(()) };
    for assignment in out {
        let value = match data::evaluate(work, key, &assignment.value) {
            Err(Halt::Trouble(_)) => continue,
            value => value?,
        };
        let personal = data::reads_personal(work.def, &assignment.value);
        data::set(work, element.parent, assignment.name, value, personal)?;
    }
    Ok(())
}
