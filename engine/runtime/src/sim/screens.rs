//! Reads of queues, cases and the history.

use super::{SimStore, State, ready};
use crate::store::{
    Answered,
    read::{
        CardFilter, CaseFilter, CaseLine, Cases, Facts, Forecast, Histories, HistoryLine, QueueCount, QueueFilter,
        QueueViewer, Queues, RefusalFilter, Sort, Span, StageCount, TaskLine,
    },
};
use jiff::Timestamp;
use mingjing_core::{
    ids::{InstanceId, PersonId, TaskId, Tenant},
    needs::ValueId,
    rows::{CardRow, CaseRow, CaseState, IncidentRow, RefusalRow, Row, RowKey, TaskRow},
    state::CardStage,
};
use mingjing_model::definition::CardLevel;
use std::collections::{BTreeMap, BTreeSet};

/// Counting stops here.
const COUNT_MAX: u32 = 1_001;

impl Queues for SimStore {
    fn task_page<'a>(
        &'a self,
        viewer: &'a QueueViewer,
        filter: &'a QueueFilter,
        limit: u32,
    ) -> Answered<'a, Vec<TaskLine>> {
        let state = self.state();
        let line = |row: &TaskRow| state.task_line(row, filter.sort);
        let wanted = state.tasks().filter(|row| is_seen(viewer, row) && fits(viewer, filter, row));
        let mut lines: Vec<TaskLine> = wanted.map(line).collect();
        lines.sort_by_key(position);
        lines.retain(|line| filter.after.is_none_or(|after| position(line) > after));
        lines.truncate(limit as usize);
        ready(lines)
    }

    fn task_counts<'a>(&'a self, viewer: &'a QueueViewer, now: Timestamp) -> Answered<'a, Vec<QueueCount>> {
        let state = self.state();
        let mut counts: BTreeMap<_, QueueCount> = BTreeMap::new();
        for row in state.tasks().filter(|row| is_seen(viewer, row)) {
            let key = (row.organ.clone(), row.unit.clone(), row.lane.clone());
            let (organ, unit, lane) = key.clone();
            let count = counts.entry(key).or_insert(QueueCount {
                organ,
                unit,
                lane,
                open: 0,
                mine: 0,
                pool: 0,
                overdue: 0,
                next_due: None,
            });
            count.open = (count.open + 1).min(COUNT_MAX);
            count.mine += u32::from(row.assignee.as_ref() == Some(&viewer.person));
            count.pool += u32::from(row.assignee.is_none());
            count.overdue += u32::from(row.due_at.is_some_and(|due| due < now));
            count.next_due = [count.next_due, row.due_at].into_iter().flatten().min();
        }
        ready(counts.into_values().collect())
    }

    fn task_get(&self, task: TaskId) -> Answered<'_, Option<TaskLine>> {
        let state = self.state();
        let row = match state.rows.get(&RowKey::Task(task.instance, task.key)) {
            Some(Row::Task(row)) => Some(state.task_line(row, Sort::Due)),
            _ => None,
        };
        ready(row)
    }
}

impl Cases for SimStore {
    fn case_page<'a>(&'a self, filter: &'a CaseFilter, limit: u32) -> Answered<'a, Vec<CaseLine>> {
        let state = self.state();
        let mut lines: Vec<CaseLine> =
            state.cases().filter(|row| is_wanted(filter, row)).map(|row| state.line(row)).collect();
        let position = |line: &CaseLine| (line.row.updated_at.as_microsecond(), line.row.instance);
        lines.sort_by_key(|line| std::cmp::Reverse(position(line)));
        lines.retain(|line| filter.after.is_none_or(|after| position(line) < after));
        lines.truncate(limit as usize);
        ready(lines)
    }

    fn case_summary<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<StageCount>> {
        let state = self.state();
        let mut counts: BTreeMap<_, StageCount> = BTreeMap::new();
        for row in state.cases().filter(|row| organs.contains(&row.organ)) {
            let key = (row.organ.clone(), row.process.clone(), row.stage.clone(), row.unit.clone());
            let fresh = StageCount {
                organ: row.organ.clone(),
                process: row.process.clone(),
                stage: row.stage.clone(),
                unit: row.unit.clone(),
                ..StageCount::default()
            };
            let count = counts.entry(key).or_insert(fresh);
            let running = row.state == CaseState::Running;
            count.running += u64::from(running);
            count.ended += u64::from(!running);
            count.yellow += u64::from(running && row.level == Some(CardLevel::Yellow));
            count.red += u64::from(running && row.level == Some(CardLevel::Red));
            count.refusals += u64::from(state.line(row).refusals);
            count.incidents += u64::from(row.incidents);
        }
        ready(counts.into_values().collect())
    }

