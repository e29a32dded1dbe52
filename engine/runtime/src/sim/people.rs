//! Reads and writes of the directory, registers, sessions and bundles.

use super::{SimStore, ready, state::Known};
use crate::store::{
    Answered, Error, ErrorKind,
    read::{
        Account, BundleInfo, Bundles, Directory, FiledBundle, NewPerson, Organ, Person, RegisterEntry, Registers,
        Session, Sessions,
    },
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use mingjing_core::{
    ids::{Hash, PersonId, Tenant},
    needs::RegisterRow,
};
use sha2::{Digest, Sha256};

/// Failures that count towards a lock.
pub(super) const LOGIN_WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// A session that was not used for so long is over.
const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(30);
/// A session is over after so long, used or not.
const SESSION_LIFE: SignedDuration = SignedDuration::from_hours(12);

impl Directory for SimStore {
    fn organ_put<'a>(&'a self, organ: &'a Organ) -> Answered<'a, ()> {
        self.state().organs.insert(organ.id.clone(), organ.clone());
        ready(())
    }

    fn organ_list(&self) -> Answered<'_, Vec<Organ>> {
        ready(self.state().organs.values().cloned().collect())
    }

    fn person_put<'a>(&'a self, person: &'a NewPerson) -> Answered<'a, ()> {
        let mut new = person.clone();
        let mut state = self.state();
        let old = state.people.get(person.person.id.as_str());
        new.password_hash = new.password_hash.or_else(|| old.and_then(|old| old.password_hash.clone()));
        state.people.insert(person.person.id.as_str().to_owned(), new);
        ready(())
    }

    fn person_get<'a>(&'a self, person: &'a PersonId) -> Answered<'a, Option<Person>> {
        ready(self.state().people.get(person.as_str()).map(|known| known.person.clone()))
    }

    fn person_list<'a>(&'a self, organ: &'a str) -> Answered<'a, Vec<Person>> {
        let state = self.state();
        let works_there = |person: &&NewPerson| person.person.roles.iter().any(|(right, _, _)| right.organ == organ);
        let mut people: Vec<_> = state.people.values().filter(works_there).map(|known| known.person.clone()).collect();
        people.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        ready(people)
    }

    fn account_get<'a>(&'a self, login: &'a str) -> Answered<'a, Option<Account>> {
        let state = self.state();
        let known = state.people.values().find(|known| known.login.as_deref() == Some(login));
        let account = known.and_then(|known| {
            let password_hash = known.password_hash.clone()?;
            Some(Account { person: known.person.clone(), login: login.to_owned(), password_hash })
        });
        ready(account)
    }

    fn login_failures<'a>(&'a self, login: &'a str, address: &'a str, now: Timestamp) -> Answered<'a, u32> {
        let state = self.state();
        let tries = state.logins.iter().rev().filter(|(who, from, _, _)| who == login && from == address);
        let failed = tries.take_while(|(_, _, ok, at)| !ok && now.duration_since(*at) < LOGIN_WINDOW).count();
        ready(u32::try_from(failed).unwrap_or(u32::MAX))
    }

    fn login_note<'a>(&'a self, login: &'a str, address: &'a str, ok: bool, at: Timestamp) -> Answered<'a, ()> {
        self.state().logins.push((login.to_owned(), address.to_owned(), ok, at));
        ready(())
    }
}

