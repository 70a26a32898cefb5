-- Where an account lives, on platforms of many servers.
ALTER TABLE channels ADD COLUMN server text;       -- scheme, host and port; null where the platform has one server
