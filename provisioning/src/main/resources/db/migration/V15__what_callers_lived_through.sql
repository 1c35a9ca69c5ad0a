ALTER TABLE call_records
  -- EMERGENCY or ROUTINE
  ADD COLUMN urgency VARCHAR(20) NOT NULL DEFAULT 'ROUTINE',
  -- the conversation that this one was a consultation about
  ADD COLUMN about   VARCHAR(60) NULL;

-- What the caller lived through, stretch by stretch.
CREATE TABLE call_segments (
  call_id  VARCHAR(60)  NOT NULL,
  position INT          NOT NULL,
  -- WAITED, TALKED, HELD, INTERRUPTED, TRANSFERRED, RETURNED or PARKED
  kind     VARCHAR(20)  NOT NULL,
  who      VARCHAR(255) NOT NULL,
  from_at  DATETIME(6)  NOT NULL,
  until_at DATETIME(6)  NULL,
  PRIMARY KEY (call_id, position),
  FOREIGN KEY (call_id) REFERENCES call_records (id) ON DELETE CASCADE
-- said here again: a session that was open before the first migration knows another default
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
