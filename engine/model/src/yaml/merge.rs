//! Overlays: a department's file over the standard one.

use std::collections::BTreeMap;

use super::tree::{Key, Kind, Node};

/// The overlay over its base: maps merge by key (keys of the base first, new ones behind), scalars and lists replace.
/// Every node keeps the span of the file that it came from.
#[must_use]
pub fn merge(base: Node, over: Node) -> Node {
    match (base.kind, over.kind) {
        (Kind::Map(below), Kind::Map(above)) => Node { span: over.span, kind: Kind::Map(merge_entries(below, above)) },
        (_, kind) => Node { span: over.span, kind },
    }
}

fn merge_entries(below: Vec<(Key, Node)>, above: Vec<(Key, Node)>) -> Vec<(Key, Node)> {
    let mut above: Vec<Option<(Key, Node)>> = above.into_iter().map(Some).collect();
    let positions: BTreeMap<String, usize> =
        above.iter().flatten().enumerate().map(|(position, (key, _))| (key.text.clone(), position)).collect();
    let mut merged = Vec::with_capacity(below.len() + above.len());
    for (key, base) in below {
        let over = positions.get(&key.text).and_then(|position| above[*position].take());
        merged.push(match over {
            Some((key, over)) => (key, merge(base, over)),
            None => (key, base),
        });
    }
    merged.extend(above.into_iter().flatten());
    merged
}
