-- How each leg of a call did; written when the leg ends, which may be before its call has a record.
CREATE TABLE call_quality (
  call_id            VARCHAR(60)  NOT NULL,
  leg                VARCHAR(60)  NOT NULL,
  position           BIGINT       NOT NULL AUTO_INCREMENT,
  party              VARCHAR(255) NOT NULL,
  codec              VARCHAR(20)  NOT NULL,
  from_packets       BIGINT       NOT NULL,
  from_lost          BIGINT       NOT NULL,
  from_jitter_micros BIGINT       NOT NULL,
  from_opinion       INT          NOT NULL,
  to_packets         BIGINT,
  to_lost            BIGINT,
  to_jitter_micros   BIGINT,
  to_opinion         INT,
  round_trip_micros  BIGINT,
  PRIMARY KEY (call_id, leg),
  UNIQUE KEY (position)
);

-- ON or OFF: whether a leg ends when nothing is heard of it any more
ALTER TABLE devices ADD COLUMN silence_watch VARCHAR(10) NOT NULL DEFAULT 'ON';
ALTER TABLE trunks  ADD COLUMN silence_watch VARCHAR(10) NOT NULL DEFAULT 'ON';
