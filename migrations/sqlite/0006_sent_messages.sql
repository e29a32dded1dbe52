-- Messages between instances: who sent one, who took it, and what is still to be done about it.
--
-- `delivered`: 0 waits, 1 was taken, 2 the receiver could not take it.
-- `open`: 1 nobody has looked whom it might start, 2 its receipt is not on the sender's record, 0 nothing is to be done.

ALTER TABLE message ADD COLUMN sender_tenant INTEGER;
ALTER TABLE message ADD COLUMN sender BLOB;
ALTER TABLE message ADD COLUMN sender_key INTEGER;
ALTER TABLE message ADD COLUMN sender_organ TEXT;
ALTER TABLE message ADD COLUMN receiver_tenant INTEGER;
ALTER TABLE message ADD COLUMN receiver BLOB;
ALTER TABLE message ADD COLUMN started INTEGER NOT NULL DEFAULT 0;
ALTER TABLE message ADD COLUMN open INTEGER NOT NULL DEFAULT 0;

-- Serves: messages of which something is to be done; the receipt of one.
CREATE INDEX message_open ON message (open, sender_tenant, sender, sender_key) WHERE open > 0;
