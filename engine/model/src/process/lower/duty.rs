//! Duties of people at a node: posts, supervision, risk points, documents.

use std::collections::BTreeMap;

use mingjing_expr::TypeEnv;

use super::Lower;
use crate::definition::{Duty, NodeDocument, Risk, Supervision, Titled};
use crate::diagnostic::Label;
use crate::messages::code;
use crate::process::layout::Part;
use crate::process::names::unknown;
use crate::process::syntax::{self, Id, Item, Kind};

impl Lower<'_> {
    /// The duties at a node, read where its form is filled in.
    pub(super) fn duty(&mut self, item: &Item<'_>, env: &TypeEnv) -> Duty {
        let duty = &item.duty;
        self.check_place(item);
        let made = duty.documents.iter();
        Duty {
            post: duty.post.and_then(|post| self.names.posts.find(post, code::UNKNOWN_POST, self.report)),
            supervise: duty.supervise.as_ref().map(|(why, who)| Supervision {
                why: why.clone(),
                who: who.iter().map(|role| self.supervisor(*role)).collect(),
            }),
            risk: duty.risk.as_ref().and_then(|risk| self.risk(risk)),
            documents: made.filter_map(|document| self.made(document, env)).collect(),
        }
    }

    fn supervisor(&mut self, role: Id<'_>) -> String {
        let roles = &self.parts.roles;
        if !roles.is_empty() && !roles.contains(role.text) {
            unknown(role, code::UNKNOWN_ROLE, roles.iter().map(String::as_str), self.report);
        }
        role.text.to_owned()
    }

    fn risk(&mut self, risk: &syntax::Risk<'_>) -> Option<Risk> {
        let document = self.names.documents.find(risk.document, code::UNKNOWN_DOCUMENT, self.report)?;
        Some(Risk { point: risk.point.clone(), document, mode: risk.mode })
    }

    fn made(&mut self, document: &syntax::Document<'_>, env: &TypeEnv) -> Option<NodeDocument> {
        let when = document.when.as_ref().and_then(|when| self.condition(when, env));
        Some(NodeDocument { document: self.names.documents.get(document.id.text)?, when })
    }

    /// Only a person's act has duties: what starts by message, or inside a sub-process, has nobody to fulfil them.
    fn check_place(&mut self, item: &Item<'_>) {
        let by_person = match item.kind {
            Kind::Start(None) => item.form.is_some(),
            Kind::Start(Some(_)) | Kind::StartTimer(_) => false,
            _ => true,
        };
        if let (false, Some(key)) = (by_person, item.duty.key) {
            self.report.error(code::DUTY_MISPLACED, key.span).with("key", key.text);
        }
    }

    /// Every kind of document once, in the order of their numbers.
    pub(super) fn documents(&mut self) -> Vec<Titled> {
        let mut first: BTreeMap<&str, &syntax::Document<'_>> = BTreeMap::new();
        for place in &self.layout.places {
            let Part::Item { item, .. } = place.part else { continue };
            for document in &item.duty.documents {
                let known = *first.entry(document.id.text).or_insert(document);
                if known.title != document.title {
                    self.report
                        .error(code::DOCUMENT_DIFFERS, document.id.span)
                        .with("id", document.id.text)
                        .with("other", &known.title.zh)
                        .related(known.id.span, Label::FirstHere);
                }
            }
        }
        let titled = |id: &&str| Some(Titled { id: (*id).to_owned(), title: first.get(id)?.title.clone() });
        self.names.documents.order.iter().filter_map(titled).collect()
    }
}
