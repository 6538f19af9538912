/** Operations, version 2: replies from elsewhere, who answers at a device's address, the last scan and what it found. Frozen: never edit, add the next file. */
export const version = 2
export const sql = `
ALTER TABLE devices ADD COLUMN elsewhere INTEGER NOT NULL DEFAULT 0;

CREATE TABLE deviceIdentity (
  deviceId INTEGER PRIMARY KEY REFERENCES devices (id),
  sysObjectID TEXT,
  sysName TEXT,
  sysDescr TEXT,
  serial TEXT,
  engineId TEXT,
  firstSeen INTEGER NOT NULL,
  lastSeen INTEGER NOT NULL,
  pending TEXT, -- JSON: who answers instead, where that is an open question
  pendingSince INTEGER,
  kept TEXT -- JSON: who answers instead and was said to be the same box
) STRICT;
CREATE INDEX deviceIdentityPending ON deviceIdentity (deviceId) WHERE pending IS NOT NULL;

CREATE TABLE scans (
  id INTEGER PRIMARY KEY,
  request TEXT NOT NULL, -- JSON: ranges, list, credentials by id, rate
  state TEXT NOT NULL,
  startedBy TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  endedAt INTEGER,
  position INTEGER NOT NULL, -- every address before it is finished
  progress TEXT NOT NULL -- JSON: counters
) STRICT;

CREATE TABLE scanResults (
  scanId INTEGER NOT NULL REFERENCES scans (id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  result TEXT NOT NULL, -- JSON: what answered there
  PRIMARY KEY (scanId, position)
) STRICT, WITHOUT ROWID;
`
