-- Import, export and calendar feeds.
-- Which post was made of which row of an import, so that a file that is sent again makes nothing twice.
CREATE TABLE import_rows (
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    row_key      text NOT NULL,                    -- SHA-256 of what the row says, which of its like it is, and the import's name
    post_id      uuid NOT NULL REFERENCES posts (id),
    created_at   bigint NOT NULL,
    PRIMARY KEY (workspace_id, row_key)
);
CREATE INDEX media_by_name ON media (workspace_id, lower(file_name));                        -- rows name files

CREATE TABLE calendar_feeds (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    name         text NOT NULL,
    hash         text NOT NULL UNIQUE,             -- SHA-256 of the token; the token is in the address only, and shown once
    channel_ids  text NOT NULL,                    -- JSON; empty for all
    states       text NOT NULL,                    -- JSON; empty for all
    created_by   text NOT NULL,
    created_at   bigint NOT NULL,
    used_day     bigint,                           -- start of the last day it was read, UTC; null before the first time
    revoked_at   bigint
);
CREATE INDEX calendar_feeds_by_workspace ON calendar_feeds (workspace_id, id);
