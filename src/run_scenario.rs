//! `mingjing run-scenario PATH`

use crate::{FINDINGS, FINE, Lang, check::renderer, folders};
use anyhow::Result;
use clap::Args as ClapArgs;
use mingjing_model::{Diagnostics, compile, render, source::Sources};
use mingjing_runtime::scenario::{self, Coverage, Covered, Scenario};
use std::path::{Path, PathBuf};

/// What to play.
#[derive(ClapArgs)]
pub struct Args {
    /// A scenario file, a department's folder, or the folder that holds the departments. Of folders, every sequence flow
    /// must be taken by some scenario.
    path: PathBuf,
    /// In which language findings in scenario files are written.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
}

/// Plays the scenarios; 1 if one fails, or a flow is left.
///
/// # Errors
/// When files cannot be read, or definitions have errors.
pub fn run(args: &Args) -> Result<u8> {
    let (folder, only) = if args.path.is_file() {
        (department_of(&args.path)?, Some(args.path.clone()))
    } else {
        (args.path.clone(), None)
    };
    let mut well = true;
    let departments: Vec<_> =
        folders::departments(&folder)?.into_iter().filter(|department| !department.own.is_standard()).collect();
    let mut bundles = Vec::new();
    for department in &departments {
        let compiled = compile(department.standard.as_ref(), &department.own);
        let Some(bundle) = compiled.bundle else {
            eprint!(
                "{}",
                render::text(&compiled.diagnostics.into_sorted(), &compiled.sources, args.lang.into(), &renderer())
            );
            return Err(crate::usage(format!("`{}` has errors: mend them first", department.own.path)));
        };
        bundles.push(bundle);
    }
    for (department, bundle) in departments.iter().zip(&bundles) {
        let mut coverage = Coverage::default();
        for (name, text) in department.own.files.iter().filter(|(name, _)| name.ends_with(".scenario.yaml")) {
            let path = department.own.path_of(name);
            if only.as_ref().is_some_and(|only| !only.ends_with(name)) {
                continue;
            }
            let Some(scenario) = read(&path, text, args.lang) else {
                well = false;
                continue;
            };
            let played = scenario::play(&scenario, &bundles)?;
            println!("{} {path}: {}", if played.failures.is_empty() { "ok  " } else { "FAIL" }, scenario.title);
            for failure in &played.failures {
                println!("     {path}:{}: {}", failure.line, failure.text);
                well = false;
            }
            coverage.merge(&played.coverage);
        }
        if only.is_none() {
            for (process, Covered { flows, missing }) in coverage.of(&bundle.definitions) {
                println!("{}/{process}: {} of {flows} flows taken", bundle.organ.organ, flows - missing.len());
                for flow in &missing {
                    println!("     no scenario takes {flow}");
                }
                well &= missing.is_empty();
            }
        }
    }
    Ok(if well { FINE } else { FINDINGS })
}

fn department_of(file: &Path) -> Result<PathBuf> {
    match file.parent().and_then(Path::parent) {
        Some(folder) => Ok(folder.to_owned()),
        None => Err(crate::usage(format!("`{}` stands in no department's folder", file.display()))),
    }
}

fn read(path: &str, text: &str, lang: Lang) -> Option<Scenario> {
    let mut sources = Sources::new();
    let mut report = Diagnostics::new();
    let file = sources.add(path.to_owned(), text);
    let scenario = scenario::read(file, text, &mut report);
    eprint!("{}", render::text(&report.into_sorted(), &sources, lang.into(), &renderer()));
    scenario
}
