-- How many calls a trunk carries at once, in both directions together (0: no limit), and how many of these places
-- ordinary calls leave free for emergencies
ALTER TABLE trunks
  ADD COLUMN channels                 INT NOT NULL DEFAULT 0,
  ADD COLUMN channels_for_emergencies INT NOT NULL DEFAULT 0,
  ADD CONSTRAINT channels_are_enough CHECK (
    channels_for_emergencies >= 0 AND channels_for_emergencies <= channels);
