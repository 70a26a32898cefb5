-- What a channel may still do: the platform's own figure, and what our ledgers count.
CREATE TABLE channel_quotas (
    channel_id     uuid PRIMARY KEY,
    total          integer,                        -- null where the platform does not say
    window_seconds bigint,                         -- null where the platform does not say
    used           integer NOT NULL,               -- as the platform counted it, other programs' posts too
    read_at        bigint NOT NULL
);
ALTER TABLE channel_usage ADD COLUMN containers bigint NOT NULL DEFAULT 0;
CREATE INDEX publish_intents_by_time ON publish_intents (channel_id, intent_at);   -- the rolling count, in every intent's transaction
