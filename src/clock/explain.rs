//! `mingjing clock explain`: the derivation of a clock's dates, as the record holds it.

use super::{Format, explained, provisional};
use crate::{FINE, Lang, serve::existing_data_file, usage};
use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use mingjing_core::{
    event::{Event, LimitRun},
    ids::InstanceId,
    needs::Pointer,
    record::Record,
    state::Instance,
};
use mingjing_model::{
    bundle::Bundle,
    definition::{ClockIx, Definition, LimitKind},
};
use mingjing_runtime::{
    control,
    store::read::{Bundles, Cases, Histories},
};
use mingjing_sqlite::{Options, SqliteStore};
use serde_json::json;
use std::path::PathBuf;

/// A clock of a case.
#[derive(ClapArgs)]
pub struct Args {
    /// The case: its number, or its id (`pi_1-…`).
    case: String,
    /// The clock, by its id in the process.
    clock: String,
    /// Folder of the store.
    #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing")]
    data: PathBuf,
    /// How the answer is written.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// In which language.
    #[arg(long, value_enum, default_value = "zh")]
    lang: Lang,
}

/// Prints every limit of the clock with its derivation.
///
/// # Errors
/// When the store cannot be read, or has no such case or clock.
pub fn run(args: &Args) -> Result<u8> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&existing_data_file(&args.data)?, Options::default()).await?;
        let id = find(&store, &args.case).await?;
        let (_, bytes) = store.instance_get(id).await?.ok_or_else(|| no_case(&args.case))?;
        let instance = control::decode(&bytes)?;
        let bytes = store.bundle_load(instance.bundle).await?.context("the bundle of the case is missing")?;
        let bundle = Bundle::decode(&bytes)?;
        let definition = bundle.definitions.iter().find(|definition| definition.process == instance.process);
        let definition = definition.context("the bundle of the case lacks its process")?;
        let limits = limits(&store, id, &instance, clock(definition, &instance, &args.clock)?).await?;
        say(args, &limits)?;
        anyhow::Ok(FINE)
    })
}

/// A case by number, in whichever organ it is, or by id.
async fn find(store: &SqliteStore, case: &str) -> Result<InstanceId> {
    if let Ok(id) = case.parse() {
        return Ok(id);
    }
    let mut found = Vec::new();
    let mut organs: Vec<String> = store.bundle_list().await?.into_iter().map(|info| info.organ).collect();
    organs.sort();
    organs.dedup();
    for organ in organs {
        found.extend(store.case_by_number(&organ, case).await?);
    }
    match found[..] {
        [only] => Ok(only),
        [] => Err(no_case(case)),
        _ => Err(usage(format!("several organs have a case `{case}`: name it by its id"))),
    }
}

fn no_case(case: &str) -> anyhow::Error {
    usage(format!("there is no case `{case}`: give its whole number, or its id as the address of its page has it"))
}

fn clock(definition: &Definition, instance: &Instance, id: &str) -> Result<ClockIx> {
    let known = || definition.clocks.iter().map(|clock| clock.id.as_str()).collect::<Vec<_>>().join(", ");
    let position = definition.clocks.iter().position(|clock| clock.id == id);
    let ix =
        position.map(ClockIx::at).ok_or_else(|| usage(format!("there is no clock `{id}`; there are: {}", known())))?;
    if instance.clocks.contains_key(&ix) { Ok(ix) } else { Err(usage(format!("the clock `{id}` has not started"))) }
}

/// The limits of a clock as they were counted last.
async fn limits(store: &SqliteStore, id: InstanceId, instance: &Instance, clock: ClockIx) -> Result<Vec<LimitRun>> {
    let mut limits = Vec::new();
    for limit in &instance.clocks[&clock].limits {
        let Pointer { seq, event } = limit.explained;
        let lines = store.history_page(id, seq - 1, 1).await?;
        let record = Record::read(&lines.first().context("a record of the case is missing")?.bytes)?;
        match record.events.into_iter().nth(usize::from(event)) {
            Some(Event::LimitStarted { limit, .. } | Event::LimitMoved { limit, .. }) => limits.push(limit),
            _ => anyhow::bail!("record {seq} of the case does not explain the limit"),
        }
    }
    Ok(limits)
}

fn say(args: &Args, limits: &[LimitRun]) -> Result<()> {
    let last = |limit: &LimitRun| limit.last_day.map_or_else(|| limit.lapses_at.to_string(), |day| day.to_string());
    match args.format {
        Format::Text => {
            for limit in limits {
                let kind = kind(limit.kind, args.lang);
                println!("{kind} {}{}", last(limit), provisional(limit.provisional, args.lang));
                println!("{}", limit.explanation.render(args.lang.into()));
            }
        }
        Format::Json => {
            let answer = |limit: &LimitRun| {
                json!({
                    "kind": limit.kind, "due": last(limit), "lapses_at": limit.lapses_at,
                    "provisional": limit.provisional, "explanation": explained(&limit.explanation),
                })
            };
            println!("{}", serde_json::to_string_pretty(&limits.iter().map(answer).collect::<Vec<_>>())?);
        }
    }
    Ok(())
}

fn kind(kind: LimitKind, lang: Lang) -> &'static str {
    match (lang, kind) {
        (Lang::Zh, LimitKind::Statutory) => "法定期限",
        (Lang::Zh, LimitKind::Promised) => "承诺期限",
        (Lang::Zh, LimitKind::Node) => "环节期限",
        (Lang::Zh, LimitKind::Answer) => "答复期限",
        (Lang::En, LimitKind::Statutory) => "Statutory limit",
        (Lang::En, LimitKind::Promised) => "Promised limit",
        (Lang::En, LimitKind::Node) => "Node limit",
        (Lang::En, LimitKind::Answer) => "Time to answer",
        (Lang::Zh, LimitKind::Right) => "权利期限",
        (Lang::Zh, LimitKind::Window) => "办理期间",
        (Lang::En, LimitKind::Right) => "Time of a right",
        (Lang::En, LimitKind::Window) => "Window",
    }
}
