-- What supervisors list over all cases, and counts by unit.

-- Serves: cards that stand, gravest and newest first (their organ is the case's).
CREATE INDEX card_standing ON card (level DESC, event_at DESC, tenant DESC, instance DESC, key DESC) WHERE superseded = 0;
-- Serves: refusals, newest first.
CREATE INDEX refusal_newest ON refusal (at DESC, tenant DESC, instance DESC, seq DESC);

-- Serves: counts of cases by stage and unit.
DROP INDEX case_stage;
CREATE INDEX case_stage ON case_row (organ, process, stage, unit, state, level, incidents);