    fn case_get(&self, instance: InstanceId) -> Answered<'_, Option<Facts>> {
        ready(self.state().facts(instance))
    }

    fn case_by_number<'a>(&'a self, organ: &'a str, number: &'a str) -> Answered<'a, Option<InstanceId>> {
        let state = self.state();
        let same = state.cases().filter(|row| row.organ == organ && row.number.as_deref() == Some(number));
        ready(same.min_by_key(|row| row.started_at).map(|row| row.instance))
    }

    fn card_page<'a>(&'a self, filter: &'a CardFilter, limit: u32) -> Answered<'a, Vec<CardRow>> {
        let state = self.state();
        let of_cases = state.of(&filter.organs, &filter.process, &filter.unit, &filter.stage);
        let cards = of_cases.flat_map(|facts| facts.cards).filter(|card| !card.superseded);
        let is_over = |card: &CardRow| matches!(card.stage, CardStage::Cancelled | CardStage::Closed);
        let cards = cards.filter(|card| filter.life.map_or(!is_over(card), |life| card.stage == life));
        let mut cards: Vec<CardRow> =
            cards.filter(|card| filter.level.is_none_or(|level| card.level >= level)).collect();
        let position = |card: &CardRow| (card.level, card.event_at.as_microsecond(), card.instance, card.key);
        cards.sort_by_key(|card| std::cmp::Reverse(position(card)));
        cards.retain(|card| filter.after.is_none_or(|after| position(card) < after));
        cards.truncate(limit as usize);
        ready(cards)
    }

    fn card_counts<'a>(&'a self, organs: &'a [String]) -> Answered<'a, Vec<(CardStage, u64)>> {
        let mut counts = BTreeMap::new();
        let state = self.state();
        for facts in state.of(organs, &None, &None, &None) {
            for card in facts.cards.iter().filter(|card| !card.superseded && card.level > CardLevel::Prompt) {
                *counts.entry(card.stage).or_default() += 1;
            }
        }
        ready(counts.into_iter().collect())
    }

    fn card_forecast<'a>(&'a self, organs: &'a [String], span: Span, limit: u32) -> Answered<'a, Vec<Forecast>> {
        let state = self.state();
        let of_organs = state.cases().filter(|row| organs.contains(&row.organ));
        let forecast = |case: &CaseRow| {
            let tasks = state.tasks().filter(|task| task.instance == case.instance);
            let moments = tasks.filter_map(|task| task.next_card_at).chain(case.next_card_at);
            let at = moments.filter(|at| span.has(*at)).min()?;
            Some(Forecast { at, instance: case.instance })
        };
        let mut cases: Vec<Forecast> = of_organs.filter_map(forecast).collect();
        cases.sort_by_key(|case| (case.at, case.instance));
        cases.truncate(limit as usize);
        ready(cases)
    }

    fn refusal_page<'a>(&'a self, filter: &'a RefusalFilter, limit: u32) -> Answered<'a, Vec<RefusalRow>> {
        let state = self.state();
        let of = state.of(&filter.organs, &filter.process, &filter.unit, &filter.stage);
        let refusals = of.flat_map(|facts| facts.refusals);
        let wanted = |row: &RefusalRow| {
            filter.rule.is_none_or(|rule| row.rule == rule)
                && filter.actor.as_ref().is_none_or(|actor| row.actor == *actor)
                && filter.at.has(row.at)
        };
        let mut refusals: Vec<RefusalRow> = refusals.filter(wanted).collect();
        let position = |row: &RefusalRow| (row.at.as_microsecond(), row.instance, row.seq);
        refusals.sort_by_key(|row| std::cmp::Reverse(position(row)));
        refusals.retain(|row| filter.after.is_none_or(|after| position(row) < after));
        refusals.truncate(limit as usize);
        ready(refusals)
    }

    fn incidents<'a>(&'a self, organs: &'a [String], limit: u32) -> Answered<'a, Vec<IncidentRow>> {
        let state = self.state();
        let of_organs =
            state.cases().filter(|row| organs.contains(&row.organ)).filter_map(|row| state.facts(row.instance));
        let mut rows: Vec<IncidentRow> = of_organs.flat_map(|facts| facts.incidents).collect();
        rows.sort_by_key(|row| (row.since, row.instance, row.key));
        rows.truncate(limit as usize);
        ready(rows)
    }
}

