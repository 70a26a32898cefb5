-- Tokens that were to be renewed, so that their share of success can be told: one row for each token, however often it was tried.
CREATE TABLE token_renewals (
    channel_id uuid NOT NULL,
    token_at   bigint NOT NULL,                    -- when the token came that was to be renewed; 0 where nobody knows
    tries      integer NOT NULL,                   -- that the network has answered, or had the time to
    tried_at   bigint NOT NULL,                    -- the last time
    renewed_at bigint,                             -- null where it has not worked yet, or never will
    PRIMARY KEY (channel_id, token_at)
);
CREATE INDEX token_renewals_by_time ON token_renewals (tried_at);                                 -- the latest, and forgetting
CREATE INDEX token_renewals_failing ON token_renewals (tried_at) WHERE renewed_at IS NULL;        -- few
