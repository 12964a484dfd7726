-- Texts that sellers use again. With a company, its other members may use them too.
CREATE TABLE canned_answers (
    id       TEXT   NOT NULL,
    email    TEXT   NOT NULL,
    company  TEXT,
    at       BIGINT NOT NULL,
    language TEXT   NOT NULL,
    title    TEXT   NOT NULL,
    body     TEXT   NOT NULL,
    PRIMARY KEY (email, id)
);
CREATE INDEX canned_answers_company ON canned_answers (company);
