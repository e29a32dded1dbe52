//! `mingjing admin create`

use crate::{FINE, serve::data_file};
use anyhow::{Context, Result};
use clap::{Args as ClapArgs, Subcommand};
use mingjing_core::{ids::PersonId, needs::Right};
use mingjing_runtime::store::read::{Directory, NewPerson, Person};
use mingjing_sqlite::{Options, SqliteStore};
use mingjing_web::identity::password;
use std::{io::BufRead, path::PathBuf};

/// Characters that a password must have at least: length is what makes it hard to guess.
const PASSWORD_CHARS_MIN: usize = 10;

/// What to do with accounts.
#[derive(ClapArgs)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Make an account, or give an account a new password and new roles. The password is read from standard input.
    Create {
        /// Login name, also the person's id.
        login: String,
        /// The person's name.
        #[arg(long)]
        name: String,
        /// Roles as `role@organ` or `role@organ/unit`; the first account is usually `admin@organ`.
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// Folder of the store.
        #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing")]
        data: PathBuf,
    },
}

/// Carries it out.
///
/// # Errors
/// When the password is too short, a role is misspelt, or the store cannot be used.
pub fn run(args: &Args) -> Result<u8> {
    let Command::Create { login, name, roles, data } = &args.command;
    let roles = roles.iter().map(|role| right(role).map(|right| (right, None, None))).collect::<Result<Vec<_>>>()?;
    eprintln!("password for {login} (one line):");
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let secret = line.trim_end_matches(['\r', '\n']);
    if secret.chars().count() < PASSWORD_CHARS_MIN {
        return Err(crate::usage(format!("the password must have at least {PASSWORD_CHARS_MIN} characters")));
    }
    let password_hash = Some(password::hash(secret)?);
    let person = Person { id: PersonId::new(login.as_str()), name: name.clone(), name_en: None, active: true, roles };
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&data_file(data)?, Options::default()).await?;
        store
            .person_put(&NewPerson { person, login: Some(login.clone()), password_hash })
            .await
            .context("storing the account")?;
        println!("account {login} is ready");
        anyhow::Ok(FINE)
    })
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
