-- What was made of an original for a placement. The bytes never change; a sweep removes what no post needs.
CREATE TABLE media_renditions (
    id            uuid PRIMARY KEY,
    media_id      uuid NOT NULL REFERENCES media (id),
    source_sha256 text NOT NULL,                   -- the original's
    recipe        text NOT NULL,                   -- hash of everything that decided how it was made
    placement     text NOT NULL,                   -- for people: the specification it was made for
    content_type  text NOT NULL,
    kind          text NOT NULL CHECK (kind IN ('image', 'video')),
    bytes         bigint NOT NULL,
    sha256        text NOT NULL,
    width         integer NOT NULL,
    height        integer NOT NULL,
    duration_ms   bigint,
    codec         text NOT NULL,
    details       text NOT NULL,                   -- JSON, as in media
    created_at    bigint NOT NULL,
    used_at       bigint NOT NULL,                 -- last asked for
    UNIQUE (media_id, recipe)
);
CREATE INDEX media_renditions_by_source ON media_renditions (source_sha256, recipe); -- the same bytes in another workspace
CREATE INDEX media_renditions_by_sha256 ON media_renditions (sha256);                -- is the file still somebody's?
CREATE INDEX media_renditions_by_use ON media_renditions (used_at, id);              -- the sweep
