//! `mingjing serve`

use crate::{FINE, notify};
use anyhow::{Context, Result};
use clap::{Args as ClapArgs, ValueEnum};
use mingjing_clock::{Calendar, CalendarFile};
use mingjing_model::bundle::Bundle;
use mingjing_runtime::{
    forms::FormCache,
    lane::Decode,
    shell::Engine,
    store::{
        Writer,
        read::{Bundles, Calendars},
    },
    time::{Clock, SystemClock},
};
use mingjing_sqlite::{Options, SqliteStore};
use mingjing_web::{
    app::{App, Parts, Reads},
    bundles::BundleBook,
    http::cursor::Cursors,
    identity::session::Transport,
    live::Live,
    names::Names,
};
use std::{
    collections::BTreeMap,
    fs,
    net::{IpAddr, Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::net::TcpListener;

/// Ports tried after the one asked for, when that one is taken.
const PORTS_TRIED: u16 = 20;

/// Where and how to serve.
#[derive(ClapArgs, Clone)]
#[group(skip)]
pub struct Args {
    /// Folder of the store.
    #[arg(long, env = "MINGJING_DATA", default_value = ".mingjing")]
    pub data: PathBuf,
    /// Address to listen on.
    #[arg(long, env = "MINGJING_ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub address: IpAddr,
    /// Port; the next free one if it is taken, 0 for any.
    #[arg(long, env = "MINGJING_PORT", default_value_t = 8080)]
    pub port: u16,
    /// How people reach it: plain http on loopback, or https by a proxy in front.
    #[arg(long, env = "MINGJING_TRANSPORT", value_enum, default_value = "loopback")]
    pub transport: TransportArg,
    #[command(flatten)]
    pub notify: notify::Args,
    /// Runs on a clock that shows this moment until it is moved through the API (RFC 3339).
    #[cfg(feature = "test-clock")]
    #[arg(long)]
    pub clock: Option<jiff::Timestamp>,
}

/// How cookies travel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum TransportArg {
    /// Plain http on loopback.
    Loopback,
    /// TLS in front.
    Https,
}

/// Serves until Ctrl-C or SIGTERM.
///
/// # Errors
/// When the store or the port cannot be had.
pub fn run(args: &Args) -> Result<u8> {
    start_logging();
    tokio::runtime::Runtime::new()?.block_on(async {
        let store = SqliteStore::open(&data_file(&args.data)?, Options::default()).await?;
        serve(args, store, |address| println!("listening on http://{address}")).await
    })
}

/// Serves an open store, and says where once it listens.
///
/// # Errors
/// When the port cannot be had.
pub async fn serve(args: &Args, store: SqliteStore, listening: impl FnOnce(SocketAddr)) -> Result<u8> {
    let listener = listen(args.address, args.port).await?;
    let address = listener.local_addr()?;
    let app = app(args, store).await?;
    let carrier = tokio::spawn({
        let app = app.clone();
        async move { app.carry_calendars().await }
    });
    println!("durability: SQLite, WAL, synchronous=FULL");
    listening(address);
    mingjing_web::serve(listener, app.clone(), stopped()).await.context("serving")?;
    carrier.abort();
    app.engine.shutdown().await;
    Ok(FINE)
}

async fn app(args: &Args, store: SqliteStore) -> Result<App> {
    #[cfg(feature = "test-clock")]
    let stepped = args.clock.map(|at| Arc::new(mingjing_runtime::time::SteppedClock::at(at)));
    #[cfg(feature = "test-clock")]
    let clock: Arc<dyn Clock> = match &stepped {
        Some(stepped) => stepped.clone(),
        None => Arc::new(SystemClock),
    };
    #[cfg(not(feature = "test-clock"))]
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let writer: Box<dyn Writer> = Box::new(store.writer().await?);
    let engine = Engine::start(vec![writer], decode(), clock.clone());
    let calendar = calendar(&store).await?;
    let store: Arc<dyn Reads> = Arc::new(store);
    let notifier = Arc::new(notify::notifier(&args.notify, store.clone(), &clock)?);
    notify::keep_going(&notifier, &clock, &engine);
    let transport = match args.transport {
        TransportArg::Loopback => Transport::Loopback,
        TransportArg::Https => Transport::Https,
    };
    Ok(App::new(Parts {
        engine,
        bundles: BundleBook::new(store.clone()),
        names: Names::new(store.clone()),
        store,
        forms: FormCache::default(),
        notifier,
        live: Live::default(),
        clock,
        cursors: Cursors::random().context("making the key of cursors")?,
        transport,
        calendar: Arc::new(calendar),
        calendar_filed: tokio::sync::Notify::new(),
        #[cfg(feature = "test-clock")]
        stepped,
    }))
}

/// How lanes read stored bundles.
pub fn decode() -> Decode {
    Arc::new(|bytes| Bundle::decode(bytes).map(|bundle| bundle.definitions).map_err(|error| error.to_string()))
}

/// The calendar of the first filed bundle, for "today" on the screens; an empty one until something is filed.
async fn calendar(store: &SqliteStore) -> Result<Calendar> {
    for info in store.bundle_list().await? {
        let Some(bytes) = store.bundle_load(info.hash).await? else { continue };
        let bundle = Bundle::decode(&bytes)?;
        let Some(file) = bundle.calendars.first() else { continue };
        let newest = store.calendar_get(&file.calendar).await?;
        let file = newest.map_or_else(|| Ok(file.clone()), |json| serde_json::from_str::<CalendarFile>(&json))?;
        return Calendar::try_from(file).map_err(|errors| anyhow::anyhow!("{errors}"));
    }
    Calendar::new("none", "none", "Asia/Shanghai", &[], BTreeMap::new()).map_err(|errors| anyhow::anyhow!("{errors}"))
}

/// The store's file in a folder that has one.
///
/// # Errors
/// When there is none: a command that only looks never makes a store.
pub fn existing_data_file(folder: &Path) -> Result<PathBuf> {
    let file = folder.join("mingjing.db");
    if !file.is_file() {
        return Err(crate::usage(format!("there is no store in `{}`: name its folder with --data", folder.display())));
    }
    Ok(file)
}

/// The store's file in its folder, which is made if it is not there.
///
/// # Errors
/// When the folder cannot be made.
pub fn data_file(folder: &Path) -> Result<PathBuf> {
    fs::create_dir_all(folder).with_context(|| format!("making the folder `{}`", folder.display()))?;
    Ok(folder.join("mingjing.db"))
}

async fn listen(address: IpAddr, port: u16) -> Result<TcpListener> {
    let mut last = None;
    for port in port..=port.saturating_add(if port == 0 { 0 } else { PORTS_TRIED }) {
        match TcpListener::bind((address, port)).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    let error = last.map_or_else(|| anyhow::anyhow!("no port"), anyhow::Error::from);
    Err(error.context(format!("listening on {address}, port {port} and the {PORTS_TRIED} after it")))
}

async fn stopped() {
    let interrupt = tokio::signal::ctrl_c();
    let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) else {
        let _ = interrupt.await;
        return;
    };
    tokio::select! {
        _ = interrupt => {}
        _ = terminate.recv() => {}
    }
}

/// Log lines go to standard error; `RUST_LOG` chooses.
pub fn start_logging() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "info".into());
    // A second start in one process (tests) keeps the first.
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
