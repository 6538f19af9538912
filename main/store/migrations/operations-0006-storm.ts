/** Operations, version 6: what carries stations without mains, gensets and batteries and what was told of them, and the storm bulletin. Frozen: never edit, add the next file. */
export const version = 6
export const sql = `
-- Times without mains: on battery or on a genset. A station on mains has no open row.
CREATE TABLE supplies (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  supply TEXT NOT NULL, -- battery or genset
  beganAt INTEGER NOT NULL,
  endedAt INTEGER
) STRICT;
CREATE INDEX suppliesByEnd ON supplies (endedAt, beganAt);
CREATE UNIQUE INDEX suppliesOpen ON supplies (stationId) WHERE endedAt IS NULL;

CREATE TABLE resources (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL, -- JSON: a ResourceInput
  retiredAt INTEGER,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE assignments (
  id INTEGER PRIMARY KEY,
  resourceId INTEGER NOT NULL REFERENCES resources (id),
  stationId INTEGER NOT NULL REFERENCES stations (id),
  travelMinutes INTEGER,
  dispatchedAt INTEGER NOT NULL,
  endedAt INTEGER,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX assignmentsByResource ON assignments (resourceId, id);
CREATE INDEX assignmentsByStation ON assignments (stationId, id);
CREATE UNIQUE INDEX assignmentsOpen ON assignments (resourceId) WHERE endedAt IS NULL;

CREATE TABLE dispatchLog (
  id INTEGER PRIMARY KEY,
  assignmentId INTEGER NOT NULL REFERENCES assignments (id),
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  litres REAL,
  note TEXT NOT NULL,
  by TEXT NOT NULL,
  recordedAt INTEGER NOT NULL,
  replaces INTEGER REFERENCES dispatchLog (id),
  undone INTEGER NOT NULL
) STRICT;
CREATE INDEX dispatchLogByAssignment ON dispatchLog (assignmentId, id);
CREATE TRIGGER dispatchLogKeepsRows BEFORE DELETE ON dispatchLog BEGIN SELECT RAISE(ABORT, 'lines of the log are never deleted'); END;
CREATE TRIGGER dispatchLogKeepsText BEFORE UPDATE ON dispatchLog BEGIN SELECT RAISE(ABORT, 'lines of the log are never changed'); END;

CREATE TABLE bulletinEntries (
  id INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  at INTEGER NOT NULL,
  restoredAt INTEGER,
  withdrawn INTEGER NOT NULL,
  body TEXT NOT NULL, -- JSON: an EntryInput
  by TEXT NOT NULL,
  recordedAt INTEGER NOT NULL,
  PRIMARY KEY (id, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bulletinEntriesKeepRows BEFORE DELETE ON bulletinEntries BEGIN SELECT RAISE(ABORT, 'revisions are never deleted'); END;
CREATE TRIGGER bulletinEntriesKeepText BEFORE UPDATE ON bulletinEntries BEGIN SELECT RAISE(ABORT, 'revisions are never changed'); END;

CREATE TABLE bulletins (
  hour INTEGER NOT NULL,
  revision INTEGER NOT NULL,
  content TEXT NOT NULL, -- canonical JSON: a BulletinContent
  sha256 TEXT NOT NULL,
  issuedAt INTEGER NOT NULL,
  issuedBy TEXT NOT NULL,
  changes TEXT NOT NULL, -- JSON
  PRIMARY KEY (hour, revision)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bulletinsKeepRows BEFORE DELETE ON bulletins BEGIN SELECT RAISE(ABORT, 'bulletins are never deleted'); END;
CREATE TRIGGER bulletinsKeepText BEFORE UPDATE ON bulletins BEGIN SELECT RAISE(ABORT, 'bulletins are never changed'); END;
`
