//! Numbers of demonstration cases. A scenario writes the numbers that its cases have in a world of its own, from 1 on; here
//! others were allotted. What it writes stands for what its cases have.

use anyhow::Result;
use mingjing_core::{event::Event, ids::InstanceId, record::Record};
use mingjing_runtime::{
    scenario::{stage::Stage, theatre::Theatre},
    store::read::Histories,
};
use std::collections::BTreeMap;

/// Records read at a time.
const PAGE: u32 = 200;

/// What the cases of one scenario were given so far.
pub struct Numbers {
    /// The year that the scenario writes.
    year: i16,
    /// Cases, with the last record that was read.
    read: BTreeMap<InstanceId, u64>,
    /// How many numbers of a series: `(organ, process, series)`.
    given: BTreeMap<(String, String, usize), u64>,
}

impl Numbers {
    /// None yet.
    pub fn of(year: i16) -> Self {
        Self { year, read: BTreeMap::new(), given: BTreeMap::new() }
    }

    /// Takes in what was allotted since, to the stage's cases and those that are linked with them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn learn<T: Theatre>(&mut self, theatre: &T, stage: &mut Stage) -> Result<()> {
        let mut cases = stage.linked(theatre)?;
        cases.sort_by_key(|case| (case.started_at, case.id));
        for case in cases {
            let after = self.read.get(&case.id).copied().unwrap_or(0);
            let lines = theatre.wait(theatre.store().history_page(case.id, after, PAGE))?;
            for record in lines.iter().filter_map(|line| Record::read(&line.bytes).ok()) {
                self.read.insert(case.id, record.seq);
                for event in &record.events {
                    let Event::NumberAllotted { series, year, number, text } = event else { continue };
                    let of = (case.organ.clone(), case.process.clone(), series.index());
                    let nth = self.given.entry(of).or_default();
                    *nth += 1;
                    let written = rewritten(text, (*year, self.year), (*number, *nth));
                    stage.moved.texts.retain(|(own, _)| *own != written);
                    stage.moved.texts.push((written, text.clone()));
                }
            }
        }
        Ok(())
    }
}

/// A number with another year and another place in its series, which stands last.
fn rewritten(text: &str, (year, year_written): (i16, i16), (number, written): (u64, u64)) -> String {
    let number = number.to_string();
    let Some(at) = text.rfind(&number) else { return text.to_owned() };
    let (before, after) = (&text[..at], &text[at + number.len()..]);
    format!("{}{written}{after}", before.replace(&year.to_string(), &year_written.to_string()))
}
