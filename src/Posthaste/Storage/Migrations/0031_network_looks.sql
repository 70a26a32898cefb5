-- When each network was last seen to answer: one row for each host that an account is published on.
CREATE TABLE network_looks (
    platform  text NOT NULL,
    host      text NOT NULL,
    looked_at bigint NOT NULL,
    good_at   bigint,                              -- when it last answered; null: never seen to
    failures  integer NOT NULL,                    -- looks without an answer, one after the other, up to now
    trouble   text,                                -- why the last one had none; null: it had one
    PRIMARY KEY (platform, host)
);
