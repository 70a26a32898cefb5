-- Times are Unix milliseconds UTC, ids are UUIDv7, words are snake_case text. One script for both databases:
-- SQLite takes the type names as they are and keeps uuid as 16 bytes.

CREATE TABLE workspaces (
    id              uuid PRIMARY KEY,
    name            text NOT NULL,
    time_zone       text NOT NULL,
    late_policy     text NOT NULL CHECK (late_policy IN ('publish', 'skip', 'ask')),
    late_minutes    integer NOT NULL CHECK (late_minutes BETWEEN 1 AND 10080),
    caption_policy  text NOT NULL CHECK (caption_policy IN ('truncate', 'reject')),
    approval_policy text NOT NULL CHECK (approval_policy IN ('none', 'one', 'not_the_author')),
    created_at      bigint NOT NULL
);

CREATE TABLE api_keys (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    name         text NOT NULL,
    hint         text NOT NULL,                    -- the first characters, so that a person can tell keys apart
    hash         text NOT NULL UNIQUE,             -- SHA-256 of the key; the key itself is shown once
    created_at   bigint NOT NULL,
    revoked_at   bigint
);
CREATE UNIQUE INDEX api_keys_by_name ON api_keys (workspace_id, name) WHERE revoked_at IS NULL;   -- the approval policy tells people apart by it

