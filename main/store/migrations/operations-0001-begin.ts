/** Operations, version 1: places, stations, devices, credentials, alarms, ledger, inspections, settings, tokens, audit. Frozen: never edit, add the next file. */
export const version = 1
export const sql = `
CREATE TABLE provinces (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  formerNames TEXT NOT NULL DEFAULT '[]'
) STRICT;

CREATE TABLE communes (
  id INTEGER PRIMARY KEY,
  provinceId INTEGER NOT NULL REFERENCES provinces (id),
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  formerNames TEXT NOT NULL DEFAULT '[]',
  UNIQUE (provinceId, name)
) STRICT;
CREATE UNIQUE INDEX communesByCode ON communes (code) WHERE code <> '';

CREATE TABLE hamlets (
  id INTEGER PRIMARY KEY,
  communeId INTEGER NOT NULL REFERENCES communes (id),
  name TEXT NOT NULL,
  households INTEGER,
  UNIQUE (communeId, name)
) STRICT;

CREATE TABLE stations (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  communeId INTEGER NOT NULL REFERENCES communes (id),
  hamletId INTEGER REFERENCES hamlets (id),
  lat REAL,
  lon REAL,
  technologies TEXT NOT NULL,
  cells INTEGER NOT NULL,
  shelter TEXT NOT NULL,
  owner TEXT NOT NULL,
  sharedWith TEXT NOT NULL,
  remoteClass TEXT NOT NULL,
  access TEXT NOT NULL,
  accessMinutes INTEGER,
  criticality INTEGER NOT NULL,
  commissionedOn TEXT,
  mains INTEGER NOT NULL,
  batteryAh REAL,
  batteryCells INTEGER,
  batteryInstalledOn TEXT,
  batteryTestedOn TEXT,
  genset TEXT NOT NULL,
  tankLitres REAL,
  solar INTEGER NOT NULL,
  notes TEXT NOT NULL,
  retiredOn TEXT,
  maintenance TEXT,
  version INTEGER NOT NULL
) STRICT;

CREATE TABLE parents (
  stationId INTEGER NOT NULL REFERENCES stations (id),
  position INTEGER NOT NULL CHECK (position IN (0, 1)),
  parentId INTEGER NOT NULL REFERENCES stations (id) CHECK (parentId <> stationId),
  PRIMARY KEY (stationId, position)
) STRICT;
CREATE INDEX parentsByParent ON parents (parentId);

CREATE TABLE credentials (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  version TEXT NOT NULL,
  secret BLOB NOT NULL
) STRICT;

CREATE TABLE devices (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  host TEXT NOT NULL,
  port INTEGER NOT NULL,
  credentialId INTEGER NOT NULL REFERENCES credentials (id),
  context TEXT NOT NULL,
  profile TEXT NOT NULL,
  intervalSeconds INTEGER,
  enabled INTEGER NOT NULL,
  profileInUse TEXT,
  retired INTEGER NOT NULL,
  version INTEGER NOT NULL,
  UNIQUE (stationId, name)
) STRICT;
CREATE INDEX devicesByCredential ON devices (credentialId);

CREATE TABLE alarms (
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL,
  stationId INTEGER NOT NULL, -- 0: the console itself
  deviceId INTEGER REFERENCES devices (id),
  ruleId TEXT NOT NULL,
  metric TEXT,
  instance TEXT NOT NULL,
  severity TEXT NOT NULL,
  type TEXT NOT NULL,
  probableCause INTEGER NOT NULL,
  value REAL,
  raisedAt INTEGER NOT NULL,
  clearedAt INTEGER,
  acknowledgedAt INTEGER,
  acknowledgedBy TEXT,
  comments INTEGER NOT NULL,
  count INTEGER NOT NULL,
  suppressed INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX alarmsActive ON alarms (id) WHERE clearedAt IS NULL OR acknowledgedAt IS NULL;
CREATE INDEX alarmsByStation ON alarms (stationId, id);

CREATE TABLE holds (
  key TEXT NOT NULL,
  kind TEXT NOT NULL,
  polls INTEGER NOT NULL,
  since INTEGER NOT NULL,
  elapsedMs INTEGER NOT NULL,
  PRIMARY KEY (key)
) STRICT;

CREATE TABLE rules (
  id TEXT PRIMARY KEY,
  rule TEXT NOT NULL
) STRICT;

CREATE TABLE intervals (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  bucket TEXT NOT NULL,
  cause TEXT,
  beganAt INTEGER NOT NULL,
  endedAt INTEGER,
  CHECK (endedAt IS NULL OR endedAt > beganAt)
) STRICT;
CREATE UNIQUE INDEX intervalsOpen ON intervals (stationId) WHERE endedAt IS NULL;
CREATE UNIQUE INDEX intervalsByStation ON intervals (stationId, beganAt);
CREATE INDEX intervalsByEnd ON intervals (endedAt);

CREATE TABLE beat (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  at INTEGER NOT NULL
) STRICT;

CREATE TABLE inspections (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  checklistId TEXT NOT NULL,
  checklistVersion INTEGER NOT NULL,
  state TEXT NOT NULL,
  startedAt INTEGER NOT NULL,
  finishedAt INTEGER,
  by TEXT NOT NULL,
  reason TEXT NOT NULL,
  answers TEXT NOT NULL,
  passed INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  total INTEGER NOT NULL,
  version INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX inspectionsDraft ON inspections (stationId) WHERE state = 'draft';
CREATE INDEX inspectionsByStation ON inspections (stationId, startedAt);
CREATE INDEX inspectionsByTime ON inspections (startedAt);

CREATE TABLE findings (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  inspectionId INTEGER NOT NULL REFERENCES inspections (id),
  itemId TEXT NOT NULL,
  checklistId TEXT NOT NULL,
  checklistVersion INTEGER NOT NULL,
  severity TEXT NOT NULL,
  note TEXT NOT NULL,
  openedAt INTEGER NOT NULL,
  dueOn TEXT NOT NULL,
  state TEXT NOT NULL,
  closedAt INTEGER,
  closedBy TEXT,
  recheckNote TEXT,
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX findingsByStation ON findings (stationId, state);
CREATE INDEX findingsByInspection ON findings (inspectionId);

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE tokens (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  createdAt INTEGER NOT NULL,
  lastUsedAt INTEGER,
  revokedAt INTEGER
) STRICT;

CREATE TABLE audit (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  role TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  before TEXT,
  after TEXT,
  comment TEXT
) STRICT;
CREATE INDEX auditBySubject ON audit (subject, id);
CREATE TRIGGER auditKeepsRows BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END;
CREATE TRIGGER auditKeepsText BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END;
`
