/** Operations, version 10: learned battery banks and the discharges they were learned of. Frozen: never edit, add the next file. */
export const version = 10
export const sql = `
CREATE TABLE banks (
  stationId INTEGER PRIMARY KEY REFERENCES stations (id),
  body TEXT NOT NULL -- JSON: what its discharges taught
) STRICT;

CREATE TABLE discharges (
  id INTEGER PRIMARY KEY,
  stationId INTEGER NOT NULL REFERENCES stations (id),
  beganAt INTEGER NOT NULL,
  endedAt INTEGER,
  body TEXT NOT NULL, -- JSON: a Discharge
  watch TEXT -- JSON: how far it is, while its station has not come back; NULL after
) STRICT;
CREATE INDEX dischargesByStation ON discharges (stationId, beganAt);
CREATE INDEX dischargesWatched ON discharges (stationId) WHERE watch IS NOT NULL;
`
