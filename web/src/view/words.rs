//! Ids of a definition with their titles.

use super::shapes::Ref;
use crate::{
    http::{codes, lang::Lang},
    names::Who,
};
use mingjing_core::ids::PersonId;
use mingjing_model::definition::{Definition, LaneIx, NodeIx, PauseIx, PolicyRule, StageIx, Text, Titled};
use std::collections::BTreeMap;

/// A bare id as its own title.
pub fn bare(id: &str) -> Ref {
    Ref { id: id.to_owned(), title: Text { zh: id.to_owned(), en: None } }
}

/// A node.
pub fn node(definition: &Definition, ix: NodeIx) -> Ref {
    let node = definition.node(ix);
    Ref { id: node.id.clone(), title: node.title.clone() }
}

/// A node by id.
pub fn node_id(definition: &Definition, id: &str) -> Ref {
    definition.node_by_id(id).map_or_else(|| bare(id), |ix| node(definition, ix))
}

/// What pauses clocks.
pub fn pause(definition: &Definition, ix: PauseIx) -> Ref {
    let pause = &definition.pauses[ix.index()];
    Ref { id: pause.id.clone(), title: pause.title.clone() }
}

/// A lane.
pub fn lane(definition: &Definition, ix: LaneIx) -> Ref {
    let lane = definition.lane(ix);
    Ref { id: lane.id.clone(), title: lane.title.clone() }
}

/// A lane by id.
pub fn lane_id(definition: &Definition, id: &str) -> Ref {
    definition.lane_by_id(id).map_or_else(|| bare(id), |ix| lane(definition, ix))
}

/// A stage.
pub fn stage(definition: &Definition, ix: StageIx) -> Option<Ref> {
    definition.stages.get(ix.index()).map(titled)
}

/// A stage by id.
pub fn stage_id(definition: &Definition, id: &str) -> Ref {
    definition.stages.iter().find(|stage| stage.id == id).map_or_else(|| bare(id), titled)
}

/// All stages in order.
pub fn stages(definition: &Definition) -> Vec<Ref> {
    definition.stages.iter().map(titled).collect()
}

/// An act by id.
pub fn act_id(definition: &Definition, id: &str) -> Ref {
    let act = definition.act_by_id(id).and_then(|ix| definition.acts.get(ix.index()));
    act.map_or_else(|| bare(id), |act| Ref { id: act.id.clone(), title: act.title.clone() })
}

/// The process.
pub fn process(definition: &Definition) -> Ref {
    Ref { id: definition.process.clone(), title: definition.title.clone() }
}

/// The policy rules with their ids.
const RULES: [(PolicyRule, &str); 7] = [
    (PolicyRule::Separation, "separation"),
    (PolicyRule::People, "people"),
    (PolicyRule::Certified, "certified"),
    (PolicyRule::Recording, "recording"),
    (PolicyRule::Explain, "explain"),
    (PolicyRule::Authority, "authority"),
    (PolicyRule::Documents, "documents"),
];

/// A policy rule, by the title that the department filed for it.
pub fn policy_rule(definition: &Definition, rule: PolicyRule) -> Ref {
    let id = RULES.iter().find(|(known, _)| *known == rule).map_or("", |(_, id)| *id);
    let title = definition.policy.titles.get(&rule).cloned();
    title.map_or_else(|| bare(id), |title| Ref { id: id.to_owned(), title })
}

/// A kind of document by id.
pub fn document_id(definition: &Definition, id: &str) -> Ref {
    let document = definition.document_by_id(id).and_then(|ix| definition.documents.get(ix.index()));
    document.map_or_else(|| bare(id), titled)
}

/// The risk point of a node.
fn risk(definition: &Definition, node: &str) -> Text {
    let node = definition.node_by_id(node).map(|ix| definition.node(ix));
    let point = node.and_then(|node| node.duty.risk.as_ref()).map(|risk| risk.point.clone());
    point.unwrap_or_else(|| Text { zh: String::new(), en: None })
}

/// The policy rule with this id.
pub fn rule_of(id: &str) -> Option<PolicyRule> {
    RULES.iter().find(|(_, known)| *known == id).map(|(rule, _)| *rule)
}

/// What a code means with the facts of the moment; of a fact given twice, the first.
pub fn told(definition: &Definition, who: &Who, code: &str, facts: &[(String, String)]) -> Text {
    let params = named(definition, who, facts.iter().rev().map(|(name, fact)| (name.as_str(), fact.as_str())));
    Text { zh: codes::detail(code, &params, Lang::Zh), en: Some(codes::detail(code, &params, Lang::En)) }
}

/// Facts of a message as people read them: people by name, lanes, nodes, units and organs by title; each with an English twin
/// (`person_en`) where it has one.
pub fn named<'a>(
    definition: &Definition,
    who: &Who,
    facts: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<String, String> {
    let mut params = BTreeMap::new();
    for (name, fact) in facts {
        let (zh, en) = match name {
            "person" | "absent" => {
                let person = who.person(&PersonId::new(fact));
                (person.name, person.name_en)
            }
            "lane" | "other" => of_text(lane_id(definition, fact).title),
            "node" => of_text(node_id(definition, fact).title),
            "unit" => of_text(who.place(fact).title),
            "document" => of_text(document_id(definition, fact).title),
            "risk" => of_text(risk(definition, fact)),
            "act" => of_text(act_id(definition, fact).title),
            _ => (fact.to_owned(), None),
        };
        if let Some(en) = en {
            params.insert(format!("{name}_en"), en);
        }
        params.insert(name.to_owned(), zh);
    }
    params
}

fn of_text(text: Text) -> (String, Option<String>) {
    (text.zh, text.en)
}

/// A part with its title.
pub fn titled(titled: &Titled) -> Ref {
    Ref { id: titled.id.clone(), title: titled.title.clone() }
}
