//! Administration of people.

use super::{
    SimStore, State,
    people::{LOGIN_WINDOW, is_alive},
    ready,
};
use crate::store::{
    Answered, Error, ErrorKind,
    read::{Account, AccountLine, Change, LogEntry, NewPerson, Session, Staff, StandIn},
};
use jiff::{Timestamp, civil::Date};
use mingjing_core::{ids::PersonId, needs::Right};
use std::collections::BTreeMap;

impl Staff for SimStore {
    fn staff_change<'a>(&'a self, change: &'a Change, entry: &'a LogEntry) -> Answered<'a, ()> {
        let mut state = self.state();
        let changed = state.change_staff(change);
        if changed.is_ok() {
            state.directory_log.push(entry.clone());
        }
        Box::pin(std::future::ready(changed))
    }

    fn rights_on<'a>(&'a self, person: &'a PersonId, on: Date) -> Answered<'a, Vec<Right>> {
        ready(self.state().rights(person, on))
    }

    fn account_of<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Account>> {
        let state = self.state();
        let account = state.people.get(person.as_str()).and_then(|known| {
            let (login, password_hash) = (known.login.clone()?, known.password_hash.clone()?);
            Some(Account { person: known.person.clone(), login, password_hash })
        });
        ready(account)
    }

    fn account_list<'a>(&'a self, organ: &'a str, failures: u32, now: Timestamp) -> Answered<'a, Vec<AccountLine>> {
        let state = self.state();
        let works_there = |known: &&NewPerson| known.person.roles.iter().any(|(right, _, _)| right.organ == organ);
        let lines = state.people.values().filter(works_there).filter_map(|known| {
            let login = known.login.clone().filter(|_| known.password_hash.is_some())?;
            Some(AccountLine {
                person: known.person.id.clone(),
                must_change: state.must_change.contains(known.person.id.as_str()),
                locked: state.is_locked(&login, failures, now),
                login,
            })
        });
        let mut lines: Vec<_> = lines.collect();
        lines.sort_by(|a, b| a.login.cmp(&b.login));
        ready(lines)
    }

    fn stand_in_list<'a>(&'a self, people: &'a [PersonId]) -> Answered<'a, Vec<StandIn>> {
        let state = self.state();
        let about = |known: &&StandIn| people.contains(&known.absent) || people.contains(&known.person);
        ready(state.stand_ins.iter().rev().filter(about).cloned().collect())
    }

    fn session_list<'a>(&'a self, people: &'a [PersonId], now: Timestamp) -> Answered<'a, Vec<Session>> {
        let state = self.state();
        let alive =
            state.sessions.values().filter(|session| people.contains(&session.person) && is_alive(session, now));
        let mut sessions: Vec<_> = alive.map(|session| state.shown(session.clone())).collect();
        sessions.sort_by(|a, b| (b.used_at, &a.token_hash).cmp(&(a.used_at, &b.token_hash)));
        ready(sessions)
    }

    fn directory_log<'a>(
        &'a self,
        organs: &'a [String],
        before: Option<u64>,
        limit: u32,
    ) -> Answered<'a, Vec<(u64, LogEntry)>> {
        let state = self.state();
        let numbered = state.directory_log.iter().enumerate().rev().map(|(place, entry)| (place as u64 + 1, entry));
        let wanted = numbered.filter(|(n, entry)| organs.contains(&entry.organ) && before.is_none_or(|mark| *n < mark));
        ready(wanted.take(limit as usize).map(|(n, entry)| (n, entry.clone())).collect())
    }
}

impl State {
    fn change_staff(&mut self, change: &Change) -> Result<(), Error> {
        match change {
            Change::Create(new) => self.create(new)?,
            Change::Active { person, active } => {
                self.known(person)?.person.active = *active;
                if !active {
                    self.sessions.retain(|_, session| session.person != *person);
                }
            }
            Change::Password { person, hash, must_change, keep } => {
                self.known(person)?.password_hash = Some(hash.clone());
                self.must_change.remove(person.as_str());
                if *must_change {
                    self.must_change.insert(person.as_str().to_owned());
                }
                self.sessions.retain(|token, session| session.person != *person || Some(*token) == *keep);
            }
            Change::Unlock { login } => self.logins.retain(|(who, _, ok, _)| who != login || *ok),
            Change::Grant { person, right, from, to } => {
                self.known(person)?.person.roles.push((right.clone(), *from, *to));
            }
            Change::EndRole { person, position, on } => {
                let role = self.known(person)?.person.roles.get_mut(*position as usize);
                let (_, _, to) = role.filter(|(_, _, to)| to.is_none_or(|to| to > *on)).ok_or_else(missing)?;
                *to = Some(*on);
            }
            Change::StandIn(stand_in) => {
                let id = self.stand_ins.len() as u64 + 1;
                self.stand_ins.push(StandIn { id, ..stand_in.clone() });
            }
            Change::EndStandIn { id, on } => {
                let known = self.stand_ins.iter_mut().find(|known| known.id == *id && known.to > *on);
                known.ok_or_else(missing)?.to = *on;
            }
            Change::EndSession { token_hash } => {
                self.sessions.remove(token_hash).ok_or_else(missing)?;
            }
            Change::Contact { person, contact } => {
                self.known(person)?;
                self.put_contact(person, contact);
            }
            Change::EndSessions { person } => self.sessions.retain(|_, session| session.person != *person),
        }
        Ok(())
    }

    fn create(&mut self, new: &NewPerson) -> Result<(), Error> {
        let id = new.person.id.as_str();
        let is_login_taken = self.people.values().any(|known| known.login.is_some() && known.login == new.login);
        if self.people.contains_key(id) || is_login_taken {
            return Err(Error::new(ErrorKind::Conflict, "the id or the login is taken"));
        }
        self.people.insert(id.to_owned(), new.clone());
        self.must_change.insert(id.to_owned());
        Ok(())
    }

    fn known(&mut self, person: &PersonId) -> Result<&mut NewPerson, Error> {
        self.people.get_mut(person.as_str()).ok_or_else(missing)
    }

    fn is_locked(&self, login: &str, failures: u32, now: Timestamp) -> bool {
        let mut failed: BTreeMap<&str, u32> = BTreeMap::new();
        for (_, address, ok, at) in self.logins.iter().filter(|(who, _, _, _)| who == login) {
            let count = failed.entry(address).or_default();
            let counts = !ok && now.duration_since(*at) < LOGIN_WINDOW;
            *count = if *ok { 0 } else { *count + u32::from(counts) };
        }
        failed.values().any(|count| *count >= failures)
    }

    /// A session with what its account says.
    pub(super) fn shown(&self, session: Session) -> Session {
        Session { must_change: self.must_change.contains(session.person.as_str()), ..session }
    }
}

fn missing() -> Error {
    Error::new(ErrorKind::NotFound, "nothing to change")
}
