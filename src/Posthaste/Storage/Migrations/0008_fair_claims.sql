-- Due storms are absorbed fairly: the first sixteen channels of a workspace are in share 0, the others in share 1, and a claim
-- takes from both.
ALTER TABLE lanes ADD COLUMN share smallint NOT NULL DEFAULT 0;
UPDATE lanes SET share = 1 WHERE channel_id IN (
    SELECT id FROM (
        SELECT id, ROW_NUMBER() OVER (PARTITION BY workspace_id ORDER BY id) AS place FROM channels WHERE state <> 'disconnected') ranked
    WHERE place > 16);
DROP INDEX lanes_ready;
CREATE INDEX lanes_ready ON lanes (kind, share, ready_at, channel_id, slot) WHERE ready_at IS NOT NULL;   -- the claim
