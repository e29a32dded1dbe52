//! The departments of the bench: the market supervision that is really filed, and a small one whose cases are sixteen
//! forms in a row and then from the first again.

use anyhow::{Context, Result, bail};
use jiff::{SignedDuration, Timestamp, civil::date};
use mingjing_core::ids::{Hash, Tenant};
use mingjing_expr::Value;
use mingjing_model::{Diagnostics, Lang, bundle::Bundle, compile, folder::Folder, render, source::Sources};
use mingjing_runtime::{
    filing,
    scenario::{Scenario, read, run},
    store::read::{Bundles, Calendars, Directory, RegisterEntry, Registers},
};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// Forms of a case of the small department before it begins again.
pub const PAGES: usize = 16;
/// How often a case of the small department goes round.
const ROUNDS: usize = 4;
/// People of the small department: one a client.
pub const PEOPLE: usize = 128;
/// What is filled in on each page: some 750 bytes, as an officer writes.
const FINDINGS: &str = "现场检查查见货架上有超过保质期的饼干，当事人确认仍在销售，执法人员逐项清点并拍照记录。";
const FINDINGS_TIMES: usize = 6;

/// A department with a scenario that is played.
pub struct Department {
    pub bundle: Bundle,
    pub scenario: Scenario,
}

/// A store in which the department is filed.
#[derive(Clone, Copy)]
pub struct Filed {
    pub bundle: Hash,
    pub tenant: Tenant,
}

impl Department {
    /// The filed department of market supervision, and the main road of its general procedure.
    pub fn market(root: &Path) -> Result<Self> {
        let own = folder(&root.join("processes/scjg"), "scjg")?;
        let scenario = own.files.get("scenarios/main_road.scenario.yaml").context("no scenario of the main road")?;
        Ok(Self { scenario: scenario_of(&scenario.clone())?, bundle: bundle(root, &own)? })
    }

    /// The small department.
    pub fn pages(root: &Path) -> Result<Self> {
        let mut own = folder(&root.join("benches/processes/pages"), "pages")?;
        let mut template = |name: &str| own.files.remove(&format!("{name}.template")).context("a template is missing");
        let (page, mut process) = (template("page.form.yaml")?, template("pages.process.yaml")?);
        for number in 1..=PAGES {
            let form = page.replace("NN", &format!("{number:02}"));
            own.files.insert(format!("forms/page{number:02}.form.yaml"), form);
            let task = format!("{{zh: 第{number}步, en: Step {number}}}, lane: filler, stage: work, limit: 5 workdays");
            let to = match number {
                PAGES => {
                    format!("[{{when: page{number:02}.again, to: step01}}, {{else: finished, milestone: finished}}]")
                }
                _ => format!("step{:02}", number + 1),
            };
            writeln!(process, "  step{number:02}: {{user_task: {task}, form: page{number:02}, to: {to}}}")?;
        }
        own.files.insert("pages.process.yaml".to_owned(), process);
        Ok(Self { scenario: scenario_of(&pages_scenario()?)?, bundle: bundle(root, &own)? })
    }

    /// When the scenario begins.
    pub fn begins(&self) -> Result<Timestamp> {
        let definition = self.bundle.definitions.iter().find(|one| one.process == self.scenario.process);
        let calendar = run::calendar_of(definition.context("the process is not filed")?, &self.bundle)?;
        Ok(run::instant(self.scenario.at, &calendar)?)
    }

    /// Files the department the day before its scenario begins, and enters its people with their certificates.
    pub async fn file<S>(&self, store: &S) -> Result<Filed>
    where
        S: Bundles + Calendars + Directory + Registers,
    {
        let filed_at = self.begins()? - SignedDuration::from_hours(24);
        let bundle = filing::file(store, &self.bundle, "bench", "bench", filed_at).await?;
        let register = self.bundle.definitions.iter().find_map(|one| one.policy.certificates.clone());
        for player in &self.scenario.people {
            store.person_put(&run::person(player, &self.scenario.organ)).await?;
            if let (Some(certified), Some(register)) = (player.certificate, &register) {
                let fields = Value::Map(BTreeMap::from([("person".into(), Value::text(player.id.as_str()))]));
                let long_ago = (!certified).then(|| date(1950, 1, 1));
                let fields = serde_json::to_vec(&fields)?;
                let entry = RegisterEntry { key: player.id.clone(), valid_from: long_ago, valid_to: long_ago, fields };
                store.register_put(register, &[entry], self.begins()?).await?;
            }
        }
        let tenant = store.tenant_of(&self.scenario.organ).await?.context("the department has no tenant")?;
        Ok(Filed { bundle, tenant })
    }
}

fn pages_scenario() -> Result<String> {
    let mut text = String::from("scenario: pages\nprocess: pages\norgan: pages\nat: 2026-03-02T09:00\npeople:\n");
    for number in 0..PEOPLE {
        writeln!(text, "  filler{number:03}: {{roles: [filler]}}")?;
    }
    text.push_str("steps:\n  - {as: filler000, start: {subject: 宁波示例超市有限公司, opened_on: 2026-03-02}}\n");
    let findings = FINDINGS.repeat(FINDINGS_TIMES);
    for step in 0..ROUNDS * PAGES {
        let values = format!(
            "done_on: 2026-03-02, findings: {findings}, informant: 示例举报人, quantity: 12, amount: 12000, lawful: false, again: true"
        );
        writeln!(text, "  - {{as: filler000, complete: step{:02}, with: {{{values}}}}}", step % PAGES + 1)?;
    }
    Ok(text)
}

fn scenario_of(text: &str) -> Result<Scenario> {
    let (mut sources, mut report) = (Sources::new(), Diagnostics::new());
    let file = sources.add("scenario".to_owned(), text);
    let scenario = read(file, text, &mut report);
    sound(&sources, report)?;
    scenario.context("no scenario")
}

fn bundle(root: &Path, own: &Folder) -> Result<Bundle> {
    let standard = folder(&root.join("processes/_standard"), "_standard")?;
    let compiled = compile(Some(&standard), own);
    sound(&compiled.sources, compiled.diagnostics)?;
    compiled.bundle.context("no bundle")
}

fn sound(sources: &Sources, report: Diagnostics) -> Result<()> {
    if report.has_errors() {
        let renderer = annotate_snippets::Renderer::plain();
        bail!("{}", render::text(&report.into_sorted(), sources, Lang::Zh, &renderer));
    }
    Ok(())
}

/// The texts of a folder and of the folders in it.
fn folder(path: &Path, name: &str) -> Result<Folder> {
    let mut folder = Folder { path: name.to_owned(), ..Folder::default() };
    for entry in fs::read_dir(path).with_context(|| path.display().to_string())? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).context("a file name is not UTF-8")?.to_owned();
        if path.is_dir() {
            let below = self::folder(&path, &name)?.files;
            folder.files.extend(below.into_iter().map(|(file, text)| (format!("{name}/{file}"), text)));
        } else {
            folder.files.insert(name, fs::read_to_string(&path)?);
        }
    }
    Ok(folder)
}
