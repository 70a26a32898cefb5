-- What accounts cost: bytes beside the calls, in the ledger of the hours; days for ever longer; what is hosted, per workspace, since a
-- copy belongs to a media item, and several channels may fetch it.
ALTER TABLE channel_usage ADD COLUMN bytes_out bigint NOT NULL DEFAULT 0;   -- of bodies; headers are left out
ALTER TABLE channel_usage ADD COLUMN bytes_in bigint NOT NULL DEFAULT 0;
-- Finds the hours whose time is over. The hour of a row never changes, so counting does not touch it.
CREATE INDEX channel_usage_by_hour ON channel_usage (hour);

CREATE TABLE channel_usage_days (
    channel_id uuid NOT NULL,
    day        bigint NOT NULL,                    -- start of the day, UTC
    calls      bigint NOT NULL,
    publishes  bigint NOT NULL,
    errors     bigint NOT NULL,
    bytes_out  bigint NOT NULL,
    bytes_in   bigint NOT NULL,
    PRIMARY KEY (channel_id, day)
);
CREATE INDEX channel_usage_days_by_day ON channel_usage_days (day);

CREATE TABLE hosted_usage (
    workspace_id      uuid NOT NULL REFERENCES workspaces (id),
    day               bigint NOT NULL,             -- start of the day, UTC
    uploaded_bytes    bigint NOT NULL,             -- sent to an object store
    served_bytes      bigint NOT NULL,             -- handed out by this server
    stored_byte_hours bigint NOT NULL,             -- bytes in object stores, added up each hour
    stored_hour       bigint NOT NULL,             -- the last hour that was added; 0 for none
    PRIMARY KEY (workspace_id, day)
);
CREATE INDEX hosted_usage_by_day ON hosted_usage (day);
