//! What a run is after: a task of some process, drawn by its seed, and how far every node of the department is from it. The
//! ways are those of the definitions: flows, bodies, boundaries, acts, and messages from case to case. Conditions are not
//! read: a way is somewhere to try. So the player gets to rare tasks and still knows no process.

use crate::{house::House, support::chance::Chance};
use mingjing_model::definition::{Definition, Node, NodeIx, NodeKind, ScopeIx, ScopeKind, Trigger};
use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    sync::Arc,
};

/// As far as nothing is.
pub const NOWHERE: u32 = u32::MAX;
/// A flow or a message.
const STEP: u32 = 1;
/// What may come at any moment: an act, a message from outside, a timer.
pub const CHANCE: u32 = 12;

/// A node of a department: the process by its place, the node by its own.
type Place = (usize, usize);

/// All ways of a department, backwards: what leads to a node, and how far it is.
pub struct Ways {
    into: Steps,
    /// How far each task is from the beginning of its process.
    depths: BTreeMap<Place, u32>,
}

/// To or from a place: the places next to it, each with its distance.
type Steps = BTreeMap<Place, Vec<(Place, u32)>>;

/// How far every place is from one.
fn nearest(steps: &Steps, from: Place) -> BTreeMap<Place, u32> {
    let (mut found, mut open) = (BTreeMap::new(), BTreeSet::from([(0, from)]));
    while let Some((distance, place)) = open.pop_first() {
        if let Entry::Vacant(free) = found.entry(place) {
            free.insert(distance);
            let next = steps.get(&place).into_iter().flatten();
            open.extend(next.map(|(to, step)| (distance + step, *to)));
        }
    }
    found
}

/// A task with the ways to it.
pub struct Aim {
    process: String,
    node: String,
    /// By process and node.
    distances: BTreeMap<String, Vec<u32>>,
}

impl Aim {
    /// A task of the department, the more often the deeper it lies; in some runs small processes are aimed at as often as
    /// large ones.
    pub fn draw(house: &House, chance: &mut Chance) -> Self {
        let depths = &house.ways.depths;
        let only = chance.percent(40).then(|| chance.position(house.definitions.len()));
        let tasks: Vec<(Place, u64)> = depths
            .iter()
            .filter(|(place, _)| only.is_none_or(|one| one == place.0))
            .map(|(place, depth)| (*place, u64::from(*depth)))
            .collect();
        let mut at = chance.below(tasks.iter().map(|(_, depth)| depth).sum::<u64>().max(1));
        let drawn = tasks.iter().find(|(_, depth)| {
            let here = at < *depth;
            at = at.saturating_sub(*depth);
            here
        });
        Self::at(house, drawn.map(|(place, _)| *place).unwrap_or_default())
    }

    /// A node of a process, where a department has it.
    pub fn to(house: &House, process: &str, node: &str) -> Option<Self> {
        let at = house.definitions.iter().position(|one| one.process == process)?;
        let node = house.definitions[at].node_by_id(node)?;
        Some(Self::at(house, (at, node.index())))
    }

    fn at(house: &House, (process, node): Place) -> Self {
        let far = |definition: &Arc<Definition>| (definition.process.clone(), vec![NOWHERE; definition.nodes.len()]);
        let mut distances: BTreeMap<String, Vec<u32>> = house.definitions.iter().map(far).collect();
        for ((process, node), distance) in nearest(&house.ways.into, (process, node)) {
            if let Some(all) = distances.get_mut(&house.definitions[process].process) {
                all[node] = distance;
            }
        }
        let definition = &house.definitions[process];
        Self { process: definition.process.clone(), node: definition.nodes[node].id.clone(), distances }
    }

    /// How far a node is from the aim.
    pub fn distance(&self, definition: &Definition, node: NodeIx) -> u32 {
        self.distances.get(&definition.process).and_then(|all| all.get(node.index())).copied().unwrap_or(NOWHERE)
    }

    /// How far a node is from the aim, by its id.
    pub fn distance_of(&self, definition: &Definition, node: &str) -> u32 {
        definition.node_by_id(node).map_or(NOWHERE, |node| self.distance(definition, node))
    }

    /// Whether this is it.
    pub fn is(&self, process: &str, node: &str) -> bool {
        (self.process.as_str(), self.node.as_str()) == (process, node)
    }

    /// In words.
    pub fn told(&self) -> String {
        format!("the aim is {} {}", self.process, self.node)
    }
}

