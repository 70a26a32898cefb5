-- Planning: categories, the times of the week at which channels have room (slots), and posts that come again and again (series).
CREATE TABLE categories (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    name         text NOT NULL,
    colour       text NOT NULL,                    -- #rrggbb
    created_at   bigint NOT NULL
);
CREATE INDEX categories_by_workspace ON categories (workspace_id);           -- its names are compared under a lock, without regard to capitals

CREATE TABLE slots (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    channel_id   uuid NOT NULL,                    -- no reference: checking it would lock the channel's row
    category_id  uuid REFERENCES categories (id) ON DELETE SET NULL,         -- null: any post
    weekdays     text NOT NULL,                    -- words with a comma between, Monday first
    minute       integer NOT NULL CHECK (minute BETWEEN 0 AND 1439),         -- of the day, in the workspace's time zone
    created_at   bigint NOT NULL
);
CREATE INDEX slots_by_workspace ON slots (workspace_id);
CREATE INDEX slots_by_category ON slots (category_id) WHERE category_id IS NOT NULL;               -- to be freed of it

CREATE TABLE series (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    post_id      uuid NOT NULL,                    -- whose content is repeated
    rule         text NOT NULL,                    -- JSON
    anchor_day   text NOT NULL,                    -- where its weeks and months are counted from
    starts_at    bigint NOT NULL,                  -- only times after this
    until_day    text,                             -- the last one; null for no end
    total        integer CHECK (total > 0),        -- how many posts in all; null for no end
    force        integer NOT NULL,                 -- 1: also close to other posts
    problem      text,                             -- why a post could not be made lately
    created_by   text NOT NULL,
    created_at   bigint NOT NULL,
    updated_at   bigint NOT NULL,
    ended_at     bigint                            -- nothing more is made
);
CREATE INDEX series_by_workspace ON series (workspace_id, id);
CREATE INDEX series_running ON series (id) WHERE ended_at IS NULL;                                 -- the upkeep

ALTER TABLE posts ADD COLUMN category_id uuid REFERENCES categories (id) ON DELETE SET NULL;
CREATE INDEX posts_by_category ON posts (category_id) WHERE category_id IS NOT NULL;
ALTER TABLE posts ADD COLUMN series_id uuid;                  -- no reference: a series goes, its posts may stay
ALTER TABLE posts ADD COLUMN series_day text;
ALTER TABLE posts ADD COLUMN series_version bigint;           -- of the post when the series had made it: any other, and a person has touched it
CREATE UNIQUE INDEX posts_of_series ON posts (series_id, series_day) WHERE series_id IS NOT NULL;  -- each occurrence once, whoever makes it
