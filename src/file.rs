//! `mingjing file DIR --by PERSON --reason TEXT`

use crate::{FINDINGS, FINE, Lang, check::renderer, folders, serve::data_file};
use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use mingjing_model::{bundle::Bundle, compile, render};
use mingjing_runtime::{
    filing,
    time::{Clock, SystemClock},
};
use mingjing_sqlite::{Options, SqliteStore};
use std::path::PathBuf;

/// What is filed, by whom and why.
#[derive(ClapArgs)]
pub struct Args {
    /// A department's folder.
    folder: PathBuf,
    /// Who files it.
    #[arg(long)]
    by: String,
    /// Why.
    #[arg(long)]
    reason: String,
    /// Folder of the store.
    #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing")]
    data: PathBuf,
    /// In which language findings are written.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
}

/// Files a bundle for the record; 1 if it has errors.
///
/// # Errors
/// When the folder or the store cannot be used.
pub fn run(args: &Args) -> Result<u8> {
    for (name, text) in [("--by", &args.by), ("--reason", &args.reason)] {
        if text.trim().is_empty() {
            return Err(crate::usage(format!("{name} must not be empty: a filing is on the record for ever")));
        }
    }
    let Some(bundle) = compiled(&args.folder, args.lang)? else { return Ok(FINDINGS) };
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let store = SqliteStore::open(&data_file(&args.data)?, Options::default()).await?;
        let hash = filing::file(&store, &bundle, args.by.trim(), args.reason.trim(), SystemClock.now())
            .await
            .context("filing the bundle")?;
        println!("filed {} as {hash}", bundle.organ.organ);
        anyhow::Ok(FINE)
    })
}

/// The bundle of a department's folder; none, with the findings printed, when it has errors.
///
/// # Errors
/// When the folder cannot be read.
pub fn compiled(folder: &std::path::Path, lang: Lang) -> Result<Option<Bundle>> {
    let department = folders::department(folder)?;
    if department.own.is_standard() {
        return Err(crate::usage("the standard is not filed by itself: file a department's folder"));
    }
    let compiled = compile(department.standard.as_ref(), &department.own);
    if compiled.bundle.is_none() {
        eprint!("{}", render::text(&compiled.diagnostics.into_sorted(), &compiled.sources, lang.into(), &renderer()));
    }
    Ok(compiled.bundle)
}
