//! Who is asking: passwords, sessions, the viewer and what their roles allow.

pub mod login;
pub mod password;
pub mod session;
pub mod viewer;
