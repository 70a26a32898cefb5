-- Notifications: who is told of what happens (targets), each message on its way (deliveries), and how far the event log was followed.
CREATE TABLE notification_targets (
    id               uuid PRIMARY KEY,
    workspace_id     uuid NOT NULL REFERENCES workspaces (id),
    kind             text NOT NULL CHECK (kind IN ('discord', 'slack', 'webhook', 'telegram', 'email')),
    name             text NOT NULL,
    address          text NOT NULL,                -- encrypted: who has the address of a Discord or Slack webhook may write there
    address_hint     text NOT NULL,                -- what of it people are shown
    of_server        integer NOT NULL,             -- 1: the operator's, from the settings
    secret           text,                         -- encrypted; signs webhooks
    old_secret       text,                         -- encrypted; signs beside it until then
    old_secret_until bigint,
    hears            text NOT NULL,                -- JSON; kinds and families of events
    quiet            text,                         -- JSON; times of day in the workspace's zone
    digest_minutes   integer CHECK (digest_minutes > 0),                     -- null: at once
    off_at           bigint,                       -- null: on
    off_reason       text,
    hears_since      bigint NOT NULL,              -- what happened before it was made, or switched on, is not told
    created_at       bigint NOT NULL,
    next_at          bigint,                       -- not tried before; null: whenever something is due
    failures         integer NOT NULL,             -- tries in a row that came to nothing
    last_sent_at     bigint,
    last_error       text,
    last_error_at    bigint,
    lease_token      bigint NOT NULL,              -- fencing token: grows at every claim
    lease_until      bigint,                       -- a sender is at it
    CHECK ((off_at IS NULL) = (off_reason IS NULL))
);
CREATE INDEX notification_targets_by_workspace ON notification_targets (workspace_id);

-- No reference to the target: an event may be followed while its target is deleted.
CREATE TABLE deliveries (
    id           uuid PRIMARY KEY,                 -- in every message, at every try
    workspace_id uuid NOT NULL,
    target_id    uuid NOT NULL,
    event_id     uuid NOT NULL,
    kind         text NOT NULL,                    -- the event's
    notice       text NOT NULL,                    -- JSON; what happened, as it was known then
    state        text NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed')),
    created_at   bigint NOT NULL,
    due_at       bigint NOT NULL,                  -- not sent before: quiet hours, digests
    tries        integer NOT NULL,
    told_with    uuid,                             -- the delivery in whose message it was told
    last_at      bigint,
    last_status  integer,
    last_answer  text,
    last_error   text,
    UNIQUE (target_id, event_id)                   -- an event is told once, however often the log is read, and by however many nodes
);
CREATE INDEX deliveries_waiting ON deliveries (target_id, event_id) WHERE state = 'waiting';       -- in the order of the events
CREATE INDEX deliveries_by_workspace ON deliveries (workspace_id, id);                             -- the log, page by page
CREATE INDEX deliveries_by_age ON deliveries (created_at);                                         -- forgotten when they are old

-- When a target was last told of a trouble of one kind: of the next ones within a minute it hears together.
CREATE TABLE notification_paces (
    target_id uuid NOT NULL,
    pace      text NOT NULL,
    sent_at   bigint NOT NULL,
    PRIMARY KEY (target_id, pace)
);

-- Everything in the event log up to then has become deliveries; one row.
CREATE TABLE notification_cursor (
    id integer PRIMARY KEY CHECK (id = 1),
    at bigint NOT NULL
);
