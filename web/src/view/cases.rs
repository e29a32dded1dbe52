//! Case lists and case pages.

use super::{
    accruals, awaited, cards, clocks,
    dossier::Dossier,
    duties, forms, items, links,
    shapes::{Case, CaseLine, Choices, Form, Incident, LanePeople, Name, Number, Refusal, When},
    standing::{Standing, standing},
    submissions, tasks, words,
};
use crate::{
    app::App,
    bundles::Pinned,
    http::{codes, lang::Lang, problem::Answer},
    identity::viewer::Viewer,
    names::Who,
};
use mingjing_core::{ids::PersonId, rows::CaseState};
use mingjing_model::definition::{ActIx, LaneIx, Text};
use mingjing_runtime::store::read::CaseLine as Row;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A milestone.
#[derive(Debug, Serialize)]
pub struct Milestone {
    /// Its id.
    pub id: String,
    /// When it was reached.
    pub event_at: When,
}

/// An act of the case.
#[derive(Debug, Serialize)]
pub struct Act {
    /// Its id.
    pub id: String,
    /// What the button says.
    pub title: Text,
    /// The form that goes with it.
    pub form: Option<Form>,
    /// What its pickers offer.
    pub choices: Choices,
}

/// Lines of the case list.
///
/// # Errors
/// Those of the store.
pub async fn lines(app: &App, rows: &[Row]) -> Answer<Vec<CaseLine>> {
    let mut lines = Vec::with_capacity(rows.len());
    for row in rows {
        let pinned = app.bundles.pinned(row.row.bundle, &row.row.process).await?;
        let who = app.names.of(row.holders.clone()).await?;
        lines.push(line(app, row, &pinned, &who));
    }
    Ok(lines)
}

/// One line.
pub fn line(app: &App, line: &Row, pinned: &Pinned, who: &Who) -> CaseLine {
    let definition = pinned.definition();
    let Row { row, refusals, holders, paused } = line;
    let Standing { at, waits } = standing(pinned, &row.nodes);
    CaseLine {
        id: row.instance.to_string(),
        number: row.number.clone(),
        title: row.title.clone(),
        process: words::process(definition),
        organ: who.organ(&row.organ),
        unit: row.unit.as_ref().map(|unit| who.unit(&row.organ, unit)),
        stage: row.stage.as_ref().map(|stage| words::stage_id(definition, stage)),
        state: match row.state {
            CaseState::Running => "running",
            CaseState::Ended => "ended",
            CaseState::Terminated => "terminated",
        },
        level: row.level,
        started_at: row.started_at,
        updated_at: row.updated_at,
        since: row.since,
        at,
        waits,
        holders: holders.iter().map(|person| who.person(person)).collect(),
        due: tasks::due(app, row.due_at, row.due_provisional),
        clock_paused: *paused,
        cells: submissions::cells(pinned, who, &row.cells),
        refusal_count: *refusals,
        incident_count: row.incidents,
    }
}

/// The case page.
///
/// # Errors
/// Those of the store.
pub async fn case(app: &App, viewer: &Viewer, dossier: &Dossier) -> Answer<Case> {
    let filled = dossier.filled(app).await?;
    let definition = dossier.pinned.definition();
    let named = filled.iter().flat_map(|filled| submissions::people(definition.form(filled.form), &filled.values));
    let everybody = named.chain(dossier.people()).chain(filled.iter().filter_map(|filled| filled.by.clone()));
    let everybody = everybody.chain(duties::people(dossier));
    let who = app.names.of(everybody.collect()).await?;
    let paused = dossier.facts.is_paused();
    Ok(Case {
        line: line(app, &dossier.facts.line(), &dossier.pinned, &who),
        tasks: dossier
            .facts
            .tasks
            .iter()
            .map(|row| tasks::line(app, (row, paused), &dossier.pinned, &who, &viewer.person.id))
            .collect(),
        clocks: clocks::clocks(app, dossier).await?,
        accruals: accruals::accruals(dossier, app.today()),
        cards: dossier.instance.cards.iter().map(|(key, card)| cards::of_case(dossier, *key, card)).collect(),
        refusals: self::refusals(dossier, &who),
        incidents: incidents(dossier),
        people: people(dossier, &who),
        facts: filled.iter().map(|filled| submissions::submission(&dossier.pinned, &who, filled)).collect(),
        numbers: dossier
            .instance
            .numbers
            .iter()
            .map(|(series, text)| Number { series: definition.series[series.index()].0.clone(), text: text.clone() })
            .collect(),
        milestones: dossier
            .instance
            .milestones
            .iter()
            .map(|(ix, at)| Milestone { id: definition.milestones[ix.index()].clone(), event_at: (*at).into() })
            .collect(),
        acts: acts(app, viewer, dossier).await?,
        awaited: awaited::awaited(app, viewer, dossier).await?,
        links: links::links(app, viewer, dossier, &who).await?,
        basis: definition.basis.clone(),
        stages: words::stages(definition),
        items: items::items(dossier, &who),
        documents: duties::documents(dossier, &who),
        watch: duties::watch(dossier, viewer, &who),
    })
}

