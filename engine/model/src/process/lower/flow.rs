//! Sequence flows, in the document order of their sources.

use std::collections::BTreeMap;

use super::Lower;
use crate::definition::{Flow, NodeIx, ScopeIx};
use crate::messages::code;
use crate::process::layout::Part;
use crate::process::names::unknown;
use crate::process::syntax::{Branch, Catch, Id, Item, Kind, To};

impl<'a> Lower<'a> {
    /// Draws every flow.
    pub(super) fn draw_flows(&mut self) {
        let layout = self.layout;
        for position in 0..layout.places.len() {
            let from = NodeIx::at(position);
            let place = layout.place(from);
            match place.part {
                Part::ImplicitStart | Part::TriggeredStart(_) => self.draw_begin(from, place.scope),
                Part::Item { item, .. } => self.draw_item(from, item),
                Part::Choice(item) => {
                    if let To::Choice(branches) = &item.to {
                        self.draw_all(from, branches);
                    }
                }
                Part::Catch(catch) => self.draw_one(from, place.scope, catch.to.as_ref()),
                Part::Boundary { boundary, .. } => self.draw_one(from, place.scope, boundary.to.as_ref()),
                Part::Event { .. } => {}
            }
        }
        name_flows(&mut self.flows, |node| &layout.place(node).id);
    }

    fn draw_begin(&mut self, from: NodeIx, scope: ScopeIx) {
        match self.layout.scopes[scope.index()].begin {
            Some(begin) => {
                if let Some(to) = self.target(begin, scope) {
                    let explain = self.explains(to);
                    self.flows.push(Flow { explain, ..flow(from, to) });
                }
            }
            None => {
                self.broken.insert(scope);
            }
        }
    }

    fn draw_item(&mut self, from: NodeIx, item: &'a Item<'a>) {
        let scope = self.layout.place(from).scope;
        match (&item.kind, &item.to) {
            (Kind::Await(catches), _) => self.draw_catches(from, scope, catches),
            (Kind::EndNone | Kind::EndError(_) | Kind::EndTerminate | Kind::EndMessage(_), _) => {}
            (Kind::Exclusive, To::Choice(branches)) => self.draw_all(from, branches),
            (_, To::Choice(_)) => {
                if let Some(choice) = self.behind(from, item) {
                    self.flows.push(flow(from, choice));
                }
            }
            (Kind::Exclusive, To::All(branches)) => {
                self.draw_all(from, branches);
                // The only way out of a merging gateway needs no condition.
                if let Some(last) = self.flows.last_mut().filter(|last| last.from == from) {
                    last.default = true;
                }
            }
            (_, To::All(branches)) => self.draw_all(from, branches),
            (_, To::None) => {
                self.broken.insert(scope);
            }
        }
    }

    /// The gateway of the choice behind an activity: the first one after its boundary events.
    fn behind(&self, activity: NodeIx, item: &Item<'_>) -> Option<NodeIx> {
        let after = activity.index() + 1 + item.boundaries.len();
        matches!(self.layout.places.get(after)?.part, Part::Choice(_)).then(|| NodeIx::at(after))
    }

    fn draw_catches(&mut self, from: NodeIx, scope: ScopeIx, catches: &[Catch<'_>]) {
        if catches.is_empty() {
            self.broken.insert(scope);
        }
        for position in 0..catches.len() {
            self.flows.push(flow(from, NodeIx::at(from.index() + 1 + position)));
        }
    }

    fn draw_one(&mut self, from: NodeIx, scope: ScopeIx, branch: Option<&Branch<'_>>) {
        match branch {
            Some(branch) => self.draw_all(from, std::slice::from_ref(branch)),
            None => {
                self.broken.insert(scope);
            }
        }
    }

    fn draw_all(&mut self, from: NodeIx, branches: &[Branch<'_>]) {
        let scope = self.layout.place(from).scope;
        let env = self.env(scope);
        if branches.is_empty() {
            self.broken.insert(scope);
        }
        for branch in branches {
            let when = branch.when.as_ref().and_then(|when| self.condition(when, &env));
            let Some(to) = self.target(branch.to, scope) else {
                continue;
            };
            self.flows.push(Flow {
                when,
                default: branch.default,
                milestone: branch.milestone.and_then(|milestone| self.names.milestones.get(milestone.text)),
                explain: branch.explain || self.explains(to),
                title: branch.title.clone(),
                ..flow(from, to)
            });
        }
    }

    /// Whether every flow into a node demands reasons.
    fn explains(&self, to: NodeIx) -> bool {
        matches!(self.layout.place(to).part, Part::Item { item, .. } if item.explain)
    }

    /// The node that a flow leads to: in the same scope, and no event that something else starts.
    fn target(&mut self, id: Id<'_>, scope: ScopeIx) -> Option<NodeIx> {
        let found = self.layout.find(scope, id.text);
        let target = found.filter(|number| {
            let place = self.layout.place(*number);
            place.scope == scope && is_target(place.part)
        });
        if target.is_none() {
            self.broken.insert(scope);
            match found.map(|number| self.layout.place(number)) {
                Some(place) if place.scope != scope => {
                    self.report.error(code::OTHER_SCOPE, id.span).with("id", id.text);
                }
                Some(_) => {
                    self.report.error(code::NOT_A_TARGET, id.span).with("id", id.text);
                }
                None if self.layout.is_unread(id.text) => {}
                None => {
                    let same_scope = self.layout.places.iter().filter(|place| place.scope == scope);
                    let known = same_scope.filter(|place| is_target(place.part)).map(|place| place.id.as_str());
                    unknown(id, code::UNKNOWN_NODE, known, self.report);
                }
            }
        }
        target
    }
}

fn is_target(part: Part<'_>) -> bool {
    match part {
        Part::Item { item, .. } => !matches!(item.kind, Kind::Start(_) | Kind::StartTimer(_)),
        Part::Choice(_) => true,
        Part::ImplicitStart | Part::Catch(_) | Part::Boundary { .. } | Part::Event { .. } | Part::TriggeredStart(_) => {
            false
        }
    }
}

fn flow(from: NodeIx, to: NodeIx) -> Flow {
    Flow { id: String::new(), from, to, when: None, default: false, milestone: None, explain: false, title: None }
}

/// `from>to`, from the second between the same nodes on with `#n`.
fn name_flows<'n>(flows: &mut [Flow], id: impl Fn(NodeIx) -> &'n String) {
    let mut counts: BTreeMap<(NodeIx, NodeIx), usize> = BTreeMap::new();
    for flow in flows {
        let count = counts.entry((flow.from, flow.to)).or_default();
        *count += 1;
        flow.id = format!("{}>{}", id(flow.from), id(flow.to));
        if *count > 1 {
            flow.id = format!("{}#{count}", flow.id);
        }
    }
}
