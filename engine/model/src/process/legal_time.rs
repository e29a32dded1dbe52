//! `pauses:` and `extensions:`: time is left out or added by an approved act only, never by asking for it.

use super::layout::Layout;
use super::syntax::Process;
use crate::definition::{
    ActIx, Definition, Extension, LaneIx, LaneRef, Moment, NameIx, NameKind, Node, NodeIx, NodeKind, Pause, Scope,
    ScopeIx, ScopeKind,
};
use crate::diagnostic::{Diagnostics, Hint};
use crate::messages::code;

/// Checks the pauses and extensions of a process whose graph stands.
pub(super) fn check(process: &Process<'_>, layout: &Layout<'_>, definition: &Definition, report: &mut Diagnostics) {
    for (pause, written) in definition.pauses.iter().zip(&process.pauses) {
        let inside = Inside::of(pause, layout, definition);
        if !recorders(definition, &pause.from).any(|node| inside.has(node)) {
            report.error(code::PAUSE_NOT_APPROVED, written.id.span).with("id", &pause.id).with("act", &pause.act).hint(
                Hint::Say {
                    zh: "以该动作内审批或者实施环节的日期字段或里程碑为起点，而不是申请的日期",
                    en: "begin with a date or a milestone of the task in it that approves or carries it out, not with the request",
                },
            );
        }
    }
    for (clock, written) in definition.clocks.iter().zip(&process.clocks) {
        for (extension, written) in clock.extensions.iter().zip(&written.extensions) {
            let Some(lane) = written.lane.filter(|_| !is_approved(definition, extension)) else { continue };
            report.error(code::EXTENSION_NOT_APPROVED, lane.span).with("lane", lane.text).with("clock", &clock.id);
        }
    }
}

/// Whether somebody of the lane that must approve acts where the extension is recorded.
fn is_approved(definition: &Definition, extension: &Extension) -> bool {
    recorders(definition, &extension.on).any(|node| {
        let scope = definition.node(node).scope;
        let beside = definition.nodes.iter().filter(|other| other.scope == scope && other.kind == NodeKind::UserTask);
        let requested = definition.acts.iter().filter(|act| definition.node(act.start).scope == scope);
        beside.into_iter().any(|task| may_be_in(task.lane.as_ref(), extension.lane))
            || requested.into_iter().any(|act| act.lane == extension.lane)
    })
}

fn may_be_in(lane: Option<&LaneRef>, wanted: LaneIx) -> bool {
    match lane {
        Some(LaneRef::Fixed(lane)) => *lane == wanted,
        Some(LaneRef::Table { .. }) => true,
        None => false,
    }
}

/// The nodes that record a moment; of a choice, which follows its task, the task.
pub(super) fn recorders<'d>(definition: &'d Definition, moment: &'d Moment) -> impl Iterator<Item = NodeIx> + 'd {
    let nodes =
        definition.nodes.iter().enumerate().filter(|(ix, node)| records(definition, NodeIx::at(*ix), node, moment));
    nodes.flat_map(|(ix, node)| {
        let task = node.id.strip_suffix("_choice").and_then(|task| definition.node_by_id(task));
        [Some(NodeIx::at(ix)), task].into_iter().flatten()
    })
}

fn records(definition: &Definition, ix: NodeIx, node: &Node, moment: &Moment) -> bool {
    match moment {
        Moment::Milestone(milestone) => {
            let leaving = definition.flows.iter().filter(|flow| flow.from == ix);
            node.milestone == Some(*milestone) || leaving.into_iter().any(|flow| flow.milestone == Some(*milestone))
        }
        Moment::Field(path) => {
            let form = match definition.name(path.name).kind {
                NameKind::Form(form) => Some(form),
                NameKind::Variable | NameKind::Item | NameKind::Accrued => None,
            };
            let told = node.kind.awaited().filter(|message| !message.act);
            let asked = definition.acts.iter().any(|act| act.start == ix && act.form.is_some() && act.form == form);
            (form.is_some() && node.form == form)
                || asked
                || sets(node, path.name)
                || told.is_some_and(|message| message.into == Some(path.name) || message.forms.contains(&path.name))
        }
    }
}

/// Whether a node sets a name by itself: `set`, a decision table, what a call or a multi-instance hands out.
fn sets(node: &Node, name: NameIx) -> bool {
    let by_kind = match &node.kind {
        NodeKind::RuleTask { out, .. } => out.iter().any(|(_, variable)| *variable == name),
        NodeKind::Call { with, out, .. } => with.iter().chain(out).any(|set| set.name == name),
        _ => false,
    };
    let collected = node.multi.as_ref().is_some_and(|multi| multi.collect.iter().any(|set| set.name == name));
    by_kind || collected || node.number_as == Some(name) || node.set.iter().any(|set| set.name == name)
}

/// What belongs to an act: all of the event sub-process that it starts; or a node, with all that it contains.
struct Inside<'d> {
    definition: &'d Definition,
    scope: Option<ScopeIx>,
    node: Option<NodeIx>,
}

impl<'d> Inside<'d> {
    fn of(pause: &Pause, layout: &Layout<'_>, definition: &'d Definition) -> Self {
        let start = definition.act_by_id(&pause.act).map(|act: ActIx| definition.acts[act.index()].start);
        let node = start.is_none().then(|| layout.find(ScopeIx(0), &pause.act)).flatten();
        let is_body = |scope: &Scope| matches!(scope.kind, ScopeKind::SubProcess(of) if Some(of) == node);
        let body = definition.scopes.iter().position(is_body).map(ScopeIx::at);
        Self { definition, scope: start.map(|start| definition.node(start).scope).or(body), node }
    }

    fn has(&self, node: NodeIx) -> bool {
        let scope = self.definition.node(node).scope;
        let mut around = std::iter::successors(Some(scope), |scope| self.definition.scope(*scope).parent);
        self.node == Some(node) || around.any(|each| Some(each) == self.scope)
    }
}
