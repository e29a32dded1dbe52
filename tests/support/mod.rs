//! What the tests of the whole program share: the real binary on a folder of its own, a client, the scenarios' submissions,
//! the filed departments as texts.
//!
//! Each test binary uses some of it.
#![allow(dead_code, reason = "every test binary takes its own part of this")]

pub mod chance;
pub mod client;
pub mod filed;
pub mod program;
pub mod script;
