-- Streams whose newest facts have caused what is not written yet: lines of lists, figures, work for the
-- outbox. The row says behind which version, and is written with the facts.
CREATE TABLE behind (
    stream  TEXT   NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL
) WITHOUT ROWID;
