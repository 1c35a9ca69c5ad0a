-- Beginnings of numbers that nobody may call or transfer to: 0900, or +882 for abroad
CREATE TABLE barred_numbers (
  position INT         NOT NULL PRIMARY KEY,
  start    VARCHAR(16) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;
