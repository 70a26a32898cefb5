-- Public copies in an object store, and uploads to one: written down before the first byte is sent, so that nothing is left there that
-- nobody knows of. No reference to media: what was deleted meanwhile is still to be removed from the store.
ALTER TABLE hosted_copies ADD COLUMN object_key text;
CREATE TABLE hosting_uploads (
    id           uuid PRIMARY KEY,                 -- becomes the copy's
    media_id     uuid NOT NULL,
    sha256       text NOT NULL,
    content_type text NOT NULL,
    bytes        bigint NOT NULL,
    hosting      text NOT NULL,
    object_key   text NOT NULL,
    remote_id    text,                             -- what the store calls the upload in parts
    part_bytes   bigint NOT NULL,
    sent_bytes   bigint NOT NULL,
    started_at   bigint NOT NULL,
    held_until   bigint NOT NULL
);
CREATE INDEX hosting_uploads_by_media ON hosting_uploads (media_id);
