//! What a department's file must keep of the standard's file that it replaces: every field, with its type. The
//! standard's processes, and other departments' readers, count on them.

use super::form::form_type;
use super::parts::FormFile;
use super::read::Reading;
use super::register::RegisterFile;
use crate::messages::code;
use crate::source::Span;
use mingjing_expr::{Table, Type};

/// A form over the standard's form of that name.
pub(super) fn form(standard: &FormFile, own: &FormFile, span: Span, read: &mut Reading) {
    let (standard, own) = (&standard.form, &own.form);
    keeps(&standard.id, &members(&form_type(standard)), &members(&form_type(own)), span, read);
}

/// A table over the standard's table of that name.
pub(super) fn table(name: &str, standard: &Table, own: &Table, span: Span, read: &mut Reading) {
    keeps(name, &columns(standard), &columns(own), span, read);
}

/// A register over the standard's register of that name.
pub(super) fn register(standard: &RegisterFile, own: &RegisterFile, span: Span, read: &mut Reading) {
    if standard.key != own.key {
        read.report.error(code::REPLACED_WITHOUT, span).with("name", &own.register).with("field", &standard.key);
    }
    let fields = |register: &RegisterFile| members(&super::form::record_type(&register.fields));
    keeps(&own.register, &fields(standard), &fields(own), span, read);
}

fn keeps(name: &str, standard: &[(String, Type)], own: &[(String, Type)], span: Span, read: &mut Reading) {
    for (field, expected) in standard {
        match own.iter().find(|(id, _)| id == field) {
            None => {
                read.report.error(code::REPLACED_WITHOUT, span).with("name", name).with("field", field);
            }
            Some((_, found)) if found != expected => {
                read.report
                    .error(code::REPLACED_TYPE, span)
                    .with("name", name)
                    .with("field", field)
                    .with("expected", expected)
                    .with("found", found);
            }
            Some(_) => {}
        }
    }
}

fn members(ty: &Type) -> Vec<(String, Type)> {
    let Type::Record(fields) = ty else {
        return Vec::new();
    };
    fields.iter().map(|(name, ty)| (name.to_string(), ty.clone())).collect()
}

fn columns(table: &Table) -> Vec<(String, Type)> {
    let inputs = table.inputs.iter().map(|input| (input.name.to_string(), input.ty.clone()));
    inputs.chain(table.outputs.iter().map(|output| (output.name.to_string(), output.ty.clone()))).collect()
}
