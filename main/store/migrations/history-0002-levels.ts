/** History, version 2: whole days and months of a device in one row each, at four resolutions. Frozen: never edit, add the next file. */
export const version = 2
export const sql = `
-- Raw samples of one day. Here and below: day since 1970 at +07; id = day * 2^24 + device
CREATE TABLE days (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- Roll-ups of 5 minutes, one day a row
CREATE TABLE rollups5m (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- Roll-ups of 1 hour, one day a row, until the month is whole
CREATE TABLE rollups1h (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- Roll-ups of 1 hour and of 1 day, one month a row; id = month since 1970-01 at +07 * 2^24 + device
CREATE TABLE months1h (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
CREATE TABLE months1d (
  id INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;

-- How often rows of a day that was finished were written anew (late samples), so that a reader knows what it may still remember
CREATE TABLE revisions (
  day INTEGER PRIMARY KEY,
  revision INTEGER NOT NULL
) STRICT;
`