impl Ways {
    /// The ways of a department's processes; `is_internal` says which messages come from cases alone.
    pub fn of(
        definitions: &[Arc<Definition>],
        is_internal: impl Fn(&mingjing_model::definition::MessageRef) -> bool,
    ) -> Self {
        let mut ways = Self { into: Steps::new(), depths: BTreeMap::new() };
        for (at, definition) in definitions.iter().enumerate() {
            for (ix, node) in definition.nodes.iter().enumerate() {
                ways.on(definition, at, ix, node);
                if let NodeKind::ThrowMessage(throw) | NodeKind::EndMessage(throw) = &node.kind {
                    for (other, receiver) in definitions.iter().enumerate() {
                        let waits = |node: &Node| node.kind.awaited().is_some_and(|one| one.name == throw.name);
                        let all = receiver.nodes.iter().enumerate().filter(|(_, node)| waits(node));
                        all.for_each(|(to, _)| ways.add((at, ix), (other, to), STEP));
                    }
                }
                let watched = match &node.kind {
                    NodeKind::Boundary { host, trigger, .. } => Some((trigger, inside(definition, *host))),
                    NodeKind::StartTriggered { trigger, .. } => Some((trigger, around(definition, node.scope))),
                    _ => None,
                };
                if let Some((trigger, from)) = watched {
                    ways.watch(definition, at, ix, trigger, &from, &is_internal);
                }
            }
        }
        ways.measure(definitions);
        ways
    }

    fn measure(&mut self, definitions: &[Arc<Definition>]) {
        let mut out = Steps::new();
        for (to, from) in &self.into {
            from.iter().for_each(|(place, step)| out.entry(*place).or_default().push((*to, *step)));
        }
        for (at, definition) in definitions.iter().enumerate() {
            let found = nearest(&out, (at, definition.start().index()));
            let is_task =
                |(process, node): &Place| *process == at && matches!(definition.nodes[*node].kind, NodeKind::UserTask);
            self.depths.extend(found.into_iter().filter(|(place, _)| is_task(place)));
        }
    }

    fn add(&mut self, from: Place, to: Place, step: u32) {
        self.into.entry(to).or_default().push((from, step));
    }

    /// By the flows, into a body and out of it.
    fn on(&mut self, definition: &Definition, at: usize, ix: usize, node: &Node) {
        let body = match node.kind {
            NodeKind::SubProcess { scope } | NodeKind::Call { scope, .. } => Some(scope),
            _ => None,
        };
        let leaves: Vec<usize> = match body {
            None => vec![ix],
            Some(scope) => {
                self.add((at, ix), (at, definition.scope(scope).start.index()), STEP);
                let ends = |node: &Node| {
                    node.scope == scope
                        && matches!(node.kind, NodeKind::EndNone | NodeKind::EndTerminate | NodeKind::EndMessage(_))
                };
                positions(definition, ends)
            }
        };
        for flow in &node.outgoing {
            let to = definition.flow(*flow).to.index();
            leaves.iter().for_each(|from| self.add((at, *from), (at, to), STEP));
        }
    }

    /// By what is caught on the way.
    fn watch(
        &mut self,
        definition: &Definition,
        at: usize,
        to: usize,
        trigger: &Trigger,
        from: &[usize],
        is_internal: &impl Fn(&mingjing_model::definition::MessageRef) -> bool,
    ) {
        for ix in from {
            let step = match (trigger, &definition.nodes[*ix].kind) {
                (Trigger::Error(catch), NodeKind::EndError(code)) => {
                    catch.code.as_ref().is_none_or(|caught| caught == code).then_some(STEP)
                }
                (Trigger::Message(message), _) => (message.act || !is_internal(message)).then_some(CHANCE),
                (Trigger::Timer(_), _) => Some(CHANCE),
                (Trigger::Error(_), _) => None,
            };
            if let Some(step) = step {
                self.add((at, *ix), (at, to), step);
            }
        }
    }
}

fn positions(definition: &Definition, is: impl Fn(&Node) -> bool) -> Vec<usize> {
    definition.nodes.iter().enumerate().filter(|(_, node)| is(node)).map(|(ix, _)| ix).collect()
}

/// An activity and all that is in it.
fn inside(definition: &Definition, host: NodeIx) -> Vec<usize> {
    let body = match definition.node(host).kind {
        NodeKind::SubProcess { scope } | NodeKind::Call { scope, .. } => Some(scope),
        _ => None,
    };
    let mut all = body.map(|scope| within(definition, scope)).unwrap_or_default();
    all.push(host.index());
    all
}

/// What stands in the scope that an event sub-process watches.
fn around(definition: &Definition, scope: ScopeIx) -> Vec<usize> {
    let watched = match definition.scope(scope).kind {
        ScopeKind::EventSubProcess(_) => definition.scope(scope).parent,
        ScopeKind::Process | ScopeKind::SubProcess(_) => None,
    };
    watched.map(|scope| within(definition, scope)).unwrap_or_default()
}

fn within(definition: &Definition, scope: ScopeIx) -> Vec<usize> {
    positions(definition, |node| {
        std::iter::successors(Some(node.scope), |one| definition.scope(*one).parent).any(|one| one == scope)
    })
}
