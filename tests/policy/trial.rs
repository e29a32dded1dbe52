//! Trying before doing: of several ways to fill in a form, the player takes the one that leads nearest to its aim. What would
//! come of an act is what the engine says beforehand; whether it is lawful only the oracle judges.

use crate::{aim::NOWHERE, player::Game};
use mingjing_core::{
    command::{Command, What},
    event::Event,
    needs::Inputs,
    outcome::{Obstacle, Preview, Step},
    preview::preview,
    state::Instance,
};
use mingjing_expr::Value;
use mingjing_model::definition::{Definition, NodeKind};
use mingjing_runtime::{
    control,
    scenario::world::at_once,
    store::{ask, value_of},
};
use std::collections::BTreeSet;

/// Fillings that are tried, at most.
const TRIES: usize = 8;
/// The same for the beginning of a case, which costs least and comes once.
const TRIES_AT_START: usize = 60;
/// The same where what comes of it is as near as before: mostly something else has to happen then.
const TRIES_ON_THE_SPOT: usize = 4;
/// Rounds of questions, at most: a step asks for forms, then for tables of what they name.
const ROUNDS: usize = 12;
/// Nothing is known to come of it but that it is taken.
const TAKEN: u32 = NOWHERE - 1;

/// What would come of a command.
struct Trial {
    /// How near to the aim it leads.
    reach: u32,
    /// The flows that it takes and what is found out on them, or what stops it: what was not seen before may be nearer.
    seen: BTreeSet<String>,
    /// The fields that stop it.
    faults: Vec<String>,
}

impl Game<'_> {
    /// Of several commands the first that leads nearer than `from`, else the best of them; none where the door takes none.
    pub fn best<T: Clone>(
        &mut self,
        definition: &Definition,
        from: u32,
        mut make: impl FnMut(&mut Self, Option<&T>) -> Option<(Command, T)>,
    ) -> Option<(Command, T)> {
        let (mut command, mut what) = make(self, None)?;
        if !self.chance.percent(self.habits.aimed) {
            return Some((command, what));
        }
        let own = self.habits.clone();
        let (tries, on_the_spot) = match command.what {
            What::Start(_) => (TRIES_AT_START, TRIES_AT_START),
            _ => (TRIES, TRIES_ON_THE_SPOT),
        };
        let mut best = self.tried(definition, &command);
        let (first, mut known) = (best.reach, BTreeSet::from([best.seen.clone()]));
        let usual = (command.clone(), what.clone());
        for nth in 1..tries {
            let stopped = best.reach == NOWHERE && best.faults.is_empty();
            if best.reach < from || (best.reach == from && nth > on_the_spot) || stopped {
                break;
            }
            // Now everything anew, now the best so far with some other answers.
            let anew = nth % 3 == 1;
            self.habits = if anew { own.clone() } else { own.open() };
            self.faults.clone_from(&best.faults);
            let Some((other, said)) = make(self, Some(&what).filter(|_| !anew)) else { continue };
            let trial = self.tried(definition, &other);
            let alike = !anew && (trial.seen == best.seen || !known.contains(&trial.seen));
            known.insert(trial.seen.clone());
            if trial.reach < best.reach || (trial.reach == best.reach && alike) {
                (best, command, what) = (trial, other, said);
            }
        }
        self.habits = own;
        // Where nothing is won, what was said first is as good, and more usual.
        Some(if best.reach < first { (command, what) } else { usual })
    }

    fn tried(&self, definition: &Definition, command: &Command) -> Trial {
        let obstacles = match self.foreseen(definition, command) {
            Ok(step) => return self.of_step(definition, &step),
            Err(obstacles) => obstacles,
        };
        let field = |obstacle: &Obstacle| Some(obstacle.fault.pointer.split('/').nth(1)?.to_owned());
        let said = |obstacle: &Obstacle| format!("{} {}", obstacle.fault.code, obstacle.fault.pointer);
        Trial {
            reach: NOWHERE,
            seen: obstacles.iter().map(said).collect(),
            faults: obstacles.iter().filter_map(field).collect(),
        }
    }

    fn of_step(&self, definition: &Definition, step: &Step) -> Trial {
        let (mut reach, mut seen) = (TAKEN, BTreeSet::new());
        let row = |n: u16| step.values.get(usize::from(n)).map(|row| row.bytes.clone());
        for event in &step.events {
            match event {
                Event::ElementActivated { node, .. } | Event::MessageThrown { node, .. } => {
                    // What only listens or contains others leads nowhere by itself.
                    let listens = matches!(
                        definition.node(*node).kind,
                        NodeKind::Boundary { .. }
                            | NodeKind::StartTriggered { .. }
                            | NodeKind::EventSubProcess { .. }
                            | NodeKind::SubProcess { .. }
                            | NodeKind::Call { .. }
                    );
                    if !listens {
                        reach = reach.min(self.aim.distance(definition, *node));
                    }
                }
                Event::FlowTaken { flow, .. } => drop(seen.insert(definition.flow(*flow).id.clone())),
                Event::VariableSet { name, .. } => match value_of(event, row) {
                    Value::Bool(truth) => drop(seen.insert(format!("{} {truth}", definition.name(*name).id))),
                    // Choices, not numbers and the like.
                    Value::Text(text) if !text.contains(|char: char| char.is_ascii_digit()) => {
                        seen.insert(format!("{} {text}", definition.name(*name).id));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        Trial { reach, seen, faults: Vec::new() }
    }

    /// What would come of a command, or what stops it.
    fn foreseen(&self, definition: &Definition, command: &Command) -> Result<Step, Vec<Obstacle>> {
        let store = &self.world.store;
        let stored = store.state().instances.get(&command.instance).map(|(_, bytes, _)| control::decode(bytes));
        let before = stored.transpose().unwrap().unwrap_or_else(|| Instance::unborn(command.instance));
        let mut inputs = Inputs::default();
        for _ in 0..ROUNDS {
            match preview(definition, &before, command, self.world.now, &inputs) {
                Preview::Needs(needs) => {
                    for query in needs {
                        let answer = at_once(Box::pin(ask(store, command.instance, &query))).unwrap();
                        inputs.put(query, answer);
                    }
                }
                Preview::Clear(step) => return Ok(*step),
                Preview::Stopped(obstacles) => return Err(obstacles),
                Preview::Rejected(_) => break,
            }
        }
        Err(Vec::new())
    }
}