CREATE TABLE idempotency_keys (
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    key          text NOT NULL,
    request_hash text NOT NULL,
    status       integer NOT NULL,
    location     text,
    body         text NOT NULL,
    created_at   bigint NOT NULL,
    PRIMARY KEY (workspace_id, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

CREATE TABLE media (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    file_name    text NOT NULL,
    content_type text NOT NULL,
    kind         text NOT NULL CHECK (kind IN ('image', 'video')),
    bytes        bigint NOT NULL,
    sha256       text NOT NULL,
    width        integer NOT NULL,
    height       integer NOT NULL,
    duration_ms  bigint,
    codec        text NOT NULL,
    details      text NOT NULL,                    -- JSON: what platforms' specifications ask about
    created_at   bigint NOT NULL,
    UNIQUE (workspace_id, sha256)
);
CREATE INDEX media_by_workspace ON media (workspace_id, id);
CREATE INDEX media_by_sha256 ON media (sha256);    -- is the file still somebody's?

CREATE TABLE hosted_copies (
    id           uuid PRIMARY KEY,
    media_id     uuid NOT NULL REFERENCES media (id),
    sha256       text NOT NULL,                    -- of the bytes hosted: the original's or a rendition's
    content_type text NOT NULL,
    bytes        bigint NOT NULL,
    hosting      text NOT NULL,
    url          text NOT NULL,
    expires_at   bigint NOT NULL,
    created_at   bigint NOT NULL
);
CREATE INDEX hosted_copies_by_media ON hosted_copies (media_id, expires_at);
CREATE INDEX hosted_copies_by_expiry ON hosted_copies (expires_at);

CREATE TABLE channels (
    id               uuid PRIMARY KEY,
    workspace_id     uuid NOT NULL REFERENCES workspaces (id),
    platform         text NOT NULL,
    remote_id        text NOT NULL,
    login            text,
    username         text NOT NULL,
    display_name     text,
    picture_url      text,
    state            text NOT NULL CHECK (state IN ('active', 'paused', 'reconnect', 'disconnected')),
    paused_at        bigint,                       -- a person's pause outlives a dead token and its renewal
    token            text,                         -- encrypted; null once disconnected
    token_changed_at bigint,
    token_expires_at bigint,
    scopes           text,                         -- JSON; null where the platform does not tell
    created_at       bigint NOT NULL,
    updated_at       bigint NOT NULL,
    UNIQUE (workspace_id, platform, remote_id),
    CHECK ((state = 'disconnected') = (token IS NULL))
);

CREATE TABLE channel_usage (
    channel_id uuid NOT NULL,
    hour       bigint NOT NULL,                    -- start of the hour
    calls      bigint NOT NULL,
    publishes  bigint NOT NULL,
    errors     bigint NOT NULL,
    PRIMARY KEY (channel_id, hour)
);

CREATE TABLE posts (
    id            uuid PRIMARY KEY,
    workspace_id  uuid NOT NULL REFERENCES workspaces (id),
    version       bigint NOT NULL,
    title         text NOT NULL,
    type          text NOT NULL,
    content       text NOT NULL,                   -- JSON: own title, caption, hashtags, alt texts, options
    planned_at    bigint,                          -- the wanted time; jobs hold the real one
    late_policy   text,                            -- null: the workspace's
    late_minutes  integer,
    approval      text NOT NULL CHECK (approval IN ('draft', 'pending', 'approved', 'rejected')),
    approved_hash text,                            -- of what goes out on all channels
    approved_by   text,
    approval_note text,
    created_by    text NOT NULL,
    changed_by    text NOT NULL,                   -- who changed the content last
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    deleted_at    bigint
);
CREATE INDEX posts_by_workspace ON posts (workspace_id, id) WHERE deleted_at IS NULL;
CREATE INDEX posts_by_plan ON posts (workspace_id, planned_at) WHERE deleted_at IS NULL;

CREATE TABLE post_media (
    post_id  uuid NOT NULL REFERENCES posts (id),
    position integer NOT NULL,
    media_id uuid NOT NULL,                        -- no reference: the library may forget what a finished post used
    PRIMARY KEY (post_id, position)
);
CREATE INDEX post_media_by_media ON post_media (media_id);

CREATE TABLE post_channels (
    post_id    uuid NOT NULL REFERENCES posts (id),
    position   integer NOT NULL,
    channel_id uuid NOT NULL,                      -- no reference: checking it would lock the channel's row, after the lanes
    PRIMARY KEY (post_id, channel_id)
);
CREATE INDEX post_channels_by_channel ON post_channels (channel_id);

-- What the claimer looks at: one publish lane and a few prepare slots per channel. At most one running job per lane
-- is structural; a pause is one number here and costs the jobs behind it nothing.
CREATE TABLE lanes (
    channel_id   uuid NOT NULL,
    kind         smallint NOT NULL,                -- 0 prepare, 1 publish: also the lock order
    slot         smallint NOT NULL,
    ready_at     bigint,                           -- when a worker should next look; null while running or with nothing to do
    gate         smallint NOT NULL,                -- 0 open, 1 paused by a person, 2 needs a new token, 3 disconnected
    paused_until bigint,                           -- the platform said to wait
    epoch        bigint NOT NULL,                  -- fencing token: grows at every claim
    running_job  uuid,
    owner        uuid,
    claimed_at   bigint,
    PRIMARY KEY (channel_id, kind, slot),
    CHECK ((running_job IS NULL) = (owner IS NULL)),
    CHECK (running_job IS NULL OR ready_at IS NULL)
);
CREATE INDEX lanes_ready ON lanes (kind, ready_at, channel_id, slot) WHERE ready_at IS NOT NULL;   -- the claim
CREATE INDEX lanes_owned ON lanes (owner) WHERE owner IS NOT NULL;                                -- the rescue

CREATE TABLE nodes (
    incarnation uuid PRIMARY KEY,                  -- new at every start: a name could be used again by another life
    host        text NOT NULL,
    version     text NOT NULL,
    started_at  bigint NOT NULL,
    lease_until bigint NOT NULL
);

CREATE TABLE publish_jobs (
    id            uuid PRIMARY KEY,
    workspace_id  uuid NOT NULL,
    post_id       uuid NOT NULL,
    channel_id    uuid NOT NULL,
    platform      text NOT NULL,
    lane_kind     smallint NOT NULL,
    lane_slot     smallint NOT NULL,
    wake_at       bigint,                          -- when to look at it next; null: nothing to do
    state         text NOT NULL CHECK (state IN ('scheduled', 'preparing', 'ready', 'publishing', 'published',
                                                 'needs_attention', 'failed', 'cancelled', 'handed_over')),
    reason        text,
    method        text NOT NULL,
    due_at        bigint NOT NULL,
    first_due_at  bigint NOT NULL,
    late_at       bigint NOT NULL,
    late_action   text NOT NULL CHECK (late_action IN ('attention', 'skip')),
    lead_ms       bigint NOT NULL,
    attempt       integer NOT NULL,
    max_attempts  integer NOT NULL,
    round         integer NOT NULL,
    deaths        integer NOT NULL,
    version       bigint NOT NULL,                 -- grows with every change by a person; a worker with an older one loses
    approved_hash text NOT NULL,
    prepared_hash text,
    step          text,
    checkpoint    text,
    settling      text,
    remote_id     text,
    permalink     text,
    published_at  bigint,
    lateness_ms   bigint,
    last_error    text,
    created_at    bigint NOT NULL,
    updated_at    bigint NOT NULL,
    UNIQUE (post_id, channel_id)                   -- one job per post and channel, ever
);
CREATE INDEX publish_jobs_in_lane ON publish_jobs (channel_id, lane_kind, lane_slot, wake_at, id) WHERE wake_at IS NOT NULL;  -- a lane's head
CREATE UNIQUE INDEX publish_jobs_by_remote ON publish_jobs (channel_id, remote_id) WHERE remote_id IS NOT NULL;              -- a live post is one job's
CREATE INDEX publish_jobs_by_due ON publish_jobs (workspace_id, due_at, id);                                                 -- lists and the calendar

CREATE TABLE publish_attempts (
    id               uuid PRIMARY KEY,
    job_id           uuid NOT NULL,
    round            integer NOT NULL,
    number           integer NOT NULL,
    step             text,
    outcome          text NOT NULL,
    counted          integer NOT NULL,             -- 1 where it used up one of the job's attempts
    started_at       bigint NOT NULL,
    ended_at         bigint NOT NULL,
    error_kind       text,
    error_code       text,
    error_subcode    text,
    message          text,
    platform_message text,
    http_status      integer,
    trace_id         text,
    handle           text,
    node             uuid NOT NULL,
    epoch            bigint NOT NULL
);
CREATE INDEX publish_attempts_by_job ON publish_attempts (job_id, id);

CREATE TABLE publish_intents (
    id           uuid PRIMARY KEY,
    job_id       uuid NOT NULL,
    channel_id   uuid NOT NULL,
    part         text NOT NULL,
    number       integer NOT NULL,
    step         text NOT NULL,
    checkpoint   text,
    content_hash text NOT NULL,
    node         uuid NOT NULL,
    epoch        bigint NOT NULL,
    intent_at    bigint NOT NULL,
    deadline_at  bigint NOT NULL,
    outcome      text CHECK (outcome IN ('happened', 'not_happened', 'abandoned')),
    outcome_at   bigint,
    evidence     text,
    remote_id    text,
    permalink    text,
    UNIQUE (job_id, part, number)
);
CREATE INDEX publish_intents_by_remote ON publish_intents (channel_id, remote_id) WHERE remote_id IS NOT NULL;   -- a live post is one part's
CREATE UNIQUE INDEX publish_intents_open ON publish_intents (job_id, part) WHERE outcome IS NULL;   -- never two at once

CREATE TABLE events (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL,
    kind         text NOT NULL,
    subject_id   uuid NOT NULL,
    at           bigint NOT NULL,
    actor        text NOT NULL,
    data         text NOT NULL
);
CREATE INDEX events_by_workspace ON events (workspace_id, id);
CREATE INDEX events_by_subject ON events (subject_id, id);
