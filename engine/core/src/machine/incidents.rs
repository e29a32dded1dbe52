//! Incidents: the process is stuck at an element until an operator resolves it. An incident ends with its element.

use super::triggers;
use crate::{
    acts::authority,
    event::{Activation, Event},
    ids::{Key, PersonId},
    outcome::{Rejection, RejectionKind},
    state::{Element, ElementState},
    work::{Halt, Run, Trouble, Work},
};
use mingjing_model::definition::{FlowIx, NodeIx};

/// A node is stuck with the tokens that it took; `leaving` = its own work is done, only leaving it failed.
pub(crate) fn stuck(work: &mut Work<'_>, scope: Key, node: NodeIx, took: Vec<FlowIx>, leaving: bool, trouble: Trouble) {
    let key = work.next_key();
    let stage = work.def.node(node).stage;
    work.emit(Event::ElementActivated { key, node, parent: scope, took, stage, body: Activation::Stuck { leaving } });
    raise(work, key, trouble);
}

/// A live element did its work but cannot leave: it keeps its key, and the item that it stands for.
pub(crate) fn stuck_leaving(work: &mut Work<'_>, key: Key, element: &Element, trouble: Trouble) {
    triggers::detach(work, key);
    let body = Activation::Stuck { leaving: true };
    work.emit(Event::ElementActivated {
        key,
        node: element.node,
        parent: element.parent,
        took: Vec::new(),
        stage: None,
        body,
    });
    raise(work, key, trouble);
}

/// Tokens wait in a scope where nothing else lives (MJ4903): the first of their joins, in node order, is stuck with them.
/// When an operator moves it on, the joins behind it may fill.
pub(crate) fn stuck_tokens(work: &mut Work<'_>, scope: Key) {
    let def = work.def;
    let waiting: Vec<(FlowIx, u32)> = work
        .instance
        .arrived
        .iter()
        .filter(|((owner, _), _)| *owner == scope)
        .map(|((_, flow), count)| (*flow, *count))
        .collect();
    let Some(join) = waiting.iter().map(|(flow, _)| def.flow(*flow).to).min() else { return };
    let at_join = waiting.into_iter().filter(|(flow, _)| def.flow(*flow).to == join);
    let took = at_join.flat_map(|(flow, count)| std::iter::repeat_n(flow, count as usize)).collect();
    let detail = format!("汇合点 {} 的其余分支已不会到达", def.node(join).id);
    stuck(work, scope, join, took, false, Trouble { code: "MJ4903", detail });
}

/// An incident that an operator deals with; whoever holds one has passed every check.
pub(crate) struct TakenOn {
    /// The incident.
    pub key: Key,
    /// The stuck element.
    pub element: Key,
    /// The element's state, always stuck.
    pub stuck: Element,
    /// Whether only leaving failed.
    pub leaving: bool,
    /// The incident's code.
    pub code: String,
    by: PersonId,
    reason: String,
}

/// Checks that the command's person may deal with the incident, and gives reasons.
///
/// # Errors
/// MJ4013 without such an incident, MJ4106 without reasons, those of `acts::authority::may_resolve`.
pub(crate) fn take_on(work: &mut Work<'_>, key: Key) -> Run<TakenOn> {
    let reject = |rejection: Rejection| Err(Halt::Reject(Box::new(rejection)));
    let found = work.instance.incidents.get(&key).map(|incident| (incident.element, incident.code.clone()));
    let stuck = found.and_then(|(element, code)| Some((element, code, work.instance.elements.get(&element)?.clone())));
    let Some((element, code, stuck)) = stuck else {
        return reject(Rejection::new("MJ4013", RejectionKind::NotFound).with("incident", key.0));
    };
    let Some(reason) = work.command.reason.clone().filter(|reason| !reason.trim().is_empty()) else {
        return reject(Rejection::new("MJ4106", RejectionKind::Invalid).at("/reason", "MJ4106"));
    };
    let by = authority::may_resolve(work)?;
    let leaving = matches!(stuck.state, ElementState::Stuck { leaving: true });
    Ok(TakenOn { key, element, stuck, leaving, code, by, reason })
}

impl TakenOn {
    /// Records that the incident is dealt with; the element moves next.
    pub fn resolve(&self, work: &mut Work<'_>) {
        work.emit(Event::IncidentResolved { key: self.key, by: self.by.clone(), reason: self.reason.clone() });
    }
}

fn raise(work: &mut Work<'_>, element: Key, trouble: Trouble) {
    let key = work.next_key();
    work.emit(Event::IncidentRaised { key, element, code: trouble.code.to_owned(), detail: trouble.detail });
}