impl Histories for SimStore {
    fn history_page(&self, instance: InstanceId, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>> {
        let state = self.state();
        let log = state.log.get(&instance.tenant).into_iter().flatten();
        let mut lines: Vec<_> = log.filter(|line| line.instance == instance && line.seq > after).cloned().collect();
        lines.sort_by_key(|line| line.seq);
        lines.truncate(limit as usize);
        ready(lines)
    }

    fn log_page(&self, tenant: Tenant, after: u64, limit: u32) -> Answered<'_, Vec<HistoryLine>> {
        let state = self.state();
        let log = state.log.get(&tenant).into_iter().flatten();
        ready(log.filter(|line| line.log_seq > after).take(limit as usize).cloned().collect())
    }

    fn value_get(&self, id: ValueId) -> Answered<'_, Option<([u8; 16], Vec<u8>)>> {
        ready(self.state().values.get(&id).cloned())
    }

    fn tenants(&self) -> Answered<'_, Vec<(Tenant, u64)>> {
        let state = self.state();
        let mut last: BTreeMap<Tenant, u64> = state.tenants.keys().map(|tenant| (*tenant, 0)).collect();
        last.extend(state.log.iter().map(|(tenant, log)| (*tenant, log.len() as u64)));
        ready(last.into_iter().collect())
    }

    fn history_get<'a>(&'a self, instance: InstanceId, seqs: &'a [u64]) -> Answered<'a, Vec<HistoryLine>> {
        let state = self.state();
        let mut wanted = seqs.to_vec();
        wanted.sort_unstable();
        wanted.dedup();
        ready(wanted.into_iter().filter_map(|seq| state.record(instance, seq).cloned()).collect())
    }

    fn instance_get(&self, instance: InstanceId) -> Answered<'_, Option<(u64, Vec<u8>)>> {
        ready(self.state().instances.get(&instance).map(|(seq, control, _)| (*seq, control.clone())))
    }

    fn instance_page(
        &self,
        tenant: Tenant,
        after: Option<InstanceId>,
        limit: u32,
    ) -> Answered<'_, Vec<(InstanceId, u64, Vec<u8>)>> {
        let state = self.state();
        let of_tenant =
            state.instances.iter().filter(|(id, _)| id.tenant == tenant && after.is_none_or(|after| **id > after));
        ready(of_tenant.take(limit as usize).map(|(id, (seq, control, _))| (*id, *seq, control.clone())).collect())
    }
}

impl State {
    fn tasks(&self) -> impl Iterator<Item = &TaskRow> {
        self.rows.values().filter_map(|row| if let Row::Task(row) = row { Some(row) } else { None })
    }

    pub(super) fn cases(&self) -> impl Iterator<Item = &CaseRow> {
        self.rows.values().filter_map(|row| if let Row::Case(row) = row { Some(row) } else { None })
    }

    fn task_line(&self, row: &TaskRow, sort: Sort) -> TaskLine {
        TaskLine { row: row.clone(), sort_value: sort_value(row, sort), paused: self.is_paused(row.instance) }
    }

    /// Whether a running clock of a case is paused.
    fn is_paused(&self, instance: InstanceId) -> bool {
        let paused =
            |row: &Row| matches!(row, Row::Clock(clock) if clock.instance == instance && clock.running && clock.paused);
        self.rows.values().any(paused)
    }

    fn line(&self, row: &CaseRow) -> CaseLine {
        let facts = self.facts(row.instance);
        let refusals = facts.as_ref().map_or(0, |facts| facts.refusals.len());
        let paused = self.is_paused(row.instance);
        let tasks = facts.into_iter().flat_map(|facts| facts.tasks);
        let holders: BTreeSet<PersonId> = tasks.filter_map(|task| task.assignee).collect();
        let refusals = u32::try_from(refusals).unwrap_or(u32::MAX);
        CaseLine { row: row.clone(), refusals, holders: holders.into_iter().collect(), paused }
    }

