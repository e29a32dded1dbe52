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

pub const REASSIGNMENT: &str = "reassignment";
pub const REOPENING: &str = "reopening";
pub const REMEDY_OUTCOME: &str = "remedy_outcome";
pub const DOCUMENT_OF_DECISION: &str = "decision_document";

// Tasks whose timers say that a right has lapsed.
pub const DEFENCE_TASK: &str = "hear_defense";
pub const HEARING_REQUEST_TASK: &str = "hearing_request";

// Milestones, and the error by which a case leaves its stages without a decision.
pub const FILED: &str = "filed";
pub const DECIDED: &str = "decided";
pub const CLOSED: &str = "closed";
pub const EXIT: &str = "exit";
/// Milestones that only exits reach, at once: what is transferred is gone only with the receipt.
pub const EXITED: &[&str] = &["terminated", "filing_cancelled"];

// Variables of one part: that its main road is over, and whether it is to be published.
pub const PART_OVER: &str = "part_over";
pub const PUBLICATION_TERM: &str = "publication_term";
pub const NOT_PUBLISHED: &str = "not_published";
/// The parts of a decision, one item each.
pub const PARTS: &str = "party_parts";

// Lanes.
pub const HANDLER: &str = "handler";
pub const REVIEWER: &str = "reviewer";
pub const HOST: &str = "hearing_host";
pub const PUBLISHER: &str = "publisher";
pub const COLLECTIVE: &str = "collective";
/// Those who approve, and those of them who decide on penalties.
pub const HEADS: &[&str] = &["leader_in_charge", "decider", COLLECTIVE];
pub const DECIDERS: &[&str] = &["decider", COLLECTIVE];

/// Approvals that belong to a head.
pub const OF_HEADS: &[&str] = &[
    FILING,
    "not_filing",
    "matter_approval",
    "proposal_approval",
    "hearing_appointment",
    "suspension",
    "resumption",
    "suspension_review",
    "termination",
    "merge_approval",
    "split_approval",
    "transfer_acceptance",
    "instalment",
    "enforcement_stop_approval",
    "enforcement_resumption",
    "enforcement_decision",
    "refusal_appeal",
    DISCUSSION,
    DECISION,
    "closing",
    REOPENING,
];

/// An exit: the node and form with the value that lets the case go, what asked for it, and what was agreed to before, by
/// whom.
pub struct Exit {
    pub node: &'static str,
    pub form: &'static str,
    pub field: &'static str,
    pub values: &'static [&'static str],
    pub request: Option<&'static str>,
    pub before: Option<(&'static str, &'static str, &'static str, &'static [&'static str])>,
}

const fn exit(node: &'static str, form: &'static str, request: &'static str) -> Exit {
    Exit { node, form, field: "decision", values: &["approved"], request: Some(request), before: None }
}

/// The exits.
pub const EXITS: &[Exit] = &[
    exit("terminate", "termination", "termination_request"),
    Exit {
        before: Some(("cancel_review", "opinion", "agree", &[REVIEWER])),
        ..exit("decide_cancellation", "matter_approval", "cancel_request")
    },
    exit("decide_case_transfer", "matter_approval", "transfer_request"),
    exit("decide_crime_transfer", "matter_approval", "crime_request"),
    Exit {
        node: "decide",
        form: DECISION,
        field: "outcome",
        values: &["transfer_jurisdiction", "transfer_crime"],
        request: None,
        before: None,
    },
    // The case into which this one is merged has taken it in.
    Exit {
        values: &["taken"],
        before: Some(("merge_approval", "decision", "approved", HEADS)),
        ..exit("", "merge_answer", "merge_request")
    },
];
/// Approvals after which the report no longer says what the case is about: node, form, field, value.
pub const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("decide_change_cause", "matter_approval", "decision", "approved"),
    ("decide_change_tier", "matter_approval", "decision", "approved"),
];
/// Evidence acts and others of two officers, in any process: the field with those who took part.
pub const EVIDENCE: &[(&str, &str)] = &[
    ("verification", "officers"),
    (INVESTIGATION, "officers"),
    ("preservation", "officers"),
    ("coercion", "officers"),
    ("freeze_delivery", "officers"),
    (NOTICE, "officers"),
    (SERVICE, "officers"),
    ("urging", "officers"),
    ("enforcement_service", "officers"),
    ("own_enforcement", "officers"),
    ("onspot_check", "officers"),
    ("onspot_decision", "officers"),
    ("onspot_collection", "officers"),
    ("correction_order", "officers"),
    ("correction_recheck", "officers"),
];
/// Acts that are recorded in sound and picture: form, field of the manner, manners (none = always), field of the recording.
pub const RECORDED: &[(&str, &str, &[&str], &str)] = &[
    ("verification", "act_kind", &["onsite", "interview", "sampling"], "recordings"),
    (INVESTIGATION, "", &[], "recordings"),
    ("preservation", "", &[], "recordings"),
    ("coercion", "", &[], "recordings"),
    ("own_enforcement", "", &[], "recording"),
    ("onspot_check", "", &[], "recordings"),
    (NOTICE, "method", &["leave", "electronic", "announcement"], "recording"),
    (SERVICE, "method", &["electronic", "announcement"], "recording"),
    // Left at the address: a note on the refusal with its witness stands in the place of the recording.
    (SERVICE, "method", &["leave"], "refusal"),
    (SERVICE, "left_before", &["media"], "recording"),
];
/// Where a lane is a team once its people are named: lane, form, field.
pub const TEAMS: &[(&str, &str, &str)] =
    &[(HANDLER, FILING, "handlers"), (HANDLER, REASSIGNMENT, "handlers"), (HOST, "hearing_appointment", "hosts")];
