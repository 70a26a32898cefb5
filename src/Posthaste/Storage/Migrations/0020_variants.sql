-- Posts that show other media on one channel than on another. Their variants are in posts.content.
ALTER TABLE post_media ADD COLUMN channel_id uuid;   -- null: on all of the post's channels; else every channel has rows of its own
