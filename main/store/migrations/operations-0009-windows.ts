/** Operations, version 9: maintenance windows; alarms found by when they cleared and by their shelf. Frozen: never edit, add the next file. */
export const version = 9
export const sql = `
CREATE TABLE windows (
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  body TEXT NOT NULL, -- JSON: a MaintenanceWindow
  version INTEGER NOT NULL
) STRICT;
CREATE INDEX windowsByState ON windows (state);
CREATE INDEX alarmsByClear ON alarms (clearedAt) WHERE clearedAt IS NOT NULL;
CREATE INDEX alarmsShelved ON alarms (shelvedUntil) WHERE shelvedUntil IS NOT NULL;
`
