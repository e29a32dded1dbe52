//! Telling people, as configured: the ways on which messages leave the house, and what keeps the notifier going.

use anyhow::{Context, Result};
use clap::Args as ClapArgs;
use mingjing_mail::Mailer;
use mingjing_runtime::{
    notify::{Notifier, Way},
    shell::Engine,
    store::read::Reads,
    time::Clock,
};
use mingjing_sms::Gateway;
use std::{sync::Arc, time::Duration};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{MissedTickBehavior, interval},
};

/// How often the outbox and the messages on their way are looked at, beside each commit: waits are minutes.
const LOOK: Duration = Duration::from_secs(1);

/// Mail, text messages, links.
#[derive(ClapArgs, Clone)]
#[group(skip)]
pub struct Args {
    /// Mail server for notices: smtp://host:25, smtp://host:587?tls=required, smtps://user:password@host:465.
    #[arg(long, env = "MINGJING_SMTP", hide_env_values = true)]
    smtp: Option<String>,
    /// Sender of mail.
    #[arg(long, env = "MINGJING_MAIL_FROM", default_value = "mingjing@localhost.localdomain")]
    mail_from: String,
    /// Gateway of text messages for notices.
    #[arg(long, env = "MINGJING_SMS_URL", hide_env_values = true, requires = "sms_secret")]
    sms_url: Option<String>,
    /// Secret that signs what goes to the gateway; rather in the environment than on the command line.
    #[arg(long, env = "MINGJING_SMS_SECRET", hide_env_values = true)]
    sms_secret: Option<String>,
    /// Where people reach the app, for links in mail: https://mingjing.example.
    #[arg(long, env = "MINGJING_PUBLIC_URL")]
    public_url: Option<String>,
}

/// A notifier over the store.
///
/// # Errors
/// When the configuration is not readable.
pub fn notifier(args: &Args, store: Arc<dyn Reads>, clock: &Arc<dyn Clock>) -> Result<Notifier> {
    let mut ways: Vec<Arc<dyn Way>> = Vec::new();
    let mut told = vec!["in the app"];
    if let Some(url) = &args.smtp {
        ways.push(Arc::new(Mailer::new(url, &args.mail_from).context("--smtp, --mail-from")?));
        told.push("by mail");
    }
    if let (Some(url), Some(secret)) = (&args.sms_url, &args.sms_secret) {
        ways.push(Arc::new(Gateway::new(url, secret, clock.clone()).context("--sms-url, --sms-secret")?));
        told.push("by text message");
    }
    println!("notices: {}{}", told.join(", "), if ways.is_empty() { "; --smtp and --sms-url add ways" } else { "" });
    let address = args.public_url.as_ref().map(|url| url.trim_end_matches('/').to_owned());
    Ok(Notifier::new(store, ways, address))
}

/// Keeps it going until the process ends: after each commit and once a second. A slow mail server holds up messages, never
/// what is told in the app.
pub fn keep_going(notifier: &Arc<Notifier>, clock: &Arc<dyn Clock>, engine: &Engine) {
    let (telling, at, mut commits) = (notifier.clone(), clock.clone(), engine.follow());
    tokio::spawn(async move {
        let mut looks = looks();
        loop {
            tokio::select! {
                _ = looks.tick() => {}
                commit = commits.recv() => if commit == Err(RecvError::Closed) { return },
            }
            if let Err(error) = telling.tell(at.now()).await {
                tracing::warn!(%error, "notices could not be told; they are told later");
            }
        }
    });
    let (delivering, at) = (notifier.clone(), clock.clone());
    tokio::spawn(async move {
        let mut looks = looks();
        loop {
            looks.tick().await;
            if let Err(error) = delivering.deliver(at.now()).await {
                tracing::warn!(%error, "messages could not be sent; they are sent later");
            }
        }
    });
}

fn looks() -> tokio::time::Interval {
    let mut looks = interval(LOOK);
    looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    looks
}
