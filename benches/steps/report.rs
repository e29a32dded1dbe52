//! The figures as a table for people and as JSON for programs; ratios first.

use crate::{
    bytes::StepBytes,
    department::PAGES,
    rates::{Rate, Turn},
};
use serde_json::{Value, json};
use std::time::Duration;

/// All figures of a run.
pub struct Report<'a> {
    pub rates: &'a [Rate],
    /// The small process: claim and completion of each page, in turn.
    pub pages: &'a [StepBytes],
    /// The real process.
    pub road: &'a [StepBytes],
}

const KIB: f64 = 1024.0;

impl Report<'_> {
    /// Prints the tables.
    pub fn print(&self) {
        println!(
            "SQLite, WAL, synchronous=FULL. A step is one command: a claim is one, a completion with its form another.\n"
        );
        self.print_rates();
        self.print_time();
        self.print_ratios();
        print_bytes("The small process, form by form", self.pages);
        print_bytes("The general penalty procedure as filed, main road", self.road);
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let rates: Vec<Value> = self.rates.iter().map(rate_json).collect();
        let steps = |steps: &[StepBytes]| steps.iter().map(step_json).collect::<Vec<_>>();
        json!({
            "store": "sqlite", "synchronous": "full", "rates": rates,
            "first_and_fifteenth_form": { "bytes": self.growth(bytes), "log_at_100": self.growth(log_at_100) },
            "pages": steps(self.pages), "road": steps(self.road),
        })
    }

    fn print_rates(&self) {
        println!(
            "clients  engine/bare  engine/adapter   steps/s  adapter     bare   batch  p50 ms  p99 ms  requests/batch"
        );
        for rate in self.rates {
            println!(
                "{:>7}  {:>10.0}%  {:>13.0}%  {:>8.0} {:>8.0} {:>8.0}  {:>6.1}  {:>6.2}  {:>6.2}  {:>14.1}",
                rate.clients,
                100.0 * rate.median(|turn| seconds(turn.bare) / seconds(turn.engine)),
                100.0 * rate.median(|turn| seconds(turn.adapter) / seconds(turn.engine)),
                rate.median(|turn| turn.steps as f64 / seconds(turn.engine)),
                rate.median(|turn| turn.steps as f64 / seconds(turn.adapter)),
                rate.median(|turn| turn.steps as f64 / seconds(turn.bare)),
                rate.median(batch),
                rate.median(|turn| 1e3 * seconds(turn.p50)),
                rate.median(|turn| 1e3 * seconds(turn.p99)),
                rate.median(requests),
            );
        }
        println!();
    }

    fn print_time(&self) {
        println!(
            "µs a step  begin    read  commit  engine and clients  all  adapter  bare  noting   processor: engine and clients, adapter, bare"
        );
        for rate in self.rates {
            let [begin, read, commit] = [0, 1, 2].map(|kind| rate.median(|turn| micros(turn, turn.requests[kind].1)));
            println!(
                "{:>7}  {begin:>7.1} {read:>7.1} {commit:>7.1}  {:>18.1}  {:.1}  {:.1}  {:.1}  {:.1}   {:.0}, {:.0}, {:.0}",
                rate.clients,
                rate.median(|turn| micros(turn, turn.engine - turn.requests.iter().map(|(_, time)| *time).sum())),
                rate.median(|turn| micros(turn, turn.engine)),
                rate.median(|turn| micros(turn, turn.adapter)),
                rate.median(|turn| micros(turn, turn.bare)),
                rate.median(|turn| micros(turn, turn.noting)),
                rate.median(|turn| micros(turn, turn.processor[0])),
                rate.median(|turn| micros(turn, turn.processor[1])),
                rate.median(|turn| micros(turn, turn.processor[2])),
            );
        }
        println!();
    }

    fn print_ratios(&self) {
        if let Some(alone) = self.rates.first() {
            println!(
                "A lone command: p50 {:.0} µs = {:.2} × one bare commit ({:.0} µs)",
                alone.median(|turn| 1e6 * seconds(turn.p50)),
                alone.median(|turn| seconds(turn.p50) / seconds(turn.bare_p50)),
                alone.median(|turn| 1e6 * seconds(turn.bare_p50)),
            );
        }
        println!(
            "Completing the 15th form ÷ the 1st: {:.2} in bytes handed to the store, {:.2} in write-ahead log at batches of 100\n",
            self.growth(bytes),
            self.growth(log_at_100)
        );
    }

    /// A figure of completing the 15th page, divided by that of the 1st.
    fn growth(&self, figure: fn(&StepBytes) -> f64) -> f64 {
        let completions: Vec<&StepBytes> = self.pages.iter().filter(|step| step.completes).collect();
        match (completions.first(), completions.get(PAGES - 2)) {
            (Some(first), Some(fifteenth)) => figure(fifteenth) / figure(first),
            _ => f64::NAN,
        }
    }
}

