//! `mingjing check PATH…`

use crate::{FINDINGS, FINE, Lang, folders};
use annotate_snippets::Renderer;
use anyhow::Result;
use clap::{Args as ClapArgs, ValueEnum};
use mingjing_model::{Compiled, compile, render};
use std::{io::IsTerminal, path::PathBuf};

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
    for path in &args.paths {
        for department in folders::departments(path)? {
            let Compiled { bundle: _, sources, diagnostics } = compile(department.standard.as_ref(), &department.own);
            errors += diagnostics.error_count();
            let list = diagnostics.into_sorted();
            warnings += list.len();
            match args.format {
                Format::Text => eprint!("{}", render::text(&list, &sources, args.lang.into(), &renderer())),
                Format::Json => findings.extend(render::findings(&list, &sources, args.lang.into())),
            }
        }
    }
    warnings -= errors;
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