/// Choices that demand reasons.
pub const EXPLAINED: &[(&str, &str, &[&str])] = &[
    ("acceptance_refusal", "decision", &["refused"]),
    (FILING, "decision", &["not_file", "transfer_jurisdiction", "transfer_crime"]),
    (REVIEW, "opinion", &["correct", "supplement"]),
    ("proposal_approval", "decision", &["returned"]),
    (SECOND_REVIEW, "opinion", &["different", "returned"]),
    (DISCUSSION, "conclusion", &["different", "returned"]),
    ("matter_approval", "decision", &["refused"]),
    ("cancel_review", "opinion", &["disagree"]),
    ("suspension", "decision", &["approved", "refused"]),
    ("suspension_review", "result", &["continues"]),
    ("termination", "decision", &["refused"]),
    ("merge_approval", "decision", &["approved", "refused"]),
    ("split_approval", "decision", &["approved", "refused"]),
    ("instalment", "decision", &["refused"]),
    ("enforcement_stop_approval", "decision", &["approved", "refused"]),
    ("refusal_appeal", "decision", &["redecide", "accept"]),
    (PUBLICATION, "result", &["returned"]),
    (REOPENING, "resume_at", &["filing_decision", "investigate", "notice", "decide", "close"]),
    ("closing", "decision", &["refused", "not_performed"]),
    ("heavier_change", "ground", &["mistaken", "opposed"]),
];
/// How what a party owes comes to its end: form, field, values.
pub const ENDINGS: &[(&str, &str, &[&str])] = &[
    (PAYMENT, "result", &["performed"]),
    ("own_enforcement", "result", &["enforced"]),
    ("court_ruling", "result", &["enforced", "ended"]),
    ("refusal_appeal", "decision", &["accept", "redecide"]),
    (REMEDY_OUTCOME, "outcome", &["annulled", "annulled_redecide", "declared_void"]),
];
/// The tasks with which it ends when their time is over.
pub const ENDING_TASKS: &[&str] = &["court_enforcement", "refusal_appeal", "enforcement_suspended"];
/// The conditions of filing a case.
pub const CONDITIONS: &[&str] = &["preliminary_evidence", "punishable", "jurisdiction", "within_limitation"];

// Kinds of penalty.
/// Carried out by their service.
pub const DONE_BY_SERVICE: &[&str] = &["warning", "circulated_criticism"];
/// Those for which a sum decides on the hearing; every other one gives the right to it.
pub const BY_SUM: &[&str] = &["warning", "circulated_criticism", "fine", "confiscate_gains", "confiscate_goods"];
/// From which sum in fen a hearing is offered, to an organisation and to everybody else. Where the oracle knows no sums,
/// every sum gives the right to it.
pub const THRESHOLDS: &[(&str, i128, i128)] = &[("scjg", 10_000_000, 1_000_000), ("sthj", 20_000_000, 500_000)];