    /// Cases of these organs, of the process, of the unit and in the stage, where one is named.
    fn of<'a>(
        &'a self,
        organs: &'a [String],
        process: &'a Option<String>,
        unit: &'a Option<String>,
        stage: &'a Option<String>,
    ) -> impl Iterator<Item = Facts> + 'a {
        let is = |wanted: &Option<String>, own: &Option<String>| wanted.is_none() || wanted == own;
        let wanted = move |row: &&CaseRow| {
            let of_process = process.as_ref().is_none_or(|process| row.process == *process);
            organs.contains(&row.organ) && of_process && is(unit, &row.unit) && is(stage, &row.stage)
        };
        self.cases().filter(wanted).filter_map(|row| self.facts(row.instance))
    }

    fn facts(&self, instance: InstanceId) -> Option<Facts> {
        let case = self.cases().find(|row| row.instance == instance)?.clone();
        let mut facts = Facts {
            case,
            tenant: instance.tenant,
            tasks: vec![],
            clocks: vec![],
            cards: vec![],
            refusals: vec![],
            incidents: vec![],
        };
        for row in self.rows.values() {
            match row {
                Row::Task(row) if row.instance == instance => facts.tasks.push(row.clone()),
                Row::Clock(row) if row.instance == instance => facts.clocks.push(row.clone()),
                Row::Card(row) if row.instance == instance => facts.cards.push(row.clone()),
                Row::Refusal(row) if row.instance == instance => facts.refusals.push(row.clone()),
                Row::Incident(row) if row.instance == instance => facts.incidents.push(row.clone()),
                _ => {}
            }
        }
        Some(facts)
    }
}

fn position(line: &TaskLine) -> (i64, TaskId) {
    (line.sort_value, line.row.instance.task(line.row.key))
}

fn sort_value(row: &TaskRow, sort: Sort) -> i64 {
    match sort {
        Sort::Due => row.due_at.map_or(i64::MAX, Timestamp::as_microsecond),
        Sort::Created => row.created_at.as_microsecond(),
    }
}

fn is_seen(viewer: &QueueViewer, row: &TaskRow) -> bool {
    let opens = |(role, organ, unit): &(String, String, Option<String>)| {
        *role == row.role && *organ == row.organ && (row.unit.is_none() || row.unit == *unit)
    };
    let mut people = viewer.represented.iter().chain([&viewer.person]);
    let in_team = row.team.as_ref().is_none_or(|team| people.clone().any(|person| team.contains(person)));
    viewer.roles.iter().any(opens) && in_team && !people.any(|person| row.excluded.contains(person))
}

fn fits(viewer: &QueueViewer, filter: &QueueFilter, row: &TaskRow) -> bool {
    let mine = filter
        .mine
        .is_none_or(|mine| if mine { row.assignee.as_ref() == Some(&viewer.person) } else { row.assignee.is_none() });
    mine && filter.lane.as_ref().is_none_or(|lane| *lane == row.lane)
        && filter.unit.as_ref().is_none_or(|unit| row.unit.as_ref() == Some(unit))
        && filter.stage.as_ref().is_none_or(|stage| row.stage.as_ref() == Some(stage))
        && filter.process.as_ref().is_none_or(|process| *process == row.process)
        && filter.level.is_none_or(|level| row.level >= Some(level))
        && filter.due_before.is_none_or(|before| row.due_at.is_some_and(|due| due < before))
        && has_text(filter.text.as_deref(), &row.number, &row.title)
}

fn has_text(text: Option<&str>, number: &Option<String>, title: &Option<String>) -> bool {
    let lower = |part: &Option<String>| part.as_deref().unwrap_or_default().to_ascii_lowercase();
    text.is_none_or(|text| format!("{} {}", lower(number), lower(title)).contains(&text.to_ascii_lowercase()))
}

fn is_wanted(filter: &CaseFilter, row: &CaseRow) -> bool {
    filter.organs.contains(&row.organ)
        && filter.person.as_ref().is_none_or(|person| row.people.contains(person))
        && filter.running.is_none_or(|running| running == (row.state == CaseState::Running))
        && filter.stage.as_ref().is_none_or(|stage| row.stage.as_ref() == Some(stage))
        && filter.level.is_none_or(|level| row.level >= Some(level))
        && filter.process.as_ref().is_none_or(|process| *process == row.process)
        && filter.unit.as_ref().is_none_or(|unit| row.unit.as_ref() == Some(unit))
        && filter.with.as_ref().is_none_or(|person| row.people.contains(person))
        && filter.started.has(row.started_at)
        && filter.updated.has(row.updated_at)
        && has_text(filter.text.as_deref(), &row.number, &row.title)
}
