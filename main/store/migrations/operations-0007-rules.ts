/** Operations, version 7: what a branch changes of alarm rules for some stations or a metric, what it tells its people to do, and versions of hamlets. Frozen: never edit, add the next file. */
export const version = 7
export const sql = `
CREATE TABLE ruleOverrides (
  id INTEGER PRIMARY KEY,
  scope TEXT NOT NULL UNIQUE, -- station:<id>:<rule>, group:<id>:<rule> or metric:<metric>
  body TEXT NOT NULL -- JSON: a RuleOverride
) STRICT;

CREATE TABLE runbooks (
  ruleId TEXT PRIMARY KEY,
  body TEXT NOT NULL -- JSON: a Runbook
) STRICT, WITHOUT ROWID;

ALTER TABLE hamlets ADD COLUMN version INTEGER NOT NULL DEFAULT 1;
`
