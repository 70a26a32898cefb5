-- Alerts: what a person should know of now. One row for each trouble; it is over when resolved_at is set.
CREATE TABLE alerts (
    id              uuid PRIMARY KEY,
    workspace_id    uuid NOT NULL REFERENCES workspaces (id),
    kind            text NOT NULL,
    subject_id      uuid NOT NULL,                 -- the job, channel or workspace
    occurrence      text NOT NULL,                 -- tells one trouble of the subject from the next
    error_kind      text NOT NULL,
    title           text NOT NULL,
    message         text NOT NULL,
    path            text NOT NULL,                 -- in the dashboard
    raised_at       bigint NOT NULL,
    acknowledged_at bigint,
    acknowledged_by text,
    escalations     integer NOT NULL,
    escalated_at    bigint,
    resolved_at     bigint
);
CREATE UNIQUE INDEX alerts_open ON alerts (kind, workspace_id, subject_id, occurrence) WHERE resolved_at IS NULL;   -- each trouble once
CREATE INDEX alerts_by_workspace ON alerts (workspace_id, id);                                     -- lists
CREATE INDEX alerts_over ON alerts (resolved_at) WHERE resolved_at IS NOT NULL;                    -- pruning

CREATE TABLE alert_watch (
    id         integer PRIMARY KEY CHECK (id = 1),
    node       uuid,                               -- who looks for alerts; null before the first
    held_until bigint NOT NULL
);
INSERT INTO alert_watch (id, held_until) VALUES (1, 0);

CREATE INDEX publish_jobs_skipped ON publish_jobs (updated_at) WHERE state = 'failed' AND reason = 'skipped';   -- told for a day
CREATE INDEX handovers_unanswered ON handovers (workspace_id) WHERE state = 'with_person' AND reminded_at IS NOT NULL;   -- few
