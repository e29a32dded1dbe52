//! Administration of people: accounts, roles, stand-ins, sessions. Every change stands in the directory's log, which only
//! grows.

use super::{Account, Contact, NewPerson, Session};
use crate::store::Answered;
use jiff::{Timestamp, civil::Date};
use mingjing_core::{ids::PersonId, needs::Right};
use serde::{Deserialize, Serialize};

/// Changes of people and their roles, and what has become of them.
pub trait Staff: Send + Sync {
    /// Carries out a change and writes its entry: both or neither. A conflict when an id or a login is taken; not found
    /// when what it changes is not there, or ends earlier already.
    fn staff_change<'a>(&'a self, change: &'a Change, entry: &'a LogEntry) -> Answered<'a, ()>;
    /// A person's roles on a day, then those of people for whom they stand in; none when they are not active.
    fn rights_on<'a>(&'a self, person: &'a PersonId, on: Date) -> Answered<'a, Vec<Right>>;
    /// The account of a person.
    fn account_of<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Account>>;
    /// Accounts of the people who hold or held a role in the organ, by login. Locked is who has this many failed logins
    /// from one address in the 15 minutes up to `now`, since the last successful one.
    fn account_list<'a>(&'a self, organ: &'a str, failures: u32, now: Timestamp) -> Answered<'a, Vec<AccountLine>>;
    /// Stand-ins for and by these people, the newest first.
    fn stand_in_list<'a>(&'a self, people: &'a [PersonId]) -> Answered<'a, Vec<StandIn>>;
    /// Sessions of these people that are neither idle nor expired at `now`, last used first.
    fn session_list<'a>(&'a self, people: &'a [PersonId], now: Timestamp) -> Answered<'a, Vec<Session>>;
    /// Entries about people of these organs, the newest first, older than `before`.
    fn directory_log<'a>(
        &'a self,
        organs: &'a [String],
        before: Option<u64>,
        limit: u32,
    ) -> Answered<'a, Vec<(u64, LogEntry)>>;
}

/// A change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A person who was not there, with an account whose password must be changed.
    Create(NewPerson),
    /// A person may or may not log in and act from now on; who may not has no session left.
    Active {
        /// The person.
        person: PersonId,
        /// Whether they may.
        active: bool,
    },
    /// A new password; it ends their sessions.
    Password {
        /// The person.
        person: PersonId,
        /// PHC string of the new hash.
        hash: String,
        /// Whether they must change it when they log in.
        must_change: bool,
        /// Token hash of the one session that goes on.
        keep: Option<[u8; 32]>,
    },
    /// Failed logins no longer count.
    Unlock {
        /// The login name.
        login: String,
    },
    /// One more role.
    Grant {
        /// The person.
        person: PersonId,
        /// The role.
        right: Right,
        /// First day; none = always.
        from: Option<Date>,
        /// Last day; none = open.
        to: Option<Date>,
    },
    /// A role ends.
    EndRole {
        /// The person.
        person: PersonId,
        /// Position among their roles.
        position: u32,
        /// Its last day from now on.
        on: Date,
    },
    /// Somebody stands in for somebody. The id is given by the store.
    StandIn(StandIn),
    /// A stand-in ends.
    EndStandIn {
        /// Which.
        id: u64,
        /// Its last day from now on.
        on: Date,
    },
    /// One session ends.
    EndSession {
        /// Hash of its token.
        token_hash: [u8; 32],
    },
    /// All sessions of a person end.
    EndSessions {
        /// The person.
        person: PersonId,
    },
    /// How a person is reached.
    Contact {
        /// The person.
        person: PersonId,
        /// From now on.
        contact: Contact,
    },
}

/// A person acts in place of another for some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandIn {
    /// Its number.
    pub id: u64,
    /// Who is represented.
    pub absent: PersonId,
    /// Who acts.
    pub person: PersonId,
    /// The roles that are lent; none = all.
    pub roles: Option<Vec<String>>,
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// An account, without its password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLine {
    /// Whose.
    pub person: PersonId,
    /// Login name.
    pub login: String,
    /// Whether the password must be changed at the next login.
    pub must_change: bool,
    /// Whether failed logins lock it now.
    pub locked: bool,
}

/// An entry of the directory's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogEntry {
    /// When.
    pub at: Timestamp,
    /// Who did it; none = the command line.
    pub actor: Option<PersonId>,
    /// What was done.
    pub what: Deed,
    /// The organ whose person it is about.
    pub organ: String,
    /// The person whom it is about.
    pub subject: PersonId,
    /// What stood before: a JSON object of plain fields. Never a password.
    pub before: Option<String>,
    /// What stands since.
    pub after: Option<String>,
}

/// Kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deed {
    /// A person was created.
    PersonCreated,
    /// A person may log in and act again.
    Activated,
    /// A person may no longer log in and act.
    Deactivated,
    /// A password was given by somebody else.
    PasswordReset,
    /// A person changed their own password.
    PasswordChanged,
    /// Failed logins were forgiven.
    Unlocked,
    /// A role was granted.
    RoleGranted,
    /// A role was ended.
    RoleEnded,
    /// A stand-in was entered.
    StandInEntered,
    /// A stand-in was ended.
    StandInEnded,
    /// A session was ended by somebody.
    SessionEnded,
    /// All sessions of a person were ended.
    SessionsEnded,
    /// How a person is reached was changed; what it was and is stands nowhere but with the person.
    ContactChanged,
}
