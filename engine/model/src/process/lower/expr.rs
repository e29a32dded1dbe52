//! Expressions and paths: their types, against the names that may be read there.

use std::sync::Arc;

use mingjing_expr::{Expr, Type, TypeEnv, uses_today};

use super::Lower;
use crate::definition::{Assignment, Path, ScopeIx};
use crate::diagnostic::Hint;
use crate::messages::code;
use crate::process::names::unknown;
use crate::process::syntax::{Formula, Id};

impl Lower<'_> {
    /// The names that expressions of a scope may read.
    pub(super) fn env(&self, scope: ScopeIx) -> Arc<TypeEnv> {
        Arc::clone(&self.envs[scope.index()])
    }

    /// An expression with its type; faults are reported at their place.
    pub(super) fn typed(&mut self, formula: &Formula<'_>, env: &TypeEnv) -> Option<(Expr, Type)> {
        let expr = formula.expr.clone()?;
        match mingjing_expr::check(&expr, env) {
            Ok(ty) => Some((expr, ty)),
            Err(errors) => {
                for error in errors {
                    let span = formula.node.inner_span(error.span.start, error.span.end);
                    self.report.expr(&error, span);
                }
                None
            }
        }
    }

    /// An expression whose value must fit into a type.
    pub(super) fn value(&mut self, formula: &Formula<'_>, expected: &Type, env: &TypeEnv) -> Option<Expr> {
        let (expr, found) = self.typed(formula, env)?;
        if !found.fits_into(expected) {
            self.wrong_type(formula, expected, &found);
        }
        Some(expr)
    }

    /// An expression whose value must fit into one of several types.
    pub(super) fn value_of(&mut self, formula: &Formula<'_>, expected: [&Type; 2], env: &TypeEnv) -> Option<Expr> {
        let (expr, found) = self.typed(formula, env)?;
        if !expected.iter().any(|expected| found.fits_into(expected)) {
            self.wrong_type(formula, format!("{} | {}", expected[0], expected[1]), &found);
        }
        Some(expr)
    }

    /// A condition: a plain bool, and none that changes as days go by.
    pub(super) fn condition(&mut self, formula: &Formula<'_>, env: &TypeEnv) -> Option<Expr> {
        let expr = self.value(formula, &Type::Bool, env)?;
        if uses_today(&expr) {
            let span = formula.node.inner_span(expr.span.start, expr.span.end);
            self.report.error(code::TODAY_IN_CONDITION, span).hint(Hint::Say {
                zh: "请改用计时器（`timer: {at: …}`）等到那一天",
                en: "wait for the day with a timer (`timer: {at: …}`)",
            });
        }
        Some(expr)
    }

    fn wrong_type(&mut self, formula: &Formula<'_>, expected: impl std::fmt::Display, found: &Type) {
        let length = formula.node.as_text().map_or(0, str::len);
        let span = formula.node.inner_span(0, length);
        self.report.error(code::WRONG_TYPE, span).with("expected", expected).with("found", found);
    }

    /// `set:` and `collect:` of a scope's variables; `wrap` is what the variable's type is of the value's.
    pub(super) fn assignment(
        &mut self,
        (id, formula): &(Id<'_>, Formula<'_>),
        env: &TypeEnv,
        wrap: fn(Type) -> Type,
    ) -> Option<Assignment> {
        let variable = self.names.variable(*id, self.report);
        let typed = self.typed(formula, env);
        let ((name, expected), (value, found)) = (variable?, typed?);
        let found = wrap(found);
        if !found.fits_into(&expected) {
            self.wrong_type(formula, &expected, &found);
        }
        Some(Assignment { name, value })
    }

    /// A dotted path of the data with its type.
    pub(super) fn path(&mut self, id: Id<'_>) -> Option<(Path, Type)> {
        let mut parts = id.text.split('.');
        let root = parts.next().unwrap_or_default();
        let fields: Vec<&str> = parts.collect();
        if root.is_empty() || fields.iter().any(|field| field.is_empty()) {
            self.report.error(code::NOT_A_PATH, id.span).with("found", id.text);
            return None;
        }
        let Some((name, found)) = self.names.root(root) else {
            let known = self.names.roots.iter().map(|name| name.id.as_str());
            unknown(Id { text: root, span: id.span }, code::UNKNOWN_FORM, known, self.report);
            return None;
        };
        let mut ty = found.ty.clone();
        let mut of = root.to_owned();
        let mut optional = false;
        for field in &fields {
            optional |= ty.is_optional();
            let next = match ty.required() {
                Type::Record(known) => known.get(*field).cloned(),
                _ => None,
            };
            let Some(next) = next else {
                self.no_field(id, &of, &ty, field);
                return None;
            };
            of = format!("{of}.{field}");
            ty = next;
        }
        let ty = if optional { Type::optional(ty) } else { ty };
        Some((Path { name, fields: fields.into_iter().map(str::to_owned).collect() }, ty))
    }

    fn no_field(&mut self, id: Id<'_>, of: &str, ty: &Type, field: &str) {
        let hint = match ty.required() {
            Type::Record(known) => Hint::closest_or_all(field, known.keys().map(|name| &**name)),
            _ => None,
        };
        self.report.error(code::NO_SUCH_FIELD, id.span).with("of", of).with("field", field).hint(hint);
    }

    /// A path whose value, once it is there, must fit into one of the types.
    pub(super) fn path_to(&mut self, id: Id<'_>, expected: &[Type]) -> Option<Path> {
        let (path, ty) = self.path(id)?;
        if !expected.iter().any(|expected| ty.required().fits_into(expected)) {
            let shown: Vec<String> = expected.iter().map(ToString::to_string).collect();
            self.report.error(code::WRONG_TYPE, id.span).with("expected", shown.join(" | ")).with("found", &ty);
        }
        Some(path)
    }
}
