//! Documents that are made at a node, and risk points that a document controls.

use crate::{
    driver::{Case, code, faults, map, people},
    fixture::text,
};
use mingjing_core::{command::EnteredDocument, event::Event, state::Status};
use mingjing_expr::{Value, parse};
use mingjing_model::definition::*;

const FORM: DocumentIx = DocumentIx(0);
const DESIGNATION: DocumentIx = DocumentIx(1);
const RECEIPT: DocumentIx = DocumentIx(2);

/// Filing makes the approval form always, the designation where a host is named; nobody makes the receipt but a start.
fn case() -> Case {
    let mut case = Case::new();
    let titled = |id: &str| Titled { id: id.to_owned(), title: text(id) };
    case.def.documents = ["filing_approval", "designation", "clue_receipt"].map(titled).to_vec();
    case.def.policy.rules.insert(PolicyRule::Documents, RuleMode::Recorded);
    let designated = Some(parse("filing.host != null").expect("an expression"));
    case.def.nodes[0].duty.documents =
        vec![NodeDocument { document: RECEIPT, when: Some(parse("clue.source = \"report\"").expect("an expression")) }];
    case.def.nodes[1].duty.documents =
        vec![NodeDocument { document: FORM, when: None }, NodeDocument { document: DESIGNATION, when: designated }];
    case
}

fn entered(documents: &[(&str, &str)]) -> Vec<EnteredDocument> {
    let entry = |(document, day): &(&str, &str)| EnteredDocument {
        document: (*document).to_owned(),
        number: Some(format!(" {document} 1 ")),
        dated_on: day.parse().expect("a day"),
    };
    documents.iter().map(entry).collect()
}

fn clue(source: &str) -> Value {
    map([("source", source.into()), ("unit", "food".into())])
}

fn filed(host: bool, documents: &[(&str, &str)]) -> (Case, Result<Vec<Event>, mingjing_core::outcome::Rejection>) {
    let mut case = case();
    case.start(clue("inspection")).expect("starts");
    case.claim("head", "file").expect("claims");
    case.documents = entered(documents);
    let handlers = ("handlers", people(["zhang", "li"]));
    let filing = if host { map([handlers, ("host", "host".into())]) } else { map([handlers]) };
    let result = case.complete("head", "file", filing);
    (case, result)
}

const TODAY: &str = "2026-03-02";
const APPROVAL: (&str, &str) = ("filing_approval", TODAY);

#[test]
fn what_is_due_must_be_entered_and_nothing_else_may_be() {
    let missing = |document: &str| (format!("/documents/{document}"), "MJ4121".to_owned());
    for (host, documents, expected) in [
        (false, &[APPROVAL][..], vec![]),
        (false, &[APPROVAL, ("designation", "2026-02-28")], vec![]),
        (true, &[APPROVAL, ("designation", TODAY)], vec![]),
        (false, &[], vec![missing("filing_approval")]),
        (true, &[APPROVAL], vec![missing("designation")]),
        (true, &[], vec![missing("filing_approval"), missing("designation")]),
        (
            false,
            &[("filing_approval", "2026-03-03")],
            vec![("/documents/filing_approval/dated_on".to_owned(), "MJ4212".to_owned())],
        ),
        (false, &[APPROVAL, APPROVAL], vec![("/documents/filing_approval".to_owned(), "MJ4211".to_owned())]),
        (
            false,
            &[APPROVAL, ("clue_receipt", TODAY)],
            vec![("/documents/clue_receipt".to_owned(), "MJ4211".to_owned())],
        ),
        (false, &[APPROVAL, ("poem", TODAY)], vec![("/documents/poem".to_owned(), "MJ4211".to_owned())]),
    ] {
        let (case, result) = filed(host, documents);
        assert_eq!(faults(&result), expected, "{documents:?}");
        let recorded = expected.first().is_some_and(|(_, code)| code == "MJ4121");
        assert_eq!(!case.instance.refusals.is_empty(), recorded, "only what is missing is a refusal: {documents:?}");
    }
}

#[test]
fn a_dry_run_names_the_missing_documents_beside_the_faults_of_the_form() {
    let mut case = case();
    case.start(clue("inspection")).expect("starts");
    case.claim("head", "file").expect("claims");
    let mut told = |documents: &[(&str, &str)]| -> Vec<_> {
        case.documents = entered(documents);
        let told = case.obstacles("head", "file", map([("poem", "x".into())]));
        told.into_iter().map(|obstacle| (obstacle.fault.pointer, obstacle.recorded)).collect()
    };
    let form = told(&[APPROVAL]);
    assert!(form.iter().all(|(_, recorded)| !recorded), "of the form alone: {form:?}");
    let both = told(&[]);
    assert_eq!(both, [form, vec![("/documents/filing_approval".to_owned(), true)]].concat());
}

