-- Cards in Telegram: who reads what people do with them, and which messages are theirs.
CREATE TABLE telegram_bots (
    bot_id      bigint PRIMARY KEY,               -- the number before the colon of its token
    reader      uuid,                             -- the process that reads its updates; null for none
    lease_until bigint NOT NULL,                  -- after that, another one may
    next_update bigint NOT NULL                   -- the first that nobody has dealt with; 0 before the first
);

CREATE TABLE telegram_messages (
    chat_id    text NOT NULL,
    message_id bigint NOT NULL,
    code       text NOT NULL,                     -- of the card
    awaits     text,                              -- as what an answer counts; null where it is no question
    html       text,                              -- of the message with the buttons
    sent_at    bigint NOT NULL,
    PRIMARY KEY (chat_id, message_id)
);
CREATE INDEX telegram_messages_by_code ON telegram_messages (code, message_id);   -- a card's buttons and questions; few rows of each
CREATE INDEX telegram_messages_by_time ON telegram_messages (sent_at);            -- those to forget
