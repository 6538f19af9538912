/** Operations, version 5: what people do about alarms, incidents, power feeders, groups of stations, and which stations serve a hamlet. Frozen: never edit, add the next file. */
export const version = 5
export const sql = `
ALTER TABLE alarms ADD COLUMN assignedTo TEXT;
ALTER TABLE alarms ADD COLUMN shelvedUntil INTEGER;
ALTER TABLE alarms ADD COLUMN shelvedBy TEXT;
ALTER TABLE alarms ADD COLUMN suppressedBy TEXT; -- path, window or person; NULL where suppressed is 0
ALTER TABLE alarms ADD COLUMN closedAt INTEGER;
ALTER TABLE alarms ADD COLUMN closedBy TEXT;
ALTER TABLE alarms ADD COLUMN toggles TEXT NOT NULL DEFAULT '[]'; -- JSON, epoch ms of the latest raises
ALTER TABLE alarms ADD COLUMN incidentId INTEGER;
UPDATE alarms SET suppressedBy = 'path' WHERE suppressed = 1;
CREATE INDEX alarmsByIncident ON alarms (incidentId) WHERE incidentId IS NOT NULL;
CREATE INDEX alarmsByRaise ON alarms (raisedAt);

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  beganAt INTEGER NOT NULL,
  endedAt INTEGER,
  body TEXT NOT NULL, -- JSON: an Incident
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX incidentsOpen ON incidents (id) WHERE endedAt IS NULL;
CREATE INDEX incidentsByBegin ON incidents (beganAt);

CREATE TABLE feeders (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  notes TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL
) STRICT;
ALTER TABLE stations ADD COLUMN feederId INTEGER REFERENCES feeders (id);
CREATE INDEX stationsByFeeder ON stations (feederId) WHERE feederId IS NOT NULL;

CREATE TABLE stationGroups (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE groupStations (
  groupId INTEGER NOT NULL REFERENCES stationGroups (id),
  stationId INTEGER NOT NULL REFERENCES stations (id),
  PRIMARY KEY (groupId, stationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX groupsOfStation ON groupStations (stationId);

CREATE TABLE hamletStations (
  hamletId INTEGER NOT NULL REFERENCES hamlets (id),
  stationId INTEGER NOT NULL REFERENCES stations (id),
  PRIMARY KEY (hamletId, stationId)
) STRICT, WITHOUT ROWID;
CREATE INDEX hamletsOfStation ON hamletStations (stationId);
`
