//! The documents that the player enters: those of the node, mostly all of them.

use crate::{pen::Habits, support::chance::Chance};
use jiff::{ToSpan, civil::Date};
use mingjing_core::command::EnteredDocument;
use mingjing_model::definition::{Definition, NodeIx};

/// Documents of a node as somebody enters them. One that is due on a condition is left out more often, whether it is due or
/// not; rarely one is entered that nobody can have made.
pub fn entered(
    definition: &Definition,
    node: NodeIx,
    habits: &Habits,
    chance: &mut Chance,
    today: Date,
) -> Vec<EnteredDocument> {
    let mut entered = Vec::new();
    for document in &definition.node(node).duty.documents {
        let usual = if document.when.is_some() { habits.conditional_papers } else { habits.papers };
        if chance.percent(usual) {
            let late = if chance.once_in(80) { 2 } else { -(chance.below(3) as i64) };
            let dated_on = today.checked_add(late.days()).unwrap_or(today);
            let number = chance.percent(70).then(|| format!("文〔{}〕{}号", today.year(), chance.below(1000)));
            let document = definition.documents[document.document.index()].id.clone();
            entered.push(EnteredDocument { document, number, dated_on });
        }
    }
    if chance.once_in(150) {
        let all: Vec<String> = definition.documents.iter().map(|document| document.id.clone()).collect();
        let document = chance.pick(&all).cloned().unwrap_or_else(|| "example".to_owned());
        entered.push(EnteredDocument { document, number: None, dated_on: today });
    }
    entered
}
