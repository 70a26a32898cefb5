-- Inserts alone must not keep the visibility map stale, and what is pruned in steps is given back soon.
ALTER TABLE publish_jobs SET (autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE publish_intents SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
ALTER TABLE publish_attempts SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
ALTER TABLE events SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 2000);
