/** Operations, version 8: channels, teams and rules of notifications, what is known of incidents that were told, and the outbox with its log. Frozen: never edit, add the next file. */
export const version = 8
export const sql = `
CREATE TABLE notificationChannels (
  id INTEGER PRIMARY KEY AUTOINCREMENT, -- an id in the log is never another channel's
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  body TEXT NOT NULL, -- JSON: the rest of a ChannelInput
  secret BLOB, -- sealed
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE notificationTeams (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL, -- JSON: the rest of a TeamInput
  version INTEGER NOT NULL
) STRICT;
CREATE TABLE notificationRules (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  enabled INTEGER NOT NULL,
  body TEXT NOT NULL, -- JSON: the rest of a NotificationRuleInput
  version INTEGER NOT NULL
) STRICT;

-- Incidents that somebody was told of and that are not over.
CREATE TABLE notificationCases (
  incidentId INTEGER PRIMARY KEY,
  body TEXT NOT NULL -- JSON
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  state TEXT NOT NULL,
  severity TEXT NOT NULL,
  channelId INTEGER NOT NULL,
  channelKind TEXT NOT NULL,
  channelName TEXT NOT NULL,
  recipient TEXT NOT NULL,
  teamName TEXT,
  incidentId INTEGER,
  ruleId INTEGER,
  step INTEGER NOT NULL,
  createdAt INTEGER NOT NULL,
  dueAt INTEGER NOT NULL,
  sentAt INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  tries TEXT NOT NULL DEFAULT '[]', -- JSON, the latest
  listKey TEXT, -- the list it went in
  message TEXT NOT NULL -- JSON
) STRICT;
CREATE INDEX outboxOpen ON outbox (id) WHERE state IN ('held', 'due', 'sending');
CREATE INDEX outboxByIncident ON outbox (incidentId) WHERE incidentId IS NOT NULL;
CREATE INDEX outboxByChannel ON outbox (channelId);

INSERT INTO notificationChannels (id, kind, name, enabled, body, version) VALUES
  (1, 'desktop', '', 1, '{"perMinute":60,"digest":true,"config":{"kind":"desktop"}}', 1),
  (2, 'sound', '', 1, '{"perMinute":60,"digest":true,"config":{"kind":"sound"}}', 1);
INSERT INTO notificationRules (id, position, name, enabled, body, version) VALUES
  (1, 1, '', 1, '{"atLeast":"major","causes":[],"communeIds":[],"groupIds":[],"weekdays":[],"hours":null,"steps":[{"afterMinutes":0,"channelIds":[1,2],"teamIds":[]}],"tellWorse":true,"tellEnd":false}', 1);
`