fn refusals(dossier: &Dossier, who: &Who) -> Vec<Refusal> {
    let definition = dossier.pinned.definition();
    let worded = |refusal: &mingjing_core::state::RefusalState| Refusal {
        seq: refusal.seq,
        rule: words::policy_rule(definition, refusal.rule),
        actor: who.person(&refusal.actor),
        task: refusal.task.and_then(|key| dossier.node_of(key)).map(|node| words::node(definition, node)),
        code: refusal.code.clone(),
        message: words::told(definition, who, &refusal.code, dossier.refusal_facts(refusal.seq)),
        at: refusal.at,
    };
    dossier.instance.refusals.iter().map(worded).collect()
}

fn incidents(dossier: &Dossier) -> Vec<Incident> {
    let definition = dossier.pinned.definition();
    let worded = |(key, incident): (&mingjing_core::ids::Key, &mingjing_core::state::IncidentState)| {
        let node = dossier.node_of(incident.element);
        let targets = node.map(|node| {
            definition
                .node(node)
                .outgoing
                .iter()
                .map(|flow| words::node(definition, definition.flow(*flow).to))
                .collect()
        });
        Incident {
            key: key.0,
            node: node.map_or_else(|| words::process(definition), |node| words::node(definition, node)),
            code: incident.code.clone(),
            message: self::incident(&incident.code, &incident.detail),
            detail: incident.detail.clone(),
            since: incident.since,
            targets: targets.unwrap_or_default(),
        }
    };
    dossier.instance.incidents.iter().map(worded).collect()
}

/// What an incident's code means, with what is wrong.
pub fn incident(code: &str, detail: &str) -> Text {
    let params = BTreeMap::from([("detail".to_owned(), detail.to_owned())]);
    Text { zh: codes::detail(code, &params, Lang::Zh), en: Some(codes::detail(code, &params, Lang::En)) }
}

/// Who acts and acted, by lane.
pub fn people(dossier: &Dossier, who: &Who) -> Vec<LanePeople> {
    let definition = dossier.pinned.definition();
    let lanes: BTreeSet<LaneIx> = dossier.instance.acted.keys().chain(dossier.instance.teams.keys()).copied().collect();
    let of_lane = |lane: LaneIx| {
        let team = dossier.instance.teams.get(&lane);
        let acted = dossier.instance.acted.get(&lane).into_iter().flatten();
        let people: BTreeSet<&PersonId> = team.into_iter().flatten().chain(acted).collect();
        let people: Vec<Name> = people.into_iter().map(|person| who.person(person)).collect();
        LanePeople { lane: words::lane(definition, lane), people, team: team.is_some() }
    };
    lanes.into_iter().map(of_lane).collect()
}

/// Acts that the viewer may ask for now: the case runs, its scope is alive, and one of their roles fills the lane.
async fn acts(app: &App, viewer: &Viewer, dossier: &Dossier) -> Answer<Vec<Act>> {
    let definition = dossier.pinned.definition();
    let mut acts = Vec::new();
    for (position, act) in definition.acts.iter().enumerate() {
        let open = mingjing_core::act_is_open(definition, &dossier.instance, ActIx::at(position));
        let lane = definition.lane(act.lane);
        let organ = &dossier.instance.organ;
        let holds = viewer.rights.iter().any(|(right, _)| right.role == lane.role && right.organ == *organ);
        let named = dossier.instance.teams.get(&act.lane).is_none_or(|team| viewer.is_among(team));
        if !(open && holds && named) {
            continue;
        }
        let form = act.form.map(|form| definition.form(form));
        let choices = match form {
            Some(form) => forms::choices(app, organ, &dossier.pinned, form).await?,
            None => Default::default(),
        };
        acts.push(Act {
            id: act.id.clone(),
            title: act.title.clone(),
            form: form.map(forms::form).transpose()?,
            choices,
        });
    }
    Ok(acts)
}
