//! The files of a department folder, one module a kind.
//!
//! - [`open`]: which texts are filed, parsed to trees;
//! - [`read`]: what all kinds have in common;
//! - [`organ`], [`roles`], [`policy`], [`cards`], [`calendar`], [`form`], [`table`], [`register`], [`notice`]: one kind each;
//! - [`notify`]: the keys of a rule that say who is told;
//! - [`load`]: a department's files over those of the standard;
//! - [`replace`]: what a department's file must keep of the standard's file that it replaces;
//! - [`parts`]: the result, as processes see it.

mod calendar;
mod card_life;
mod cards;
mod form;
mod load;
mod notice;
mod notify;
mod open;
mod organ;
mod parts;
mod policy;
mod read;
mod register;
mod replace;
mod roles;
mod table;

pub use calendar::read_calendar;
pub use form::{form_type, kind_type};
pub(crate) use load::{Loaded, check_name, load};
pub use notice::{MailText, NoticeFile};
pub(crate) use open::{Opened, open};
pub use organ::{OrganFile, UnitFile, WorkingHours};
pub use parts::{FormFile, Parts};
pub(crate) use read::english_missing;
pub use register::{RegisterFile, RegisterRowFile};
pub use roles::{Role, Roles, Verb};
