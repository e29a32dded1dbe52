//! `mingjing admin`: the first accounts, and a way back in when nobody can log in.

use crate::{FINE, serve::data_file};
use anyhow::{Context, Result};
use clap::{Args as ClapArgs, Subcommand};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_runtime::{
    store::read::{Change, Deed, Directory, LogEntry, NewPerson, Person, Staff},
    time::{Clock, SystemClock},
};
use mingjing_sqlite::{Options, SqliteStore};
use mingjing_web::identity::password;
use serde_json::json;
use std::{collections::BTreeSet, io::BufRead, path::PathBuf};

/// What to do with accounts.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
    /// Folder of the store.
    #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing", global = true)]
    data: PathBuf,
}

#[derive(Subcommand)]
enum Command {
    /// Make an account. The password is read from standard input.
    Create {
        /// Login name, also the person's id.
        login: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// Roles as `role@organ` or `role@organ/unit`; the first account is usually `admin@organ`.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// Give an account a new password, which must be changed at the next login. It is read from standard input.
    Reset {
        /// Login name.
        login: String,
    },
    /// List accounts with the roles of their people.
    List,
}

/// Carries it out.
///
/// # Errors
/// When the password will not do, a role is misspelt, the account is there already or is not there, or the store cannot
/// be used.
pub fn run(args: &Args) -> Result<u8> {
    tokio::runtime::Runtime::new()?.block_on(async {
        match &args.command {
            Command::Create { login, name, roles } => {
                let roles = roles.iter().map(|role| right(role).map(|right| (right, None, None)));
                let roles = roles.collect::<Result<Vec<_>>>()?;
                let hash = password::hash(&secret(login)?)?;
                let person = Person {
                    id: PersonId::new(login.as_str()),
                    name: name.clone(),
                    name_en: None,
                    active: true,
                    roles,
                };
                create(&open(args).await?, person, login, hash).await
            }
            Command::Reset { login } => {
                let hash = password::hash(&secret(login)?)?;
                reset(&open(args).await?, login, hash).await
            }
            Command::List => list(&open(args).await?).await,
        }
    })
}

async fn open(args: &Args) -> Result<SqliteStore> {
    Ok(SqliteStore::open(&data_file(&args.data)?, Options::default()).await?)
}

async fn create(store: &SqliteStore, person: Person, login: &str, hash: String) -> Result<u8> {
    if store.person_get(&person.id).await?.is_some() || store.account_get(login).await?.is_some() {
        return Err(crate::usage(format!("`{login}` is there already: `admin reset` gives it a new password")));
    }
    let roles: Vec<String> = person.roles.iter().map(|(right, _, _)| written(right)).collect();
    let after = json!({"login": login, "name": person.name, "roles": roles});
    let entry = LogEntry { after: Some(after.to_string()), ..entry(Deed::PersonCreated, &person) };
    let id = person.id.clone();
    let new = NewPerson { person, login: Some(login.to_owned()), password_hash: Some(hash.clone()) };
    store.staff_change(&Change::Create(new), &entry).await.context("storing the account")?;
    // Whoever makes their own account here knows its password alone.
    let known = Change::Password { person: id, hash, must_change: false, keep: None };
    store.staff_change(&known, &LogEntry { what: Deed::PasswordReset, after: None, ..entry }).await?;
    println!("account {login} is ready");
    Ok(FINE)
}

async fn reset(store: &SqliteStore, login: &str, hash: String) -> Result<u8> {
    let Some(account) = store.account_get(login).await? else {
        return Err(crate::usage(format!("there is no account `{login}`")));
    };
    let entry = entry(Deed::PasswordReset, &account.person);
    let new = Change::Password { person: account.person.id, hash, must_change: true, keep: None };
    store.staff_change(&new, &entry).await.context("storing the password")?;
    println!("account {login} has a new password, which must be changed at the next login");
    Ok(FINE)
}

async fn list(store: &SqliteStore) -> Result<u8> {
    let (now, mut seen) = (SystemClock.now(), BTreeSet::new());
    for organ in store.organ_list().await? {
        for account in store.account_list(&organ.id, u32::MAX, now).await? {
            let person = store.person_get(&account.person).await?.filter(|person| seen.insert(person.id.clone()));
            let Some(person) = person else { continue };
            let roles: Vec<String> = person.roles.iter().map(|(right, _, _)| written(right)).collect();
            let off = if person.active { "" } else { "  (off)" };
            println!("{:<16} {}{off}  {}", account.login, person.name, roles.join(", "));
        }
    }
    Ok(FINE)
}

/// An entry of the directory's log by the command line.
fn entry(what: Deed, person: &Person) -> LogEntry {
    LogEntry {
        at: SystemClock.now(),
        actor: None,
        what,
        organ: person.roles.first().map(|(right, _, _)| right.organ.clone()).unwrap_or_default(),
        subject: person.id.clone(),
        before: None,
        after: None,
    }
}

fn secret(login: &str) -> Result<String> {
    eprintln!("password for {login} (one line):");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let secret = line.trim_end_matches(['\r', '\n']);
    match password::fault(secret, login) {
        Some(_) => Err(crate::usage(format!(
            "the password must have at least {} characters, and must not be the login name",
            password::CHARS_MIN
        ))),
        None => Ok(secret.to_owned()),
    }
}

fn right(text: &str) -> Result<Right> {
    let Some((role, place)) = text.split_once('@') else {
        return Err(crate::usage(format!("`{text}` is no role: write `role@organ` or `role@organ/unit`")));
    };
    let (organ, unit) = match place.split_once('/') {
        Some((organ, unit)) => (organ, Some(unit.to_owned())),
        None => (place, None),
    };
    Ok(Right { role: role.to_owned(), organ: organ.to_owned(), unit, stands_in_for: None })
}

fn written(right: &Right) -> String {
    let unit = right.unit.as_ref().map(|unit| format!("/{unit}")).unwrap_or_default();
    format!("{}@{}{unit}", right.role, right.organ)
}
