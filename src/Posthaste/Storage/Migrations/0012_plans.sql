ALTER TABLE workspaces ADD COLUMN plan text;                  -- by its name in the settings; null: the one that workspaces start on
