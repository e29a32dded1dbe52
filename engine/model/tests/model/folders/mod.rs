//! Department folders: what their files may say, and the bundle that comes out.

mod bad;
mod bundles;
mod damaged;
mod forms;
mod good;
mod guide;
mod registers;
mod support;
