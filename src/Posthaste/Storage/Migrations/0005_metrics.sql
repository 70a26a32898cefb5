-- What followed on a post that is live: its figures at three times, and that it was taken down.
CREATE TABLE post_metrics (
    job_id   uuid NOT NULL,
    part     text NOT NULL,                        -- each story of a set has figures of its own
    age      text NOT NULL CHECK (age IN ('five_minutes', 'one_hour', 'one_day')),   -- of the post, as planned
    read_at  bigint NOT NULL,
    likes    bigint,                               -- null: the platform gave none, which is not zero
    comments bigint,
    insights text NOT NULL,                        -- JSON: the platform's own names and figures
    missing  text,                                 -- why something could not be read, for a person
    PRIMARY KEY (job_id, part, age)
);
ALTER TABLE publish_jobs ADD COLUMN taken_down_at bigint;
