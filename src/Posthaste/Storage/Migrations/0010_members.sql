-- Members: people who sign in, what they are in which workspace, and how they are known again. Nothing here opens anything by itself:
-- passwords, tokens and codes are hashes, the secret of an authenticator is sealed.
CREATE TABLE members (
    id            uuid PRIMARY KEY,
    email         text NOT NULL UNIQUE,            -- lower case; what they act under in histories
    name          text NOT NULL,
    password_hash text NOT NULL,                   -- says itself how it was made
    created_at    bigint NOT NULL
);

CREATE TABLE memberships (
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    member_id    uuid NOT NULL REFERENCES members (id),
    role         text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'approver', 'viewer')),
    created_at   bigint NOT NULL,
    PRIMARY KEY (workspace_id, member_id)
);
CREATE INDEX memberships_by_member ON memberships (member_id, created_at);                   -- with every request of a session
CREATE INDEX memberships_of_owners ON memberships (workspace_id) WHERE role = 'owner';       -- is there one?

CREATE TABLE member_factors (
    member_id    uuid PRIMARY KEY REFERENCES members (id),
    secret       text NOT NULL,                    -- encrypted
    confirmed_at bigint,                           -- null: shown, and not proved by a code yet
    step         bigint NOT NULL                   -- the last one used; a code is good once
);

CREATE TABLE recovery_codes (
    member_id uuid NOT NULL REFERENCES members (id),
    hash      text NOT NULL,
    PRIMARY KEY (member_id, hash)
);

CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    member_id  uuid NOT NULL REFERENCES members (id),
    hash       text NOT NULL UNIQUE,               -- SHA-256 of the token; the token is in the browser only
    address    text,
    client     text,                               -- what the browser said of itself
    created_at bigint NOT NULL,
    seen_at    bigint NOT NULL,
    ended_at   bigint
);
CREATE INDEX sessions_by_member ON sessions (member_id, created_at);
CREATE INDEX sessions_by_age ON sessions (seen_at);                                          -- the sweep

CREATE TABLE invites (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    email        text NOT NULL,
    role         text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'approver', 'viewer')),
    hash         text NOT NULL UNIQUE,             -- SHA-256 of the link's token
    invited_by   text NOT NULL,
    created_at   bigint NOT NULL,
    expires_at   bigint NOT NULL,
    UNIQUE (workspace_id, email)                   -- a new one takes the place of the old
);

CREATE TABLE setup_links (
    hash       text PRIMARY KEY,
    expires_at bigint NOT NULL
);

CREATE TABLE sign_in_tries (
    key          text PRIMARY KEY,                 -- account at an address, address, or account; hashed
    failures     integer NOT NULL,
    last_at      bigint NOT NULL,
    locked_until bigint
);
CREATE INDEX sign_in_tries_by_age ON sign_in_tries (last_at);                                -- the sweep

-- Keys from before there were scopes keep everything.
ALTER TABLE api_keys ADD COLUMN scope text NOT NULL DEFAULT 'everything';
ALTER TABLE api_keys ADD COLUMN expires_at bigint;
