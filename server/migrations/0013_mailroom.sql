-- What mails that say the same have in common, so that machines that answer each other are found.
ALTER TABLE arrivals ADD COLUMN print TEXT;
-- Who let a mail pass or did away with it, when and why; and what was wrong when it could not be sorted.
ALTER TABLE arrivals ADD COLUMN settled_by TEXT;
ALTER TABLE arrivals ADD COLUMN settled_at BIGINT;
ALTER TABLE arrivals ADD COLUMN reason TEXT;
ALTER TABLE arrivals ADD COLUMN problem TEXT;

-- What could not be sorted waits for the operator, and no longer in the outbox.
UPDATE arrivals SET state = 'stuck' WHERE state = 'new' AND EXISTS
    (SELECT 1 FROM outbox WHERE outbox.kind = 'arrival' AND outbox.body = arrivals.id AND outbox.attempts >= 10);
DELETE FROM outbox WHERE kind = 'arrival' AND attempts >= 10;

-- Whoever has lost an address gets another one: the number of the lost ones goes into it.
ALTER TABLE relays ADD COLUMN revoked_by TEXT;
CREATE INDEX relays_revoked ON relays (negotiation, party, channel) WHERE revoked IS NOT NULL;
