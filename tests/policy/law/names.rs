//! What the law's things are called in the filed general procedure: the only place of the oracle that has to follow when they
//! are renamed or more of them are filed.

/// The process that the laws of penalties are about.
pub const PENALTIES: &str = "general_penalty";

// Forms.
pub const FILING: &str = "filing";
pub const INVESTIGATION: &str = "investigation";
pub const REPORT: &str = "investigation_report";
pub const REVIEW: &str = "review";
pub const SECOND_REVIEW: &str = "legal_review_2";
pub const NOTICE: &str = "notice";
pub const DEFENCE: &str = "defense";
pub const RECHECK: &str = "defense_recheck";
pub const HEARING_REQUEST: &str = "hearing_request";
pub const HEARING_NOTICE: &str = "hearing_notice";
pub const HEARING: &str = "hearing_record";
pub const DISCUSSION: &str = "collective_discussion";
pub const DECISION: &str = "decision";
pub const SERVICE: &str = "service";
pub const PUBLICATION: &str = "publication";
pub const PAYMENT: &str = "payment";

// Tasks whose timers say that a right has lapsed.
pub const DEFENCE_TASK: &str = "defense";
pub const HEARING_REQUEST_TASK: &str = "hearing_request";

// Milestones, and the error by which a case leaves its stages without a decision.
pub const DECIDED: &str = "decided";
pub const TERMINATED: &str = "terminated";
pub const CLOSED: &str = "closed";
pub const EXIT: &str = "exit";

// Lanes.
pub const HANDLER: &str = "handler";
pub const REVIEWER: &str = "reviewer";
pub const HOST: &str = "hearing_host";
pub const COLLECTIVE: &str = "collective";
/// Those who approve, and those of them who decide on penalties.
pub const HEADS: &[&str] = &["leader_in_charge", "decider", COLLECTIVE];
pub const DECIDERS: &[&str] = &["decider", COLLECTIVE];

/// Approvals that belong to a head.
pub const OF_HEADS: &[&str] =
    &[FILING, "not_filing", "proposal_approval", "hearing_appointment", "termination", DECISION, "closing"];
/// The approvals of exits: form, field and the value that lets the case go.
pub const EXITS: &[(&str, &str, &str)] = &[("termination", "decision", "approved")];
/// What exits are asked for by.
pub const EXIT_REQUESTS: &[&str] = &["termination_request"];
/// Evidence acts, in any process: the field with those who took part.
pub const EVIDENCE: &[(&str, &str)] =
    &[("verification", "officers"), (INVESTIGATION, "officers"), (NOTICE, "officers"), (SERVICE, "officers")];
/// Acts that are recorded in sound and picture: form, field of the manner, manners (none = always), field of the recording.
pub const RECORDED: &[(&str, &str, &[&str], &str)] = &[
    (INVESTIGATION, "", &[], "recordings"),
    (NOTICE, "method", &["leave", "electronic", "announcement"], "recording"),
    (SERVICE, "method", &["electronic", "announcement"], "recording"),
    // Left at the address: a note on the refusal with its witness stands in the place of the recording.
    (SERVICE, "method", &["leave"], "refusal"),
];
/// Where a lane is a team once its people are named: lane, form, field.
pub const TEAMS: &[(&str, &str, &str)] = &[(HANDLER, FILING, "handlers"), (HOST, "hearing_appointment", "hosts")];
/// Choices that demand reasons.
pub const EXPLAINED: &[(&str, &str, &[&str])] = &[
    (FILING, "decision", &["not_file"]),
    (REVIEW, "opinion", &["correct", "supplement"]),
    ("proposal_approval", "decision", &["returned"]),
    (SECOND_REVIEW, "opinion", &["different", "returned"]),
    (DISCUSSION, "conclusion", &["different", "returned"]),
    ("termination", "decision", &["refused"]),
    ("closing", "decision", &["refused"]),
];
/// The conditions of filing a case.
pub const CONDITIONS: &[&str] = &["preliminary_evidence", "punishable", "jurisdiction", "within_limitation"];

// Kinds of penalty.
/// Carried out by their service.
pub const DONE_BY_SERVICE: &[&str] = &["warning", "circulated_criticism"];
/// Those for which a sum decides on the hearing; every other one gives the right to it.
pub const BY_SUM: &[&str] = &["warning", "circulated_criticism", "fine", "confiscate_gains", "confiscate_goods"];
/// From which sum in fen a hearing is offered, to an organisation and to everybody else. Of other departments the oracle
/// knows no sums: it asks for the hearing only where the kind of penalty gives it.
pub const THRESHOLDS: &[(&str, i128, i128)] = &[("scjg", 10_000_000, 1_000_000)];
