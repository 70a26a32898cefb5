-- Hashtag sets: tags that people put into posts together. And the posts that use an item of the library.
CREATE TABLE hashtag_sets (
    id           uuid PRIMARY KEY,
    workspace_id uuid NOT NULL REFERENCES workspaces (id),
    name         text NOT NULL,
    hashtags     text NOT NULL,                    -- JSON; in the order they were given, without their #
    created_at   bigint NOT NULL
);
CREATE INDEX hashtag_sets_by_workspace ON hashtag_sets (workspace_id);       -- its names are compared under a lock, without regard to capitals

CREATE INDEX post_files_by_media ON post_files (media_id);                   -- who was approved with it; post_media has its own
