-- What keeps the same picture from going out on one account twice in a short time (R-MED-5).
ALTER TABLE workspaces ADD COLUMN repeat_days integer CHECK (repeat_days BETWEEN 0 AND 365);   -- 0: off; null: as the server is set
ALTER TABLE media ADD COLUMN likeness bigint;                 -- dHash of a picture; null for videos, for pictures that show too little, and for those from before

-- Kept beside the id, since the library may forget what a finished post used. Null for a cover: it is no content of its own.
ALTER TABLE post_media ADD COLUMN sha256 text;
UPDATE post_media
SET sha256 = (SELECT m.sha256 FROM media m WHERE m.id = post_media.media_id)
WHERE position = 0 OR (SELECT p.type FROM posts p WHERE p.id = post_media.post_id) <> 'reel';
CREATE INDEX post_media_by_sha256 ON post_media (sha256) WHERE sha256 IS NOT NULL;             -- who sent these bytes

-- Five parts of each likeness. Two that differ in four bits or fewer have a part in common, so those alike are found along an index.
CREATE TABLE media_bands (
    workspace_id uuid NOT NULL,
    band         integer NOT NULL,                            -- which part, and its bits
    media_id     uuid NOT NULL,                               -- its rows go with the item's
    PRIMARY KEY (workspace_id, band, media_id)
);
CREATE INDEX media_bands_by_media ON media_bands (media_id);  -- to go with it
