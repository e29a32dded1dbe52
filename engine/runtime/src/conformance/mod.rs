//! The suite that every store passes: what the engine relies on, said as checks. It drives the two halves of the port,
//! the writer and the reads, over a fresh store for each check.
//!
//! ```ignore
//! let failed = conformance::run(|| async { Store { writer, reads } }).await;
//! assert_eq!(failed, Vec::<String>::new());
//! ```

mod asking;
mod calendars;
mod hand;
mod letters;
mod notices;
mod people;
mod sample;
mod schedules;
mod screens;
mod staff;
mod writing;

pub use hand::Store;

use hand::Hand;

/// The verdict of a check: what is wrong, if anything.
type Checked = Result<(), String>;

/// Fails the check unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($text:tt)+) => {
        if !$condition {
            return Err(format!($($text)+));
        }
    };
}
pub(crate) use ensure;

/// Runs one check after the other, each on a store of its own.
macro_rules! checks {
    ($make:ident, $failed:ident: $($module:ident :: { $($check:ident),+ $(,)? }),+ $(,)?) => {$($(
        let mut hand = Hand::new($make().await);
        if let Err(why) = $module::$check(&mut hand).await {
            $failed.push(format!("{}::{}: {why}", stringify!($module), stringify!($check)));
        }
    )+)+};
}

/// Runs the suite against stores that `make` gives, each of them empty; says what failed.
pub async fn run<F, Made>(make: F) -> Vec<String>
where
    F: Fn() -> Made,
    Made: Future<Output = Store>,
{
    let mut failed = Vec::new();
    checks!(make, failed:
        writing::{
            what_is_committed_is_found_again,
            an_aborted_transaction_leaves_no_trace,
            a_begin_ends_a_transaction_that_was_left_open,
            cached_control_is_not_sent_again,
            a_wrong_version_is_a_conflict,
            a_new_instance_must_not_exist,
            a_command_is_accepted_once_an_instance,
            a_failed_commit_writes_nothing,
            log_sequences_have_no_gap_in_a_tenant,
            records_are_kept_byte_for_byte,
        },
        asking::{
            numbers_go_on_from_the_last_one,
            a_number_is_given_once,
            older_commands_are_found_with_their_digest,
            values_are_read_by_reference,
            rights_are_those_of_the_day,
            the_calendar_in_force_answers,
            an_organ_answers_with_its_tenant,
            a_bundle_is_found_by_its_hash_and_by_its_tenant,
        },
        calendars::{ a_calendar_is_carried_to_the_cases_in_slices, },
        letters::{
            a_kept_message_waits_for_its_mailbox,
            a_message_is_known_for_ever,
            an_expired_message_is_dead,
            the_oldest_subscription_comes_first,
            a_full_scan_names_mailboxes_that_have_not_met,
            a_sent_message_is_looked_into_until_somebody_has,
            a_receipt_is_due_until_it_is_on_record,
        },
        screens::{
            rows_are_read_as_they_were_put,
            deleted_rows_are_gone,
            the_inbox_shows_what_a_viewer_may_see,
            the_inbox_is_paged_in_a_total_order,
            queues_are_counted,
            cases_are_filtered_and_paged,
            cards_and_refusals_are_listed_over_all_cases,
            cards_are_counted_by_stage,
            a_forecast_has_the_cases_on_which_a_card_is_to_come,
            a_line_says_that_a_clock_of_its_case_is_paused,
            due_work_comes_earliest_first,
            big_steps_are_due_until_they_are_over,
        },
        schedules::{
            what_begins_by_time_is_due_until_its_occurrence_is_taken,
            a_newer_bundle_replaces_the_schedules_of_its_organ,
        },
        people::{
            organs_and_people_are_replaced_whole,
            accounts_keep_their_password,
            failed_logins_are_counted_since_the_last_success,
            sessions_end_idle_late_or_when_told,
            registers_are_read_as_of_a_day,
            the_newest_calendar_is_in_force,
            bundles_are_filed_once_and_give_a_tenant,
        },
        staff::{
            people_are_created_once_and_changed_bit_by_bit,
            the_log_grows_with_changes_and_with_nothing_else,
            a_stand_in_holds_the_roles_that_are_lent_in_their_days,
            a_new_password_ends_sessions_and_may_have_to_be_changed,
            an_account_is_locked_from_one_address_until_it_is_unlocked,
        },
        notices::{
            a_notice_is_there_with_its_commit_and_told_once,
            a_notice_waits_until_its_time,
            a_message_goes_out_once_and_is_not_kept,
            what_could_not_be_told_is_listed_until_it_is_tried_again,
            a_list_is_paged_and_read_line_by_line,
            how_a_person_is_reached_is_changed_with_an_entry_that_does_not_say_it,
        },
    );
    failed
}
