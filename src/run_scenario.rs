//! `mingjing run-scenario PATH`

use crate::{
    FINDINGS, FINE, Lang,
    check::renderer,
    folders::{self, Department},
};
use anyhow::Result;
use clap::Args as ClapArgs;
use mingjing_model::{Diagnostics, bundle::Bundle, compile, render, source::Sources};
use mingjing_runtime::scenario::{self, Coverage, Covered, Scenario, Setting};
use std::path::{Path, PathBuf};

/// What to play.
#[derive(ClapArgs)]
pub struct Args {
    /// A scenario file, a department's folder, or the folder that holds the departments. Of the last, every sequence flow
    /// must be taken by some scenario; a flow that departments share is taken for all of them.
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
    let wanted = wanted(&args.path)?;
    // Cases go from department to department, so all of them are there, whichever are played.
    let departments: Vec<Department> =
        folders::departments(&wanted.all)?.into_iter().filter(|department| !department.own.is_standard()).collect();
    let bundles = departments.iter().map(|department| bundle(department, args.lang)).collect::<Result<_>>()?;
    let setting = Setting::new(bundles)?;
    let mut coverage = Coverage::default();
    let mut well = true;
    for department in &departments {
        for (name, text) in department.own.files.iter().filter(|(name, _)| name.ends_with(".scenario.yaml")) {
            let path = department.own.path_of(name);
            if wanted.is_among(Path::new(&path)) {
                match read(&path, text, args.lang) {
                    Some(scenario) => well &= play(&path, &scenario, &setting, &mut coverage)?,
                    None => well = false,
                }
            }
        }
    }
    if wanted.only.is_none() {
        well &= covered(&setting, &coverage);
    }
    Ok(if well { FINE } else { FINDINGS })
}

/// Which scenarios are played.
struct Wanted {
    /// The folder of all departments.
    all: PathBuf,
    /// Only those at or below this path.
    only: Option<PathBuf>,
}

impl Wanted {
    fn is_among(&self, path: &Path) -> bool {
        self.only.as_ref().is_none_or(|only| path.starts_with(only) || path.ends_with(only))
    }
}

fn wanted(path: &Path) -> Result<Wanted> {
    let department = if path.is_file() {
        let folder = path.parent().and_then(Path::parent);
        folder.ok_or_else(|| crate::usage(format!("`{}` stands in no department's folder", path.display())))?
    } else if folders::is_department(path) {
        path
    } else {
        return Ok(Wanted { all: path.to_owned(), only: None });
    };
    let all = department.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok(Wanted { all: all.to_owned(), only: Some(path.to_owned()) })
}

fn bundle(department: &Department, lang: Lang) -> Result<Bundle> {
    let compiled = compile(department.standard.as_ref(), &department.own);
    compiled.bundle.ok_or_else(|| {
        let found = compiled.diagnostics.into_sorted();
        eprint!("{}", render::text(&found, &compiled.sources, lang.into(), &renderer()));
        crate::usage(format!("`{}` has errors: mend them first", department.own.path))
    })
}

fn play(path: &str, scenario: &Scenario, setting: &Setting, coverage: &mut Coverage) -> Result<bool> {
    let played = scenario::play(scenario, setting)?;
    println!("{} {path}: {}", if played.failures.is_empty() { "ok  " } else { "FAIL" }, scenario.title);
    for failure in &played.failures {
        println!("     {path}:{}: {}", failure.line, failure.text);
    }
    coverage.merge(&played.coverage);
    Ok(played.failures.is_empty())
}

fn covered(setting: &Setting, coverage: &Coverage) -> bool {
    let mut well = true;
    for bundle in setting.bundles() {
        for (process, Covered { flows, missing }) in coverage.of(&bundle.definitions) {
            println!("{}/{process}: {} of {flows} flows taken", bundle.organ.organ, flows - missing.len());
            for flow in &missing {
                println!("     no scenario takes {flow}");
            }
            well &= missing.is_empty();
        }
    }
    well
}

fn read(path: &str, text: &str, lang: Lang) -> Option<Scenario> {
    let mut sources = Sources::new();
    let mut report = Diagnostics::new();
    let file = sources.add(path.to_owned(), text);
    let scenario = scenario::read(file, text, &mut report);
    eprint!("{}", render::text(&report.into_sorted(), &sources, lang.into(), &renderer()));
    scenario
}
