//! `mingjing demo`: a store of its own, with filed processes, people, and cases made by commands.

use crate::{
    FINDINGS, FINE, demo_cases,
    file::compiled,
    folders,
    serve::{self, data_file},
};
use anyhow::{Context, Result, bail};
use clap::Args as ClapArgs;
use jiff::Timestamp;
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_expr::Value;
use mingjing_model::{bundle::Bundle, files::RegisterFile};
use mingjing_runtime::{
    filing,
    store::read::{Bundles, Change, Contact, Deed, Directory, LogEntry, NewPerson, Person, Staff},
    time::{Clock, SystemClock},
};
use mingjing_sqlite::{Fact, Options, SqliteStore};
use mingjing_web::identity::password;
use std::{
    fs,
    path::{Path, PathBuf},
};

/// The register that holds the people of the demonstration.
const PEOPLE: &str = "people";
/// Bytes of a random password, written in an alphabet that is easy to read aloud.
const PASSWORD_LETTERS: usize = 10;
const ALPHABET: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";

/// What to demonstrate.
#[derive(ClapArgs)]
pub struct Args {
    #[command(flatten)]
    serve: serve::Args,
    /// The folder that holds the departments.
    #[arg(long, default_value = "processes")]
    processes: PathBuf,
    /// Start over: the store of the last demonstration is removed.
    #[arg(long)]
    fresh: bool,
    /// The password of all accounts; a random one otherwise.
    #[arg(long, env = "MJ_DEMO_PASSWORD", hide_env_values = true)]
    password: Option<String>,
    /// Only make the store; serve nothing.
    #[arg(long)]
    prepare: bool,
}

/// Makes the demonstration if it is not there, and serves it.
///
/// # Errors
/// When definitions have errors, or the store was not made by a demonstration.
pub fn run(args: &Args) -> Result<u8> {
    serve::start_logging();
    let bundles = bundles(&args.processes)?;
    let Some(bundles) = bundles else { return Ok(FINDINGS) };
    let path = data_file(&args.serve.data)?;
    if args.fresh {
        remove(&path)?;
    }
    let secret = args.password.clone().map_or_else(random_password, Ok)?;
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&path, Options::default()).await?;
        let made = prepare(&store, &bundles, &secret, args).await?;
        if args.prepare {
            println!("{made} cases in `{}`", path.display());
            return Ok(FINE);
        }
        let people = people(&bundles)?;
        serve::serve(&args.serve, store, |address| announce(address, &bundles, &people, &secret)).await
    })
}

/// Files what is not filed, gives everybody the password, and makes the cases of a new store.
async fn prepare(store: &SqliteStore, bundles: &[Bundle], secret: &str, args: &Args) -> Result<usize> {
    let empty = store.bundle_list().await?.is_empty();
    if !empty && store.fact_get(Fact::CreatedByDemo).await? != 1 {
        bail!("the store was not made by a demonstration: give another folder with --data");
    }
    store.fact_put(Fact::CreatedByDemo, 1).await?;
    let now = SystemClock.now();
    let since = demo_cases::begin(&args.processes, now)?;
    for bundle in bundles {
        let at = if empty { since } else { now };
        filing::file(store, bundle, "demo", "演示备案", at).await.context("filing a department")?;
    }
    let hash = password::hash(secret)?;
    for (mut person, _) in people(bundles)? {
        person.password_hash = Some(hash.clone());
        // Whoever is there keeps the roles that administrators gave them since.
        if let Some(known) = store.person_get(&person.person.id).await? {
            person.person = known;
        }
        store.person_put(&person).await?;
    }
    if empty {
        reach(store, bundles, since).await?;
    }
    if empty { demo_cases::make(store, bundles, &args.processes, now).await } else { Ok(0) }
}

/// Compiles every department; none, with the findings printed, if one has errors.
fn bundles(processes: &Path) -> Result<Option<Vec<Bundle>>> {
    let mut bundles = Vec::new();
    for department in folders::departments(processes)?.iter().filter(|department| !department.own.is_standard()) {
        match compiled(Path::new(&department.own.path), crate::Lang::Zh)? {
            Some(bundle) => bundles.push(bundle),
            None => return Ok(None),
        }
    }
    Ok(Some(bundles))
}