impl Registers for SimStore {
    fn register_put<'a>(
        &'a self,
        register: &'a str,
        entries: &'a [RegisterEntry],
        _at: Timestamp,
    ) -> Answered<'a, u32> {
        let mut rows = Vec::new();
        for entry in entries {
            match serde_json::from_slice(&entry.fields) {
                Ok(fields) => rows.push((entry, fields)),
                Err(error) => {
                    let error = Error::wrap(ErrorKind::Corrupt, "register entry", error);
                    return Box::pin(std::future::ready(Err(error)));
                }
            }
        }
        let mut state = self.state();
        let mut changed = 0;
        for (entry, fields) in rows {
            let hash = Hash(Sha256::digest(&entry.fields).into());
            let known = state.registers.entry((register.to_owned(), entry.key.clone())).or_default();
            let is_same = |old: &Known| {
                old.holds
                    && old.row.hash == hash
                    && (old.valid_from, old.valid_to) == (entry.valid_from, entry.valid_to)
            };
            if known.iter().any(is_same) {
                continue;
            }
            // A new row for the same first day corrects the old one; one for another day stands beside it.
            let corrected = known.iter_mut().filter(|old| old.holds && old.valid_from == entry.valid_from);
            corrected.for_each(|old| old.holds = false);
            let version = u32::try_from(known.len() + 1).unwrap_or(u32::MAX);
            let row = RegisterRow { key: entry.key.clone(), version, hash, fields };
            known.push(Known { row, valid_from: entry.valid_from, valid_to: entry.valid_to, holds: true });
            changed += 1;
        }
        ready(changed)
    }

    fn register_get<'a>(&'a self, register: &'a str, key: &'a str, on: Date) -> Answered<'a, Option<RegisterRow>> {
        ready(self.state().register_row(register, key, on))
    }

    fn register_list<'a>(&'a self, register: &'a str, on: Date) -> Answered<'a, Vec<RegisterRow>> {
        let state = self.state();
        let keys = state.registers.keys().filter(|(name, _)| name == register);
        ready(keys.filter_map(|(name, key)| state.register_row(name, key, on)).collect())
    }
}

impl Sessions for SimStore {
    fn session_put<'a>(&'a self, session: &'a Session) -> Answered<'a, ()> {
        self.state().sessions.insert(session.token_hash, session.clone());
        ready(())
    }

    fn session_touch<'a>(&'a self, token_hash: &'a [u8; 32], now: Timestamp) -> Answered<'a, Option<Session>> {
        let mut state = self.state();
        let alive = state.sessions.get_mut(token_hash).filter(|session| is_alive(session, now));
        let alive = alive.map(|session| {
            session.used_at = session.used_at.max(now);
            session.clone()
        });
        ready(alive.map(|session| state.shown(session)))
    }

    fn session_end<'a>(&'a self, token_hash: &'a [u8; 32]) -> Answered<'a, ()> {
        self.state().sessions.remove(token_hash);
        ready(())
    }
}

/// Whether a session is neither idle nor expired.
pub(super) fn is_alive(session: &Session, now: Timestamp) -> bool {
    now.duration_since(session.used_at) < SESSION_IDLE && now.duration_since(session.created_at) < SESSION_LIFE
}

impl Bundles for SimStore {
    fn bundle_file<'a>(&'a self, bundle: &'a FiledBundle) -> Answered<'a, ()> {
        let FiledBundle { hash, organ, bytes, by, reason, at, schedules } = bundle.clone();
        let mut state = self.state();
        if !state.tenants.values().any(|known| *known == organ) {
            let tenant = Tenant(state.tenants.keys().next_back().map_or(1, |last| last.0 + 1));
            state.tenants.insert(tenant, organ.clone());
        }
        state.bundles.insert(hash, bytes);
        if !state.filed.iter().any(|filed| filed.hash == hash && filed.organ == organ) {
            state.replace_schedules(&organ, schedules);
            state.filed.push(BundleInfo { hash, organ, by, reason, at });
        }
        ready(())
    }

    fn bundle_load(&self, hash: Hash) -> Answered<'_, Option<Vec<u8>>> {
        ready(self.state().bundles.get(&hash).cloned())
    }

    fn bundle_current<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<BundleInfo>> {
        ready(self.state().filed.iter().rev().find(|filed| filed.organ == organ).cloned())
    }

    fn bundle_list(&self) -> Answered<'_, Vec<BundleInfo>> {
        ready(self.state().filed.iter().rev().cloned().collect())
    }

    fn tenant_of<'a>(&'a self, organ: &'a str) -> Answered<'a, Option<Tenant>> {
        let state = self.state();
        ready(state.tenants.iter().find(|(_, known)| *known == organ).map(|(tenant, _)| *tenant))
    }
}
