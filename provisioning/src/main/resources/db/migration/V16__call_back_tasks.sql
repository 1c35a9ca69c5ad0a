-- Emergency callers who were not helped: to be called back as long as closed_at is NULL. No foreign keys: the
-- record of the call is written later, and history outlives queues.
CREATE TABLE call_back_tasks (
  call_id        VARCHAR(60)  NOT NULL PRIMARY KEY,
  -- NULL: withheld
  number         VARCHAR(16)  NULL,
  queue          VARCHAR(20)  NOT NULL,
  since          DATETIME(6)  NOT NULL,
  -- GAVE_UP or LOST
  why            VARCHAR(20)  NOT NULL,
  closed_at      DATETIME(6)  NULL,
  closed_by      VARCHAR(100) NULL,
  closed_because VARCHAR(500) NULL,
  INDEX open_ones (closed_at, since)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
