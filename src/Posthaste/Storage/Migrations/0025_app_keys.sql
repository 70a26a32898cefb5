-- Apps at networks that were entered on screen. Those of the settings come before them.
CREATE TABLE app_keys (
    login      text PRIMARY KEY,                   -- which way to sign in they are for
    id         uuid NOT NULL,                      -- what the secret is bound to: new at every change
    client_id  text NOT NULL,
    secret     text NOT NULL,                      -- as the vault sealed it
    changed_by text NOT NULL,
    changed_at bigint NOT NULL
);
