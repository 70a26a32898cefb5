-- Sign-in at a network by browser, and the life of what it gives.
ALTER TABLE channels ADD COLUMN grant_token text;             -- encrypted; what renews or ends the grant, where that is another token
ALTER TABLE channels ADD COLUMN grant_expires_at bigint;
ALTER TABLE channels ADD COLUMN grantor_id text;              -- who agreed, by the id that the network's notices use
ALTER TABLE channels ADD COLUMN token_renewed_at bigint;      -- by us; null where a person brought it
ALTER TABLE channels ADD COLUMN renew_at bigint;              -- when it is next to be renewed; null where nothing is
ALTER TABLE channels ADD COLUMN renew_held_until bigint;      -- a node is at it
ALTER TABLE channels ADD COLUMN renew_failures integer NOT NULL DEFAULT 0;
ALTER TABLE channels ADD COLUMN renew_error text;             -- the last one, as JSON; null once it worked
CREATE INDEX channels_to_renew ON channels (renew_at) WHERE renew_at IS NOT NULL;            -- who is next
CREATE INDEX channels_by_grantor ON channels (login, grantor_id) WHERE grantor_id IS NOT NULL;   -- whose are these, when a notice comes

CREATE TABLE logins (
    id           uuid PRIMARY KEY,
    state_hash   text NOT NULL UNIQUE,                        -- SHA-256 of the state; the state is in the browser only
    session_id   uuid NOT NULL,                               -- the only one that may finish it
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    login        text NOT NULL,
    verifier     text,                                        -- encrypted
    grants       text,                                        -- encrypted; what a person is to choose from
    created_at   bigint NOT NULL,
    expires_at   bigint NOT NULL,
    returned_at  bigint                                       -- the network answered; a code is good once
);
CREATE INDEX logins_by_age ON logins (expires_at);                                           -- the sweep

CREATE TABLE deletions (
    code_hash    text PRIMARY KEY,                            -- SHA-256 of the confirmation code; the person has the code
    login        text NOT NULL,
    at           bigint NOT NULL,
    accounts     integer NOT NULL                             -- how many connections there were
);
