-- What a person must look at, for the figures: few rows, however many jobs are planned or done.
CREATE INDEX publish_jobs_attention ON publish_jobs (platform, reason) WHERE state = 'needs_attention';
