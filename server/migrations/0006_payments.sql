-- Attempts to pay an order at the payment service. A row is written before the service is asked, so that
-- whatever comes of it belongs to something.
CREATE TABLE payments (
    id          TEXT   NOT NULL PRIMARY KEY,
    negotiation TEXT   NOT NULL,
    quote       TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    minor_units BIGINT NOT NULL,
    currency    TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    session     TEXT,
    url         TEXT,
    reference   TEXT,
    problem     TEXT
);
CREATE UNIQUE INDEX payments_order ON payments (negotiation, quote, number);
CREATE INDEX payments_newest ON payments (at);

-- The bank account of the last quote that somebody sent, to be offered again to the same person.
CREATE TABLE accounts (
    email TEXT NOT NULL PRIMARY KEY,
    body  TEXT NOT NULL
);
