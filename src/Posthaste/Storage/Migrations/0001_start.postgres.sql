-- Room for updates in place (HOT) on the rows that change often, and a vacuum that keeps up with them.
ALTER TABLE lanes SET (fillfactor = 60, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE publish_jobs SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE nodes SET (fillfactor = 50);
