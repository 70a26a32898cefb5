-- Approval: how it came about, who asked for it, what people looked at, and what they said (R-MAN-1).
ALTER TABLE posts ADD COLUMN approved_through text CHECK (approved_through IN ('approval', 'scheduling'));   -- null unless approved
ALTER TABLE posts ADD COLUMN submitted_by text;
ALTER TABLE posts ADD COLUMN submitted_at bigint;

-- What nobody has approved with this very content was approved by scheduling it.
UPDATE posts
SET approved_through = CASE WHEN EXISTS (SELECT 1 FROM events e WHERE e.subject_id = posts.id AND e.kind = 'post.approved' AND e.data LIKE '%' || posts.approved_hash || '%')
                            THEN 'approval' ELSE 'scheduling' END
WHERE approval = 'approved';
UPDATE posts
SET submitted_by = (SELECT e.actor FROM events e WHERE e.subject_id = posts.id AND e.kind = 'post.submitted' ORDER BY e.at DESC, e.id DESC LIMIT 1),
    submitted_at = (SELECT e.at FROM events e WHERE e.subject_id = posts.id AND e.kind = 'post.submitted' ORDER BY e.at DESC, e.id DESC LIMIT 1)
WHERE approval = 'pending';
CREATE INDEX posts_pending ON posts (workspace_id, planned_at) WHERE approval = 'pending' AND deleted_at IS NULL;   -- the queue

-- A post's content when it was submitted, approved, scheduled as approval, or rejected. The newest 50 of a post are kept.
CREATE TABLE post_versions (
    post_id    uuid NOT NULL REFERENCES posts (id),
    version    bigint NOT NULL,                    -- the post's own, which that moment made
    kind       text NOT NULL CHECK (kind IN ('submitted', 'approved', 'scheduled', 'rejected')),
    at         bigint NOT NULL,
    actor      text NOT NULL,
    note       text,                               -- why it was rejected
    content    text NOT NULL,                      -- JSON, as in posts
    planned_at bigint,
    sent       text,                               -- JSON: what each channel gets, with its hash; null where nothing was signed
    PRIMARY KEY (post_id, version)
);

CREATE TABLE post_comments (
    id         uuid PRIMARY KEY,
    post_id    uuid NOT NULL REFERENCES posts (id),
    author_id  uuid NOT NULL,                      -- a member or a key; no reference: either may be gone
    author     text NOT NULL,                      -- by name, as in histories
    reply_to   uuid,
    text       text NOT NULL,                      -- empty once deleted
    mentions   text NOT NULL,                      -- JSON: ids of members
    created_at bigint NOT NULL,
    edited_at  bigint,
    deleted_at bigint,
    deleted_by text
);
CREATE INDEX post_comments_by_post ON post_comments (post_id, created_at, id);                -- a page of them