/// The people that the bundles name for the demonstration, with the organ of each.
fn people(bundles: &[Bundle]) -> Result<Vec<(NewPerson, String)>> {
    let mut people = Vec::new();
    for bundle in bundles {
        let register = bundle.registers.iter().find(|register| register.register == PEOPLE);
        for row in register.iter().flat_map(|register: &&RegisterFile| &register.rows) {
            let text = |field: &str| row.fields.get(field).and_then(Value::as_text).map(str::to_owned);
            let roles =
                row.fields.get("roles").and_then(Value::as_list).into_iter().flatten().filter_map(Value::as_text);
            let right = |role: &str| {
                let (role, unit) =
                    role.split_once('@').map_or((role, None), |(role, unit)| (role, Some(unit.to_owned())));
                (
                    Right { role: role.to_owned(), organ: bundle.organ.organ.clone(), unit, stands_in_for: None },
                    None,
                    None,
                )
            };
            let person = Person {
                id: PersonId::new(row.key.as_str()),
                name: text("name").with_context(|| format!("{} has no name", row.key))?,
                name_en: text("name_en"),
                active: true,
                roles: roles.map(right).collect(),
            };
            people.push((NewPerson { person, login: text("login"), password_hash: None }, bundle.organ.organ.clone()));
        }
    }
    Ok(people)
}

/// Enters how people of the demonstration are reached, where their register says it.
async fn reach(store: &SqliteStore, bundles: &[Bundle], at: Timestamp) -> Result<()> {
    for bundle in bundles {
        let register = bundle.registers.iter().find(|register| register.register == PEOPLE);
        for row in register.iter().flat_map(|register: &&RegisterFile| &register.rows) {
            let text = |field: &str| row.fields.get(field).and_then(Value::as_text).map(str::to_owned);
            let contact = Contact { mail: text("mail"), mobile: text("mobile"), english: false };
            if contact == Contact::default() {
                continue;
            }
            let person = PersonId::new(row.key.as_str());
            let entry = LogEntry {
                at,
                actor: None,
                what: Deed::ContactChanged,
                organ: bundle.organ.organ.clone(),
                subject: person.clone(),
                before: None,
                after: None,
            };
            store.staff_change(&Change::Contact { person, contact }, &entry).await?;
        }
    }
    Ok(())
}

/// What people of the demonstration need: address, password, and who they can be, by department.
fn announce(address: std::net::SocketAddr, bundles: &[Bundle], people: &[(NewPerson, String)], secret: &str) {
    println!("\n  明镜演示 Mingjing demo   http://{address}   密码 password: {secret}");
    for bundle in bundles {
        println!("\n  {} {}", bundle.organ.title.zh, bundle.organ.title.en.as_deref().unwrap_or_default());
        for (new, _) in people.iter().filter(|(_, organ)| *organ == bundle.organ.organ) {
            let roles = new.person.roles.iter().map(|(right, _, _)| titled(bundle, right));
            let login = new.login.as_deref().unwrap_or(new.person.id.as_str());
            println!("    {login:<11} {}  {}", new.person.name, roles.collect::<Vec<_>>().join("、"));
        }
    }
    println!("\n  Ctrl-C stops it; `make demo FRESH=1` starts over.\n");
}

/// A role and the unit for which it is held, as people call them.
fn titled(bundle: &Bundle, right: &Right) -> String {
    let role = bundle.roles.0.get(&right.role).map_or(right.role.as_str(), |role| role.title.zh.as_str());
    let unit = right.unit.as_ref().and_then(|id| bundle.organ.units.iter().find(|unit| unit.id == *id));
    unit.map_or_else(|| role.to_owned(), |unit| format!("{role}（{}）", unit.title.zh))
}

fn random_password() -> Result<String> {
    let bytes = [uuid::Uuid::new_v4().into_bytes(), uuid::Uuid::new_v4().into_bytes()].concat();
    let letters =
        bytes.iter().take(PASSWORD_LETTERS).map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]));
    Ok(letters.collect())
}

fn remove(path: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let file = PathBuf::from(format!("{}{ending}", path.display()));
        if file.exists() {
            fs::remove_file(&file).with_context(|| format!("removing `{}`", file.display()))?;
        }
    }
    Ok(())
}
