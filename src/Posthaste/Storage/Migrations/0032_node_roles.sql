-- What each node is there for (all, or words with commas), and whether the broker answers it.
ALTER TABLE nodes ADD COLUMN roles text NOT NULL DEFAULT 'all';
ALTER TABLE nodes ADD COLUMN broker text;          -- up, down; null: it uses none
