-- The hand-over: posts that people publish by hand, and what decides which.
CREATE TABLE handovers (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    job_id       uuid NOT NULL,
    post_id      uuid NOT NULL,
    channel_id   uuid NOT NULL,
    code         text NOT NULL UNIQUE,             -- names it in a button; no one can guess it
    state        text NOT NULL CHECK (state IN ('waiting', 'sending', 'with_person', 'ended')),
    cause        text NOT NULL,
    why          text NOT NULL,                    -- for who gets the card
    due_at       bigint NOT NULL,
    card_at      bigint NOT NULL,
    expires_at   bigint NOT NULL,
    copies       integer NOT NULL DEFAULT 0,       -- how often sending was begun: more than one may have arrived
    chat_id      text,                             -- where the card was sent to, or was to be
    message_id   bigint,                           -- of the message with the buttons; null where nobody knows
    message_ids  text,                             -- JSON: of everything that was sent for it
    outcome      text,
    answered_by  text,
    verdict      text,                             -- what the card says once it is closed
    ended_at     bigint,
    link         text,                             -- where the person says it is
    link_checked integer,                          -- 1 where it was found in the account; null without a link
    late_by      text,                             -- who said "posted" when the card was closed already
    reminded_at  bigint,
    last_error   text,
    next_at      bigint,                           -- when to send, remind or close; null: nothing to do
    held_until   bigint,                           -- a node is at it
    created_at   bigint NOT NULL,
    updated_at   bigint NOT NULL,
    CHECK ((state = 'ended') = (outcome IS NOT NULL))
);
CREATE UNIQUE INDEX handovers_open ON handovers (job_id) WHERE state <> 'ended';    -- a job is in one person's hands
CREATE INDEX handovers_by_next ON handovers (next_at) WHERE next_at IS NOT NULL;    -- what there is to do
CREATE INDEX handovers_by_job ON handovers (job_id, id);
CREATE INDEX handovers_by_workspace ON handovers (workspace_id, id);

CREATE TABLE handover_settings (
    workspace_id     uuid PRIMARY KEY REFERENCES workspaces (id),
    fallback_on      text NOT NULL,                -- JSON
    lead_minutes     integer NOT NULL,
    escalate_minutes integer NOT NULL,
    expire_minutes   integer NOT NULL,
    allowed_people   text NOT NULL,                -- JSON; empty for everybody in the chat
    chat_id          text,
    chat_title       text,
    link_hash        text UNIQUE,                  -- SHA-256 of the code that links a chat; the code is shown once
    link_until       bigint
);
CREATE INDEX handover_settings_by_chat ON handover_settings (chat_id) WHERE chat_id IS NOT NULL;

ALTER TABLE channels ADD COLUMN automation integer NOT NULL DEFAULT 1;               -- 0: people publish on it
ALTER TABLE channels ADD COLUMN automated_per_day integer CHECK (automated_per_day >= 0);    -- the others go to people; null: no cap
