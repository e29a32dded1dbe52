//! The figures as a table for people and as JSON for programs; ratios first.

use crate::{
    idle::Idle,
    storm::{Storm, Work},
};
use serde_json::{Value, json};

/// All figures of a run.
pub struct Report<'a> {
    pub storm: &'a Storm,
    pub idle: &'a Idle,
}

const MIB: f64 = 1024.0 * 1024.0;

impl Report<'_> {
    /// Prints the tables.
    pub fn print(&self) {
        let Storm { clocks, carded, processor, quiet, stormy } = self.storm;
        let seconds = carded.as_secs_f64();
        println!("SQLite, WAL, synchronous=FULL.\n");
        println!("Storm: {clocks} clocks due at one moment, all carded in {seconds:.1} s");
        println!(
            "  {:.0} cards a second beside {:.0} commands of people; {:.0} µs of processor a card or command",
            *clocks as f64 / seconds,
            rate(stormy),
            1e6 * processor.as_secs_f64() / (clocks + stormy.commands) as f64,
        );
        println!("  people, stormy ÷ quiet: p50 {:.2}, p99 {:.2}, rate {:.2}", self.p50(), self.p99(), self.rates());
        for (name, work) in [("quiet", quiet), ("stormy", stormy)] {
            let [p50, p99, max] = [work.p50, work.p99, work.max].map(|time| 1e3 * time.as_secs_f64());
            println!(
                "  {name:<6}  {:>8.0} commands/s  p50 {p50:.2} ms  p99 {p99:.2} ms  longest {max:.1} ms",
                rate(work)
            );
        }
        let Idle { clocks, before, warm, end, scan } = self.idle;
        let [before, warm, end] = [before, warm, end].map(|bytes| *bytes as f64 / MIB);
        println!(
            "\nIdle: {clocks} waiting clocks, one scan from the beginning takes {:.2} ms",
            1e3 * scan.as_secs_f64()
        );
        println!(
            "  resident {before:.0} MiB before, {warm:.0} after some scans, {end:.0} at the end: × {:.3}",
            end / warm
        );
    }

    /// The same as JSON.
    pub fn json(&self) -> Value {
        let work = |work: &Work| {
            json!({
                "commands_per_second": rate(work),
                "p50_us": work.p50.as_micros(), "p99_us": work.p99.as_micros(), "max_us": work.max.as_micros(),
            })
        };
        json!({
            "store": "sqlite", "synchronous": "full",
            "storm": {
                "clocks": self.storm.clocks, "carded_s": self.storm.carded.as_secs_f64(),
                "processor_s": self.storm.processor.as_secs_f64(),
                "p50_ratio": self.p50(), "p99_ratio": self.p99(), "rate_ratio": self.rates(),
                "quiet": work(&self.storm.quiet), "stormy": work(&self.storm.stormy),
            },
            "idle": {
                "clocks": self.idle.clocks, "scan_us": self.idle.scan.as_micros(), "resident_before": self.idle.before,
                "resident_warm": self.idle.warm, "resident_end": self.idle.end,
            },
        })
    }

    fn p50(&self) -> f64 {
        self.storm.stormy.p50.as_secs_f64() / self.storm.quiet.p50.as_secs_f64()
    }

    fn p99(&self) -> f64 {
        self.storm.stormy.p99.as_secs_f64() / self.storm.quiet.p99.as_secs_f64()
    }

    fn rates(&self) -> f64 {
        rate(&self.storm.stormy) / rate(&self.storm.quiet)
    }
}

fn rate(work: &Work) -> f64 {
    work.commands as f64 / work.wall.as_secs_f64()
}
