-- An inquiry that went from a silent seller to another one is a sample of both.
CREATE TABLE samples_of_each (
    negotiation  TEXT   NOT NULL,
    seller       TEXT   NOT NULL,
    manufacturer TEXT   NOT NULL,
    sold         BIGINT NOT NULL,
    body         TEXT   NOT NULL,
    PRIMARY KEY (negotiation, seller)
);
INSERT INTO samples_of_each SELECT negotiation, seller, manufacturer, sold, body FROM samples;
DROP TABLE samples;
ALTER TABLE samples_of_each RENAME TO samples;
CREATE INDEX samples_seller ON samples (seller);
