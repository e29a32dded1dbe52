//! People, roles, organs, registers, sessions.

use crate::store::Answered;
use jiff::{Timestamp, civil::Date};
use mingjing_core::{
    ids::PersonId,
    needs::{RegisterRow, Right},
};

/// People and organs.
pub trait Directory: Send + Sync {
    /// Creates or replaces an organ with its units (not its tenant).
    fn organ_put<'a>(&'a self, organ: &'a Organ) -> Answered<'a, ()>;
    /// All organs.
    fn organ_list(&self) -> Answered<'_, Vec<Organ>>;
    /// Creates or replaces a person with their roles and, if given, their password hash.
    fn person_put<'a>(&'a self, person: &'a NewPerson) -> Answered<'a, ()>;
    /// A person.
    fn person_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Person>>;
    /// People who hold any role in the organ, by name.
    fn person_list<'a>(&'a self, organ: &'a str) -> Answered<'a, Vec<Person>>;
    /// The account for a login name.
    fn account_get<'a>(&'a self, login: &'a str) -> Answered<'a, Option<Account>>;
    /// Failed logins of a name from an address in the 15 minutes up to `now`, since the last successful one.
    fn login_failures<'a>(&'a self, login: &'a str, address: &'a str, now: Timestamp) -> Answered<'a, u32>;
    /// Notes a failed or successful login from an address.
    fn login_note<'a>(&'a self, login: &'a str, address: &'a str, ok: bool, at: Timestamp) -> Answered<'a, ()>;
}

/// Registers as of a date.
pub trait Registers: Send + Sync {
    /// Appends the entries that differ from what is known; earlier knowledge is closed, never changed.
    fn register_put<'a>(&'a self, register: &'a str, entries: &'a [RegisterEntry], at: Timestamp) -> Answered<'a, u32>;
    /// The row valid on a day, as known now.
    fn register_get<'a>(&'a self, register: &'a str, key: &'a str, on: Date) -> Answered<'a, Option<RegisterRow>>;
    /// Rows valid on a day, by key.
    fn register_list<'a>(&'a self, register: &'a str, on: Date) -> Answered<'a, Vec<RegisterRow>>;
}

/// Login sessions. Tokens are stored hashed.
pub trait Sessions: Send + Sync {
    /// Opens a session.
    fn session_put<'a>(&'a self, session: &'a Session) -> Answered<'a, ()>;
    /// The session with this token hash, if it is neither idle nor expired at `now`; touches it.
    fn session_touch<'a>(&'a self, token_hash: &'a [u8; 32], now: Timestamp) -> Answered<'a, Option<Session>>;
    /// Ends a session.
    fn session_end<'a>(&'a self, token_hash: &'a [u8; 32]) -> Answered<'a, ()>;
}

/// An organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organ {
    /// Its id.
    pub id: String,
    /// Title, Chinese.
    pub title_zh: String,
    /// Title, English.
    pub title_en: Option<String>,
    /// GB/T 2260 region code.
    pub region: String,
    /// Level, e.g. `city`.
    pub level: String,
    /// The organ above it.
    pub parent: Option<String>,
    /// IANA time zone.
    pub timezone: String,
    /// Its units.
    pub units: Vec<Unit>,
}

/// A unit of an organ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id, unique in the organ.
    pub id: String,
    /// Title, Chinese.
    pub title_zh: String,
    /// Title, English.
    pub title_en: Option<String>,
}

/// A person with the roles that they hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their name for readers of English, if known.
    pub name_en: Option<String>,
    /// Whether they may log in and act.
    pub active: bool,
    /// Roles with their validity.
    pub roles: Vec<(Right, Option<Date>, Option<Date>)>,
}

/// A person to create or replace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// The person.
    pub person: Person,
    /// Login name; none = no account.
    pub login: Option<String>,
    /// PHC string of the password hash; none = unchanged.
    pub password_hash: Option<String>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The person.
    pub person: Person,
    /// Login name.
    pub login: String,
    /// PHC string.
    pub password_hash: String,
}

/// A register row to enter.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterEntry {
    /// Its key.
    pub key: String,
    /// First day on which it holds; none = always.
    pub valid_from: Option<Date>,
    /// Last day on which it holds; none = open.
    pub valid_to: Option<Date>,
    /// Canonical JSON of its fields (a value map).
    pub fields: Vec<u8>,
}

/// A login session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// SHA-256 of the token.
    pub token_hash: [u8; 32],
    /// Whose.
    pub person: PersonId,
    /// The CSRF token that belongs to it.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub used_at: Timestamp,
    /// The peer's address at the login.
    pub address: String,
    /// Whether the person's password must be changed first. Of the account, not of the session: only read, never put.
    pub must_change: bool,
}
