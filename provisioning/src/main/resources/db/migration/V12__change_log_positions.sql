-- How far each change log has been written here, in the same transaction as its changes.
CREATE TABLE change_log_positions (
  log_id   CHAR(36) NOT NULL PRIMARY KEY,
  sequence BIGINT   NOT NULL
);
