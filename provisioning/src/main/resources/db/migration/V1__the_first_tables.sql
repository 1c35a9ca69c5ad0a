-- Names are as in the glossary. A table is named after what one row of it is, in the plural.
-- Times are UTC. Lengths of time are in milliseconds. Texts are compared letter by letter.

ALTER DATABASE CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin;

-- Every change of what is configured is one version.
CREATE TABLE configuration_versions (
  version    BIGINT       NOT NULL PRIMARY KEY,
  changed_at DATETIME(6)  NOT NULL,
  changed_by VARCHAR(100) NOT NULL,
  what       VARCHAR(500) NOT NULL
);

-- Exactly one: a second organisation is a second installation.
CREATE TABLE organisations (
  id                   TINYINT      NOT NULL PRIMARY KEY CHECK (id = 1),
  name                 VARCHAR(200) NOT NULL,
  realm                VARCHAR(100) NOT NULL,
  country_code         VARCHAR(3)   NOT NULL,
  language             VARCHAR(20)  NOT NULL,
  mobile_access_number VARCHAR(16)  NULL,
  -- which organisation of ours this began as: demo, bench or none
  sample               VARCHAR(20)  NOT NULL
);

CREATE TABLE organisation_domains (
  position INT          NOT NULL PRIMARY KEY,
  domain   VARCHAR(255) NOT NULL UNIQUE
);

CREATE TABLE emergency_numbers (
  position INT         NOT NULL PRIMARY KEY,
  number   VARCHAR(10) NOT NULL UNIQUE
);

CREATE TABLE devices (
  user                  VARCHAR(100) NOT NULL PRIMARY KEY,
  kind                  VARCHAR(20)  NOT NULL,
  realm                 VARCHAR(100) NOT NULL,
  -- H(user:realm:secret), RFC 7616 3.4.2; the secret itself is kept nowhere
  secret_md5            CHAR(32)     NOT NULL,
  secret_sha256         CHAR(64)     NOT NULL,
  secret_is_well_known  BOOLEAN      NOT NULL
);

CREATE TABLE extensions (
  number       VARCHAR(20)  NOT NULL PRIMARY KEY,
  display_name VARCHAR(200) NOT NULL,
  role         VARCHAR(20)  NOT NULL,
  language     VARCHAR(20)  NOT NULL
);

CREATE TABLE queues (
  code          VARCHAR(20)  NOT NULL PRIMARY KEY,
  name          VARCHAR(200) NOT NULL,
  urgency       VARCHAR(20)  NOT NULL,
  ring_strategy VARCHAR(20)  NOT NULL,
  ring_time     BIGINT       NOT NULL,
  wrap_up       BIGINT       NOT NULL,
  music         VARCHAR(100) NOT NULL
);

-- number: international, such as +31880000100
CREATE TABLE numbers (
  number VARCHAR(16) NOT NULL PRIMARY KEY
);

CREATE TABLE number_steps (
  number               VARCHAR(16)  NOT NULL,
  position             INT          NOT NULL,
  destination_kind     VARCHAR(40)  NOT NULL,
  destination_argument VARCHAR(200) NOT NULL,
  PRIMARY KEY (number, position),
  FOREIGN KEY (number) REFERENCES numbers (number) ON DELETE CASCADE
);

CREATE TABLE trunks (
  name                     VARCHAR(100) NOT NULL PRIMARY KEY,
  -- outbound calls try the lowest first
  preference               INT          NOT NULL UNIQUE,
  host                     VARCHAR(255) NOT NULL,
  port                     INT          NOT NULL,
  transport                VARCHAR(10)  NOT NULL,
  probe_every              BIGINT       NOT NULL,
  missed_probes_until_down INT          NOT NULL,
  silence_until_next       BIGINT       NOT NULL,
  trying_until_next        BIGINT       NOT NULL
);

CREATE TABLE switches (
  id   VARCHAR(100) NOT NULL PRIMARY KEY,
  name VARCHAR(200) NOT NULL
);

