//! Where scenarios are played: a world in memory for tests, an engine with a real store for the demonstration.

use crate::{
    lane::Answer,
    store::{
        Answered, Error, MailboxKey, Message,
        read::{Bundles, Cases, Directory, Histories, Registers},
    },
};
use jiff::Timestamp;
use mingjing_core::{command::Command, ids::CommandId};

/// An engine with its store and its clock.
pub trait Theatre {
    /// Its store.
    type Store: Bundles + Cases + Directory + Histories + Registers;

    /// The store.
    fn store(&self) -> &Self::Store;

    /// Waits for an answer of the store.
    ///
    /// # Errors
    /// Those of the store.
    fn wait<T>(&self, answered: Answered<'_, T>) -> Result<T, Error>;

    /// The time.
    fn now(&self) -> Timestamp;

    /// A command id that was never used.
    fn command_id(&mut self) -> CommandId;

    /// Sends a command and gives its answer.
    fn send(&mut self, command: Command) -> Option<Answer>;

    /// Publishes a message and gives what became of it.
    fn publish(&mut self, mailbox: MailboxKey, message: Message) -> Option<Answer>;

    /// Waits for what follows from the commands so far: messages that reach other cases.
    fn settle(&mut self);

    /// Lets time pass, carrying out what falls due on the way.
    ///
    /// # Errors
    /// Those of the store.
    fn advance(&mut self, to: Timestamp) -> Result<(), Error>;
}