#[test]
fn documents_stand_in_the_record_with_number_and_date() {
    let (case, result) = filed(false, &[("filing_approval", "2026-02-27")]);
    let events = result.expect("files");
    let made = events.iter().find_map(|event| match event {
        Event::DocumentsEntered { node, documents, by, .. } => Some((*node, documents.clone(), by.as_str().to_owned())),
        _ => None,
    });
    let (node, documents, by) = made.expect("entered");
    assert_eq!((node, by.as_str()), (NodeIx(1), "head"));
    assert_eq!(documents[0].number.as_deref(), Some("filing_approval 1"), "blanks around a number mean nothing");
    assert_eq!(documents[0].dated_on.to_string(), "2026-02-27");
    assert_eq!(case.instance.documents.iter().map(|(_, made)| *made).collect::<Vec<_>>(), [FORM]);
}

#[test]
fn a_start_makes_documents_too() {
    let mut case = case();
    assert_eq!(code(&case.start(clue("report"))), "MJ4121");
    assert_eq!(case.instance.status, Status::Unborn);
    case.documents = entered(&[("clue_receipt", TODAY)]);
    case.start(clue("report")).expect("starts");
    assert!(case.instance.documents.iter().any(|(_, made)| *made == RECEIPT));
}

#[test]
fn a_number_may_be_left_out_but_not_be_a_novel() {
    for (number, expected) in [(None, "done"), (Some("  "), "done"), (Some(&*"号".repeat(101)), "MJ4213")] {
        let (mut case, _) = filed(false, &[]);
        case.documents = entered(&[APPROVAL]);
        case.documents[0].number = number.map(str::to_owned);
        let result = case.complete("head", "file", map([("handlers", people(["zhang", "li"]))]));
        assert_eq!(code(&result), expected);
        let events = result.unwrap_or_default();
        let made = events.iter().find_map(|event| match event {
            Event::DocumentsEntered { documents, .. } => Some(documents[0].number.clone()),
            _ => None,
        });
        assert_eq!(made.flatten(), None);
    }
}

/// The risk point of the filing, controlled by a document of this node or of another.
fn risky(document: DocumentIx, mode: RiskMode) -> Case {
    let mut case = case();
    case.def.nodes[1].duty.risk = Some(Risk { point: text("应立不立"), document, mode });
    case
}

#[test]
fn a_risk_point_blocks_or_leaves_a_mark_until_its_document_is_there() {
    let left = |result: &Result<Vec<Event>, _>| {
        let is_left = |event: &Event| matches!(event, Event::RiskLeftUncontrolled { node: NodeIx(1), .. });
        result.as_ref().is_ok_and(|events| events.iter().any(is_left))
    };
    for (control, mode, source, documents, expected, open) in [
        (FORM, RiskMode::Block, "report", &[APPROVAL][..], "done", false),
        (FORM, RiskMode::Block, "report", &[], "MJ4122", false),
        (FORM, RiskMode::Warn, "report", &[], "done", true),
        (FORM, RiskMode::Warn, "report", &[APPROVAL], "done", false),
        // Made at the start, where a report brought it; an inspection has none.
        (RECEIPT, RiskMode::Block, "report", &[APPROVAL], "done", false),
        (RECEIPT, RiskMode::Block, "inspection", &[APPROVAL], "MJ4122", false),
        (RECEIPT, RiskMode::Warn, "inspection", &[APPROVAL], "done", true),
        // A control that is not due at its own node controls nothing there.
        (DESIGNATION, RiskMode::Block, "report", &[APPROVAL], "done", false),
    ] {
        let mut case = risky(control, mode);
        case.documents = entered(if source == "report" { &[("clue_receipt", TODAY)] } else { &[] });
        case.start(clue(source)).expect("starts");
        case.claim("head", "file").expect("claims");
        case.documents = entered(documents);
        let result = case.complete("head", "file", map([("handlers", people(["zhang", "li"]))]));
        assert_eq!((code(&result), left(&result)), (expected, open), "{control:?} {mode:?} {source} {documents:?}");
        if expected == "MJ4122" {
            let params = result.expect_err("refused").params;
            assert_eq!(params["risk"], "file", "the message names the risk point by its node");
        }
    }
}
