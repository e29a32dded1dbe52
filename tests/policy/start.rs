//! How cases begin: by a person of the first lane, or by a message from outside.

use crate::{
    house::House,
    memory::Memory,
    papers,
    player::{Case, Game, actor},
};
use mingjing_core::{
    command::{Command, Start, What},
    ids::InstanceId,
};
use mingjing_model::definition::{Definition, LaneRef, MessageRef, NodeIx};
use mingjing_runtime::{lane::Answer, scenario::theatre::Theatre};
use std::sync::Arc;

/// Nodes of a process for which it is begun once more.
const NODES_A_START: usize = 40;

/// How a case may begin: by a person, or by a message from outside.
#[derive(Clone)]
struct Beginning {
    definition: Arc<Definition>,
    node: NodeIx,
    message: Option<MessageRef>,
}

impl Game<'_> {
    /// Starts a case of some process, by a person or by a message.
    pub fn begin(&mut self) {
        let mut starts = starts(self.house);
        let by_person = self.chance.percent(85);
        let is_aim = |start: &Beginning| self.aim.distance(&start.definition, start.node) == 0;
        if !starts.iter().any(is_aim) {
            starts.retain(|start| start.message.is_none() == by_person);
        }
        let far = |game: &Self, start: &Beginning| game.aim.distance(&start.definition, start.node);
        match self.nearest(&starts, far) {
            Some(Beginning { definition, message: Some(message), node }) => {
                let cases = self.cases.len();
                self.publish(&definition, &message, String::new());
                if self.cases.len() > cases {
                    self.reached(&definition.process, &definition.node(node).id);
                }
            }
            Some(start) => self.begin_by_person(&start.definition),
            None => {}
        }
    }

    fn begin_by_person(&mut self, definition: &Arc<Definition>) {
        let node = definition.node(definition.start());
        let Some(LaneRef::Fixed(lane)) = node.lane else { return };
        let person = self.person(&definition.lane(lane).role, None);
        let roles = self.roster.member(&person).map(|member| member.roles.clone()).unwrap_or_default();
        let unit = roles.iter().find_map(|(_, unit, _)| unit.clone());
        let from = self.aim.distance(definition, definition.start());
        let made = self.best(definition, from, |game, before| {
            let submission = game.submission(definition, &Memory::default(), node.form, unit.as_deref(), before)?;
            let day = game.house.day(game.world.now);
            let documents = papers::entered(definition, definition.start(), &game.habits, &mut game.chance, day);
            let id = game.world.command_id();
            let start = Start {
                bundle: game.house.hash,
                process: definition.process.clone(),
                organ: game.house.organ().to_owned(),
                unit: unit.clone(),
                submission: submission.typed.clone(),
                message: None,
                from: None,
                timer: None,
                documents,
            };
            let instance = InstanceId { tenant: game.tenant, uuid: id.0 };
            let (what, reason) = (What::Start(start), game.reason());
            Some((Command { id, actor: actor(&person), instance, what, reason, salt: id.0.into_bytes() }, submission))
        });
        let Some((command, submission)) = made else { return };
        let instance = command.instance;
        if matches!(self.send(command), Answer::Done { .. }) {
            let mut memory = Memory::default();
            submission.keep(&mut memory);
            self.cases.push(Case { instance, definition: definition.clone(), memory });
        }
    }
}

fn starts(house: &House) -> Vec<Beginning> {
    let mut all = Vec::new();
    for definition in &house.definitions {
        for node in std::iter::once(definition.start()).chain(definition.starts.iter().copied()) {
            let message = definition.node(node).kind.awaited().cloned();
            let able = match &message {
                Some(message) => !house.is_internal(message),
                None => definition.node(node).lane.is_some(),
            };
            // The larger a process is, the more of its runs are needed.
            let weight = if able { 1 + definition.nodes.len() / NODES_A_START } else { 0 };
            all.extend(vec![Beginning { definition: definition.clone(), node, message }; weight]);
        }
    }
    all
}
