-- Projections for the operator: every incident, and every order with whether something went wrong.
CREATE TABLE incidents (
    negotiation TEXT   NOT NULL,
    incident    TEXT   NOT NULL,
    opened      BIGINT NOT NULL,
    state       TEXT   NOT NULL,
    body        TEXT   NOT NULL,
    PRIMARY KEY (negotiation, incident)
);
CREATE INDEX incidents_newest ON incidents (opened, incident, state);
CREATE TABLE orders (
    negotiation   TEXT   NOT NULL,
    entry         TEXT   NOT NULL,
    seller        TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    has_incident  BIGINT NOT NULL,
    PRIMARY KEY (negotiation, entry)
);
CREATE INDEX orders_seller ON orders (seller, has_incident);
