//! The edges of the API, as data: every route × every way to ask wrongly, then what roles and states forbid.
//!
//! - [`routes`]: every route with a request that is right;
//! - [`faults`]: every way to spoil it, with the problem that must come;
//! - [`mutations`]: bodies spoilt by chance; none of them may be a fault of ours;
//! - [`admin`]: people, roles, stand-ins, sessions;
//! - [`legal_time`]: limits and calendars as people read them;
//! - [`rights`], [`neighbours`], [`states`], [`repeats`], [`pages`]: who may, where, when, twice, and how lists go on;
//! - [`notices`], [`post`]: what people are told, and by which servers;
//! - [`stage`]: the server and its people; [`judge`]: what a problem document must be.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a failure here is a failed test")]

mod admin;
mod cards;
mod faults;
mod judge;
mod legal_time;
mod mutations;
mod neighbours;
mod notices;
mod pages;
mod post;
mod repeats;
mod rights;
mod routes;
mod stage;
mod states;
#[path = "../support/mod.rs"]
mod support;
