-- What people did, found without walking over the events of jobs, which are nearly all there are. The engine writes only those: its
-- statements pay nothing for this index.
CREATE INDEX events_of_people ON events (workspace_id, id) WHERE substr(kind, 1, 4) <> 'job.';
-- What a person must look at, of one workspace: few rows, however many jobs are planned or done.
CREATE INDEX publish_jobs_attention_of ON publish_jobs (workspace_id, late_at, id) WHERE state = 'needs_attention';
