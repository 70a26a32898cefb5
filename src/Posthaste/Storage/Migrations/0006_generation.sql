-- The lives of this database: a new one begins when a server finds that an older copy of it was put in place. An empty
-- table means that no server with this guard has started yet.
CREATE TABLE generations (
    id          uuid PRIMARY KEY,
    number      bigint NOT NULL UNIQUE,            -- their order; unique, so that of two nodes that find the same thing one writes it down
    began_at    bigint NOT NULL,
    known_until bigint,                            -- what happened between this and began_at is not in here; null: nothing was restored
    found       text,                              -- how it was noticed, in words
    place       text,                              -- which PostgreSQL server, timeline and database; null for a file
    seen_at     bigint NOT NULL                    -- when a server last saw it as its own
);
