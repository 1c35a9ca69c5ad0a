-- A trunk has as many servers as its carrier, each an address or a name. Port 0: the SRV records of the name say it.
CREATE TABLE trunk_servers (
  trunk    VARCHAR(100) NOT NULL,
  position INT          NOT NULL,
  host     VARCHAR(255) NOT NULL,
  port     INT          NOT NULL DEFAULT 0,
  -- the lowest is tried first; those of one priority take turns by weight
  priority INT          NOT NULL DEFAULT 0,
  weight   INT          NOT NULL DEFAULT 1,
  PRIMARY KEY (trunk, position),
  FOREIGN KEY (trunk) REFERENCES trunks (name) ON DELETE CASCADE
);

INSERT INTO trunk_servers (trunk, position, host, port) SELECT name, 1, host, port FROM trunks;

-- What requests of a trunk come from besides its servers; kind: NETWORK (203.0.113.0/24) or CERTIFICATE (a name)
CREATE TABLE trunk_sources (
  trunk    VARCHAR(100) NOT NULL,
  position INT          NOT NULL,
  kind     VARCHAR(20)  NOT NULL,
  value    VARCHAR(255) NOT NULL,
  PRIMARY KEY (trunk, position),
  FOREIGN KEY (trunk) REFERENCES trunks (name) ON DELETE CASCADE
);

ALTER TABLE trunks
  DROP COLUMN host,
  DROP COLUMN port,
  -- TRUSTED or UNTRUSTED: whether P-Asserted-Identity of it counts
  ADD COLUMN trust      VARCHAR(20) NOT NULL DEFAULT 'TRUSTED',
  -- NATIONAL, INTERNATIONAL, E164 or E164_WITHOUT_PLUS
  ADD COLUMN numbers    VARCHAR(20) NOT NULL DEFAULT 'NATIONAL',
  -- CALLERS_NUMBER or OWN_NUMBER
  ADD COLUMN forwarding VARCHAR(20) NOT NULL DEFAULT 'CALLERS_NUMBER',
  -- HIDDEN or SHOWN_INSIDE
  ADD COLUMN withheld   VARCHAR(20) NOT NULL DEFAULT 'HIDDEN',
  -- NULL: the carrier challenges us for nothing
  ADD COLUMN account_user           VARCHAR(100) NULL,
  ADD COLUMN account_domain         VARCHAR(255) NULL,
  ADD COLUMN account_proven_as      VARCHAR(100) NULL,
  -- KNOWN or REGISTERS
  ADD COLUMN account_joining        VARCHAR(20)  NULL,
  ADD COLUMN account_registered_for BIGINT       NOT NULL DEFAULT 3600000,
  -- sealed with the key in the data folder
  ADD COLUMN account_secret         VARCHAR(500) NULL;
