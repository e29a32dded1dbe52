//! A score: the commands of one case, noted while its scenario is played in memory, to be played again for many cases.
//! Element keys are counted in each instance, so that the same commands fit every case of the process.

use crate::department::Department;
use anyhow::{Context, Result, bail};
use jiff::Timestamp;
use mingjing_core::{
    command::{Actor, Command, What},
    ids::{CommandId, InstanceId, PersonId},
};
use mingjing_runtime::{
    lane::{Answer, Decode},
    scenario::{
        documents::Stationery,
        file::Verb,
        run::{calendar_of, reached},
        stage::Stage,
        theatre::Theatre,
        world::{World, at_once},
    },
    sim::SimStore,
    store::{Answered, Error, ErrorKind, MailboxKey, Message},
};
use std::sync::Arc;
use uuid::Uuid;

/// A command of the case, with the step of the scenario that it belongs to.
pub struct Note {
    pub at: Timestamp,
    pub label: String,
    pub command: Command,
}

/// Plays the department's scenario and notes its commands.
pub fn of(department: &Department) -> Result<Vec<Note>> {
    let store = SimStore::new();
    let filing =
        async { department.file(&store).await.map_err(|error| Error::new(ErrorKind::Corrupt, error.to_string())) };
    let filed = at_once(Box::pin(filing))?;
    let definitions = department.bundle.definitions.clone();
    let decode: Decode = Arc::new(move |_| Ok(definitions.clone()));
    let scenario = &department.scenario;
    let definition = department.bundle.definitions.iter().find(|one| one.process == scenario.process);
    let definition = Arc::new(definition.context("the process is not filed")?.clone());
    let calendar = calendar_of(&definition, &department.bundle)?;
    let mut player = Player {
        world: World::new(store.clone(), decode, department.begins()?),
        notes: Vec::new(),
        label: String::new(),
    };
    let organ = scenario.organ.clone();
    let mut stage = Stage {
        definition,
        bundle: filed.bundle,
        tenant: filed.tenant,
        organ,
        case: None,
        moved: Default::default(),
        filed: Arc::default(),
        stationery: Stationery::of(calendar.zone()),
    };
    for step in &scenario.steps {
        player.label = match &step.verb {
            Verb::Start => "start".to_owned(),
            Verb::Complete(node) => node.clone(),
            Verb::Advance(advance) => {
                let to = reached(player.now(), advance, &calendar)?;
                player.advance(to)?;
                continue;
            }
            Verb::Nothing => continue,
            other => bail!("the bench plays starts and tasks, not {other:?}"),
        };
        if let Err(codes) = stage.take(&mut player, step)? {
            bail!("line {} of the scenario: {}", step.line, codes.join(", "));
        }
    }
    Ok(player.notes)
}

impl Note {
    /// True when it completes a task.
    pub fn completes(&self) -> bool {
        matches!(self.command.what, What::CompleteTask { .. })
    }

    /// The same command for another case.
    pub fn command(&self, instance: InstanceId, person: Option<&PersonId>) -> Command {
        let starts = matches!(self.command.what, What::Start(_));
        let id = CommandId(if starts { instance.uuid } else { Uuid::now_v7() });
        let mut command = Command { id, instance, salt: id.0.into_bytes(), ..self.command.clone() };
        if let Some(person) = person {
            command.actor = Actor::Person(person.clone());
        }
        command
    }
}

/// A world whose commands are noted.
struct Player {
    world: World,
    notes: Vec<Note>,
    label: String,
}

impl Theatre for Player {
    type Store = SimStore;

    fn store(&self) -> &SimStore {
        self.world.store()
    }

    fn wait<T>(&self, answered: Answered<'_, T>) -> Result<T, Error> {
        self.world.wait(answered)
    }

    fn now(&self) -> Timestamp {
        self.world.now()
    }

    fn settle(&mut self) {}

    fn command_id(&mut self) -> CommandId {
        self.world.command_id()
    }

    fn send(&mut self, command: Command) -> Option<Answer> {
        self.notes.push(Note { at: self.world.now(), label: self.label.clone(), command: command.clone() });
        self.world.send(command)
    }

    fn publish(&mut self, mailbox: MailboxKey, message: Message) -> Option<Answer> {
        self.world.publish(mailbox, message)
    }

    fn advance(&mut self, to: Timestamp) -> Result<(), Error> {
        self.world.advance(to)
    }
}
