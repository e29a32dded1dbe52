//! The parts that the test processes refer to, and how a process text is compiled.

use std::collections::{BTreeMap, BTreeSet};

use mingjing_expr::{HitPolicy, Input, Output, Table, Type};
use mingjing_model::definition::{Choice, Definition, Field, FieldKind, Form, Text};
use mingjing_model::files::{FormFile, Parts};
use mingjing_model::{Diagnostic, Diagnostics, Lang, Sources, process, render, yaml};

/// A compiled text with everything that was found.
pub struct Compiled {
    pub sources: Sources,
    pub definition: Option<Definition>,
    pub found: Vec<Diagnostic>,
}

impl Compiled {
    /// The findings as people see them, without colours.
    pub fn rendered(&self, lang: Lang) -> String {
        let renderer = annotate_snippets::Renderer::plain();
        render::text(&self.found, &self.sources, lang, &renderer)
    }

    pub fn codes(&self) -> Vec<&'static str> {
        self.found.iter().map(|diagnostic| diagnostic.code).collect()
    }
}

/// Compiles a process text against [`parts`].
pub fn compile(path: &str, text: &str) -> Compiled {
    let mut sources = Sources::new();
    let file = sources.add(path, text);
    let mut report = Diagnostics::new();
    let tree = yaml::parse(file, text, &mut report);
    let definition = tree.and_then(|tree| process::compile(&tree, &process::Roots::new(), &parts(), &mut report));
    Compiled { sources, definition, found: report.into_sorted() }
}

pub fn parts() -> Parts {
    let forms = [
        form(
            "clue",
            &[
                ("source", FieldKind::Choice(vec![choice("a"), choice("b")]), true),
                ("party_name", FieldKind::Text, true),
                ("unit", FieldKind::Text, false),
                ("amount", FieldKind::MoneyFen, true),
                ("acted_on", FieldKind::Date, true),
                ("handlers", FieldKind::List(Box::new(FieldKind::Person)), true),
                (
                    "parties",
                    FieldKind::List(Box::new(FieldKind::Record(vec![field("name", FieldKind::Text, true)]))),
                    true,
                ),
            ],
        ),
        form(
            "verification",
            &[
                ("decision", FieldKind::Choice(vec![choice("file"), choice("not_file")]), true),
                ("dated_on", FieldKind::Date, true),
            ],
        ),
        form("opinion", &[("text", FieldKind::Text, true)]),
        form("defense", &[("text", FieldKind::Text, true)]),
        form("stop_request", &[("ok", FieldKind::Bool, true)]),
    ];
    let lanes = Type::one_of(["officer", "leader"]);
    Parts {
        forms: forms.into_iter().map(|form| (form.id.clone(), FormFile { form, act_lane: None })).collect(),
        tables: BTreeMap::from([
            ("authority".to_owned(), table(("kind", Type::Text), ("lane", lanes))),
            ("score".to_owned(), table(("amount", Type::Number), ("tier", Type::Number))),
        ]),
        calendars: BTreeSet::from(["cn".to_owned()]),
        roles: ["officer", "leader"].into_iter().map(str::to_owned).collect(),
        ..Parts::default()
    }
}

fn form(id: &str, fields: &[(&str, FieldKind, bool)]) -> Form {
    Form {
        id: id.to_owned(),
        title: text(id),
        fields: fields.iter().map(|(id, kind, required)| field(id, kind.clone(), *required)).collect(),
        schema: "{}".to_owned(),
        act: None,
        event_at: None,
    }
}

fn field(id: &str, kind: FieldKind, required: bool) -> Field {
    let list = (id == "party_name").then_some(0);
    Field { id: id.to_owned(), title: text(id), kind, required, personal: false, list }
}

fn choice(value: &str) -> Choice {
    Choice { value: value.to_owned(), title: text(value) }
}

fn table(input: (&str, Type), output: (&str, Type)) -> Table {
    Table {
        inputs: vec![Input { name: input.0.into(), ty: input.1 }],
        outputs: vec![Output { name: output.0.into(), ty: output.1 }],
        hit: HitPolicy::First,
        rules: Vec::new(),
    }
}

fn text(zh: &str) -> Text {
    Text { zh: zh.to_owned(), en: None }
}