CREATE TABLE switch_positions (
  switch_id            VARCHAR(100) NOT NULL,
  position             INT          NOT NULL,
  name                 VARCHAR(100) NOT NULL,
  destination_kind     VARCHAR(40)  NOT NULL,
  destination_argument VARCHAR(200) NOT NULL,
  PRIMARY KEY (switch_id, position),
  UNIQUE (switch_id, name),
  FOREIGN KEY (switch_id) REFERENCES switches (id) ON DELETE CASCADE
);

-- purpose: MOBILE_CONNECT or SOS
CREATE TABLE mobile_phones (
  purpose  VARCHAR(20) NOT NULL,
  number   VARCHAR(16) NOT NULL,
  position INT         NOT NULL,
  PRIMARY KEY (purpose, number)
);

CREATE TABLE portal_users (
  name                   VARCHAR(100) NOT NULL PRIMARY KEY,
  role                   VARCHAR(20)  NOT NULL,
  -- Argon2id, in the PHC string format
  password_hash          VARCHAR(300) NOT NULL,
  password_is_well_known BOOLEAN      NOT NULL
);

CREATE TABLE api_tokens (
  -- a token is long and random, so that a plain hash of it gives nothing away
  token_sha256        CHAR(64)     NOT NULL PRIMARY KEY,
  portal_user         VARCHAR(100) NOT NULL,
  token_is_well_known BOOLEAN      NOT NULL,
  FOREIGN KEY (portal_user) REFERENCES portal_users (name) ON DELETE CASCADE
);

-- What people have set. A device is no foreign key: with Mobile connect it is a number.
CREATE TABLE agent_standings (
  extension  VARCHAR(20)  NOT NULL PRIMARY KEY,
  device     VARCHAR(100) NULL,
  pause      VARCHAR(20)  NOT NULL,
  changed_at DATETIME(6)  NOT NULL,
  FOREIGN KEY (extension) REFERENCES extensions (number) ON DELETE CASCADE
);

CREATE TABLE agent_memberships (
  extension VARCHAR(20) NOT NULL,
  queue     VARCHAR(20) NOT NULL,
  PRIMARY KEY (extension, queue),
  FOREIGN KEY (extension) REFERENCES agent_standings (extension) ON DELETE CASCADE,
  FOREIGN KEY (queue) REFERENCES queues (code) ON DELETE CASCADE
);

-- Where switches stand. A switch that was never turned has no row: it stands in its first position.
CREATE TABLE switch_standings (
  switch_id VARCHAR(100) NOT NULL PRIMARY KEY,
  position  VARCHAR(100) NOT NULL,
  FOREIGN KEY (switch_id, position) REFERENCES switch_positions (switch_id, name)
    ON DELETE CASCADE ON UPDATE CASCADE
);

-- Who turned what when. No foreign key: history outlives the switch.
CREATE TABLE switch_turns (
  id        BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  switch_id VARCHAR(100) NOT NULL,
  position  VARCHAR(100) NOT NULL,
  turned_at DATETIME(6)  NOT NULL,
  turned_by VARCHAR(100) NOT NULL,
  UNIQUE (switch_id, turned_at, position)
);

-- One conversation from the caller's first INVITE. No foreign keys: history outlives people.
CREATE TABLE call_records (
  id          VARCHAR(60)  NOT NULL PRIMARY KEY,
  from_number VARCHAR(255) NOT NULL,
  to_number   VARCHAR(255) NOT NULL,
  started_at  DATETIME(6)  NOT NULL,
  answered_at DATETIME(6)  NULL,
  ended_at    DATETIME(6)  NULL,
  answered_by VARCHAR(255) NULL,
  cause       VARCHAR(40)  NULL,
  INDEX newest_first (started_at)
);

-- Every decision on a call, in order.
CREATE TABLE call_trace (
  call_id  VARCHAR(60)   NOT NULL,
  position INT           NOT NULL,
  at       DATETIME(6)   NOT NULL,
  what     VARCHAR(1000) NOT NULL,
  because  VARCHAR(1000) NOT NULL,
  PRIMARY KEY (call_id, position),
  FOREIGN KEY (call_id) REFERENCES call_records (id) ON DELETE CASCADE
);
