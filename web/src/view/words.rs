//! Ids of a definition with their titles.

use super::shapes::Ref;
use crate::{
    http::{codes, lang::Lang},
    names::Who,
};
use mingjing_core::ids::PersonId;
use mingjing_model::definition::{Definition, LaneIx, NodeIx, PolicyRule, StageIx, Text, Titled};
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

/// The process.
pub fn process(definition: &Definition) -> Ref {
    Ref { id: definition.process.clone(), title: definition.title.clone() }
}

/// A policy rule, by the title that the department filed for it.
pub fn policy_rule(definition: &Definition, rule: PolicyRule) -> Ref {
    let id = match rule {
        PolicyRule::Separation => "separation",
        PolicyRule::People => "people",
        PolicyRule::Certified => "certified",
        PolicyRule::Recording => "recording",
        PolicyRule::Explain => "explain",
        PolicyRule::Authority => "authority",
    };
    let title = definition.policy.titles.get(&rule).cloned();
    title.map_or_else(|| bare(id), |title| Ref { id: id.to_owned(), title })
}

/// What a code means with the facts of the moment: people by name, lanes by title; of a fact given twice, the first.
pub fn told(definition: &Definition, who: &Who, code: &str, facts: &[(String, String)]) -> Text {
    let mut params = BTreeMap::new();
    for (name, fact) in facts.iter().rev() {
        let (zh, en) = match name.as_str() {
            "person" => {
                let person = who.person(&PersonId::new(fact.as_str()));
                (person.name, person.name_en)
            }
            "lane" | "other" => {
                let title = lane_id(definition, fact).title;
                (title.zh, title.en)
            }
            _ => (fact.clone(), None),
        };
        params.insert(format!("{name}_en"), en.unwrap_or_else(|| zh.clone()));
        params.insert(name.clone(), zh);
    }
    Text { zh: codes::detail(code, &params, Lang::Zh), en: Some(codes::detail(code, &params, Lang::En)) }
}

fn titled(titled: &Titled) -> Ref {
    Ref { id: titled.id.clone(), title: titled.title.clone() }
}