fn print_bytes(title: &str, steps: &[StepBytes]) {
    println!(
        "{title}\n  rows  control  record  values   WAL KiB at 1    at 10   at 100  met (batch)  step: rows by table"
    );
    for step in steps {
        let weight = &step.weight;
        let tables: Vec<String> = weight
            .rows
            .iter()
            .map(|(table, rows)| format!("{table} {:.3}", weight.a_step(*rows)).replace(".000", ""))
            .collect();
        println!(
            "{:>6.1}  {:>7.0}  {:>6.0}  {:>6.0}  {:>13.1} {:>8.1} {:>8.1} {:>4.1} ({:>4.0})  {}{}: {}",
            weight.rows_a_step(),
            weight.a_step(weight.control),
            weight.a_step(weight.records),
            weight.a_step(weight.values),
            step.log[0] / KIB,
            step.log[1] / KIB,
            step.log[2] / KIB,
            step.log_met / KIB,
            step.batch_met,
            match (step.completes, step.label.as_str()) {
                (true, _) => "complete ",
                (false, "start") => "",
                (false, _) => "claim ",
            },
            step.label,
            tables.join(", "),
        );
    }
    println!();
}

fn rate_json(rate: &Rate) -> Value {
    json!({
        "clients": rate.clients,
        "engine_to_bare": rate.median(|turn| seconds(turn.bare) / seconds(turn.engine)),
        "engine_to_adapter": rate.median(|turn| seconds(turn.adapter) / seconds(turn.engine)),
        "steps_per_second": rate.median(|turn| turn.steps as f64 / seconds(turn.engine)),
        "adapter_steps_per_second": rate.median(|turn| turn.steps as f64 / seconds(turn.adapter)),
        "bare_steps_per_second": rate.median(|turn| turn.steps as f64 / seconds(turn.bare)),
        "steps_per_batch": rate.median(batch),
        "requests_per_batch": rate.median(requests),
        "p50_us": rate.median(|turn| 1e6 * seconds(turn.p50)),
        "p99_us": rate.median(|turn| 1e6 * seconds(turn.p99)),
        "bare_commit_p50_us": rate.median(|turn| 1e6 * seconds(turn.bare_p50)),
        "begin_us_a_step": rate.median(|turn| micros(turn, turn.requests[0].1)),
        "read_us_a_step": rate.median(|turn| micros(turn, turn.requests[1].1)),
        "commit_us_a_step": rate.median(|turn| micros(turn, turn.requests[2].1)),
        "processor_us_a_step": rate.median(|turn| micros(turn, turn.processor[0])),
        "adapter_processor_us_a_step": rate.median(|turn| micros(turn, turn.processor[1])),
        "bare_processor_us_a_step": rate.median(|turn| micros(turn, turn.processor[2])),
    })
}

fn step_json(step: &StepBytes) -> Value {
    let weight = &step.weight;
    let rows: serde_json::Map<String, Value> =
        weight.rows.iter().map(|(table, rows)| ((*table).to_owned(), weight.a_step(*rows).into())).collect();
    json!({
        "step": step.label, "completes": step.completes, "rows": rows,
        "control_bytes": weight.a_step(weight.control), "control_bytes_max": weight.control_max,
        "record_bytes": weight.a_step(weight.records), "value_bytes": weight.a_step(weight.values),
        "log_bytes_at_1": step.log[0], "log_bytes_at_10": step.log[1], "log_bytes_at_100": step.log[2],
        "log_bytes_met": step.log_met, "batch_met": step.batch_met,
    })
}

fn bytes(step: &StepBytes) -> f64 {
    step.weight.bytes_a_step()
}

fn log_at_100(step: &StepBytes) -> f64 {
    step.log[2]
}

fn batch(turn: &Turn) -> f64 {
    turn.steps as f64 / turn.batches.max(1) as f64
}

fn requests(turn: &Turn) -> f64 {
    let requests: usize = turn.requests.iter().map(|(times, _)| times).sum();
    requests as f64 / turn.batches.max(1) as f64
}

fn micros(turn: &Turn, time: Duration) -> f64 {
    1e6 * seconds(time) / turn.steps.max(1) as f64
}

fn seconds(time: Duration) -> f64 {
    time.as_secs_f64()
}
