//! Tree → checked syntax tree: the keys of a process and what they may hold.

mod accrual;
mod duty;
mod event;
mod flow;
mod header;
mod limit;
mod node;
mod small;
mod types;

pub(super) use header::process;
