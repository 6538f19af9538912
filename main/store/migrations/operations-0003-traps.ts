/** Operations, version 3: the trap log, the engine under which the console receives informs, and the engines whose traps it has heard. Frozen: never edit, add the next file. */
export const version = 3
export const sql = `
CREATE TABLE traps (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  lastAt INTEGER NOT NULL,
  count INTEGER NOT NULL,
  source TEXT NOT NULL,
  version TEXT NOT NULL,
  inform INTEGER NOT NULL,
  user TEXT,
  known INTEGER NOT NULL,
  context TEXT NOT NULL,
  engineId TEXT,
  agent TEXT,
  trapOid TEXT NOT NULL,
  upTime INTEGER,
  deviceId INTEGER,
  stationId INTEGER,
  verdict TEXT NOT NULL,
  problem TEXT,
  alarmId INTEGER,
  varbinds TEXT NOT NULL, -- JSON
  more INTEGER NOT NULL,
  raw TEXT -- hex
) STRICT;
CREATE INDEX trapsByStation ON traps (stationId, id) WHERE stationId IS NOT NULL;
CREATE INDEX trapsByDevice ON traps (deviceId, id) WHERE deviceId IS NOT NULL;

CREATE TABLE trapEngine (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  engineId TEXT NOT NULL,
  boots INTEGER NOT NULL
) STRICT;

CREATE TABLE trapSenders (
  engineId TEXT PRIMARY KEY,
  boots INTEGER NOT NULL,
  time INTEGER NOT NULL, -- latest engine time of a genuine message, s
  at INTEGER NOT NULL -- when that came
) STRICT, WITHOUT ROWID;
`
