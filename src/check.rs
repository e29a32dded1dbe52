//! `mingjing check PATH…`

use crate::{FINDINGS, FINE, Lang, folders};
use annotate_snippets::Renderer;
use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};
use mingjing_model::{Compiled, Severity, compile, render};
use std::{collections::BTreeSet, io::IsTerminal, path::PathBuf};

/// What to check, and how to say it.
#[derive(ClapArgs)]
pub struct Args {
    /// Department folders, or folders that hold departments.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// How the findings are written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// In which language.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
}

/// Forms of the findings.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Checks the folders; 1 if there is an error.
///
/// # Errors
/// When a folder cannot be read.
pub fn run(args: &Args) -> Result<u8> {
    let mut errors = 0;
    let mut warnings = 0;
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    for path in &args.paths {
        for department in folders::departments(path)? {
            let Compiled { bundle: _, sources, diagnostics } = compile(department.standard.as_ref(), &department.own);
            for diagnostic in diagnostics.into_sorted() {
                let one = [diagnostic];
                let [finding] = &render::findings(&one, &sources, args.lang.into())[..] else { continue };
                // What is wrong in the standard is wrong for every department: it is said once.
                if !seen.insert((finding.place.file.clone(), one[0].span.start, finding.code, finding.message.clone()))
                {
                    continue;
                }
                match finding.severity {
                    Severity::Error => errors += 1,
                    Severity::Warning => warnings += 1,
                }
                match args.format {
                    Format::Text => eprintln!("{}", render::text(&one, &sources, args.lang.into(), &renderer())),
                    Format::Json => findings.push(finding.clone()),
                }
            }
        }
    }
    match args.format {
        Format::Text => println!("{}", summary(args.lang, errors, warnings)),
        Format::Json => println!("{}", serde_json::to_string_pretty(&findings)?),
    }
    Ok(if errors > 0 { FINDINGS } else { FINE })
}

fn summary(lang: Lang, errors: usize, warnings: usize) -> String {
    match lang {
        Lang::Zh => format!("{errors} 个错误，{warnings} 个警告"),
        Lang::En => format!("{errors} errors, {warnings} warnings"),
    }
}

/// Colour for people at a terminal, plain text for everybody else.
pub fn renderer() -> Renderer {
    if std::io::stderr().is_terminal() { Renderer::styled() } else { Renderer::plain() }
}
