/** History, version 1: the series of each device, the hot log and the hourly chunks. Frozen: never edit, add the next file. */
export const version = 1
export const sql = `
CREATE TABLE series (
  deviceId INTEGER NOT NULL,
  slot INTEGER NOT NULL,
  metric TEXT NOT NULL,
  instance TEXT NOT NULL,
  label TEXT NOT NULL,
  UNIQUE (deviceId, slot)
) STRICT;

-- id = hour since 1970 * 2^20 + number within the hour
CREATE TABLE hot (
  id INTEGER PRIMARY KEY,
  crc INTEGER NOT NULL,
  head BLOB NOT NULL,
  body BLOB NOT NULL
) STRICT;

-- id = hour since 1970 * 2^24 + device
CREATE TABLE chunks (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
`
