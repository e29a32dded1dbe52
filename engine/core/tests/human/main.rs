//! What people do with a case, through `step`: claims, forms, acts of the law, clocks, cards, and the rows they show.
//!
//! Every step of every test also checks the laws: folding the events gives the same instance, its rows are the same, and
//! the difference of rows leads from the old ones to the new ones.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests, as tests themselves")]

mod acts;
mod card_life;
mod cards;
mod clocks;
mod documents;
mod driver;
mod fixture;
mod forms;
mod moments;
mod recounts;
mod rows;
mod stand_ins;
mod tasks;
mod values;
mod world;
