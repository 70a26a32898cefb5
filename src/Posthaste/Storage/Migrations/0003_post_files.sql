ALTER TABLE workspaces ADD COLUMN media_policy text NOT NULL DEFAULT 'scale' CHECK (media_policy IN ('scale', 'pad', 'crop', 'original'));

-- The files that an approval signed, for each channel: what goes out is read from here and never chosen again. A post
-- approved before this table was there has no rows, and sends its originals.
CREATE TABLE post_files (
    post_id      uuid NOT NULL REFERENCES posts (id),
    channel_id   uuid NOT NULL,
    position     integer NOT NULL,                 -- as in post_media: the items in order, then the cover
    media_id     uuid NOT NULL,                    -- no references: the library may forget what a finished post used
    rendition_id uuid,                             -- null: the original
    PRIMARY KEY (post_id, channel_id, position)
);
CREATE INDEX post_files_by_rendition ON post_files (rendition_id) WHERE rendition_id IS NOT NULL;   -- the sweep
