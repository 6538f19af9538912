/** English: storage. */
import type { SameKeys } from '../keys.ts'
import type { storage as vi } from '../vi/storage.ts'

export const storage: SameKeys<typeof vi> = {
  room: {
    low: 'The disk is getting full: there is room for about two weeks. Free some space, or keep fewer days in Settings, Storage.',
    critical:
      'The disk is nearly full. Without more room the oldest detailed readings are dropped first; alarms, inspections and the audit trail are always kept. Free some space.',
    emergency:
      'The disk has almost no room left. The oldest detailed readings are being dropped so that alarms, inspections and the audit trail are kept. Free some space now.',
    raw: 'The disk is nearly full, so detailed readings are kept for {{days}} days only, the oldest dropped first; 5-minute figures and above, alarms, inspections and the audit trail are complete. Free some space.',
    fiveMinutes:
      'The disk is nearly full, so detailed readings are kept for 1 day only and 5-minute figures for {{days}} days; hourly figures, alarms, inspections and the audit trail are complete. Free some space.',
    memory:
      'The disk has almost no room left, so new readings stay in memory only, the last hour of them; alarms, inspections and the audit trail are written as long as there is any room. Free some space now.',
    network:
      'The data folder lies on a network drive ({{kind}}). A database on a network drive can be damaged when the connection breaks. Move the data folder to a disk of this computer.',
  },
  notice: {
    operationsRestored:
      'operations.db was damaged and is kept as {{file}}. The backup of {{backupAt, moment}} was restored; what was entered between then and {{at, moment}} (stations, devices, alarms, inspections, settings) is missing.',
    operationsMended:
      'operations.db reported an error at {{at, moment}}, but a check found no damage; the data is complete. Have the disk of this computer examined.',
    operationsNoBackup:
      'operations.db is damaged and there is no usable backup; monitoring goes on in memory. Copy a good backup into the backups folder, or send the file to whoever supports you; do not close the program before that.',
    historyRestored:
      'The history of readings was damaged and is kept as {{file}}. The backup of {{backupAt, moment}} was restored; readings between then and {{at, moment}} are missing. Alarms, states and uptime are not affected.',
  },
  check: {
    operations: 'operations.db: read to its end, nothing wrong ({{size, bytes}}).',
    broken:
      '{{file}} is damaged: {{detail}}. When the program meets the damage, the file is kept under another name and the newest good backup is restored; now make a copy of the data folder and have the disk examined.',
    unchecked: '{{file}} could not be checked ({{detail}}). Try again later.',
    orphans: 'operations.db has {{count}} rows that point to records that are gone ({{tables}}). Restore an earlier backup.',
    pages: 'history.db: all {{pages}} pages are in their place, {{free, bytes}} free.',
    rows: '{{rows}} rows of history can be read and have the right checksum.',
    harmed:
      '{{count}} of {{of}} rows of the table {{table}} are damaged (the first: {{first}}). Only these rows have lost their readings; the rest is not affected. Have the disk examined.',
    unreadable: 'The table {{table}} cannot be read to its end ({{detail}}). Restore the history from a backup.',
    disordered: '{{count}} rows of the table {{table}} are out of order. Restore the history from a backup.',
    rollups: '5-minute figures of {{days}} days compared with the detailed readings: they agree.',
    differing: 'In {{count}} of {{of}} days the 5-minute figures do not agree with the detailed readings. Tell the developers.',
    unnamed:
      '{{count}} columns of readings have no name in the table series any more and cannot be shown. Restore the history from a backup.',
    empty: '{{count}} names of readings have no samples that are kept.',
    wal: '{{file}} is {{size, bytes}} large: another program may be holding the database. Close other programs and start Branchwatch again.',
    room: '{{free, bytes}} are free on the disk.',
    roomDays: '{{free, bytes}} are free on the disk, enough for about {{days}} days.',
    roomShort: 'Only {{free, bytes}} are free on the disk. Free some space.',
    noHistory: 'There is no history.db yet.',
    backups: '{{count}} backups open and are whole; the newest is of {{at, moment}}.',
    noBackups: 'There is no backup yet. Make one in Settings.',
    badBackup: 'The backup {{name}} cannot be used ({{detail}}).',
  },
  class: {
    raw: 'Detailed readings',
    fiveMinutes: '5-minute figures',
    hour: '1-hour figures',
    day: '1-day figures',
  },
  level: {
    ok: 'Enough room',
    low: 'Getting full',
    critical: 'Nearly full',
    emergency: 'Almost no room',
  },
  confirm: 'Noted',
  mending: {
    checking: 'The history of readings is being checked; monitoring goes on.',
    restoring: 'The history of readings is being restored from a backup; new readings stay in memory meanwhile.',
  },
  disk: {
    title: 'Disk',
    level: 'Level',
    free: 'Free',
    freeOf: '{{free}} of {{total}}',
    daily: 'History adds a day',
    notYet: 'not measured yet',
    ballast: 'Reserve',
    harmed: 'Damaged rows met',
  },
  sizes: {
    title: 'Size of history',
    class: 'Class',
    days: 'Days held',
    size: 'Size',
    aDay: 'A day',
    points: 'Samples a day',
    perPoint: 'Bytes a sample',
    unfinished: 'Days not finished',
    spare: 'Free pages in the file',
    history: 'history.db',
    wal: 'Write-ahead logs',
    operations: 'operations.db',
  },
  retention: {
    title: 'How long history is kept',
    lead: 'A coarser class is kept no shorter than the finer one before it. Alarms, inspections, uptime and the audit trail are never deleted.',
  },
  forecast: {
    title: 'What history will take with the days above',
    today: 'Today',
    in30Days: 'In 30 days',
    inAYear: 'In a year',
    plateau: 'At most',
    fits: 'Fits this disk; it stops growing after {{days}} days.',
    full: 'The disk will be full in about {{days}} days. Keep fewer days or add space.',
  },
  checking: {
    title: 'Thorough check',
    lead: 'Reads both databases and the newest backup to their end and compares the checksum of every row. Monitoring goes on.',
    going: 'Checking',
    stopping: 'Stopping…',
    stop: 'Stop',
    start: 'Check now',
    started: 'The check has begun.',
    never: 'Never checked so far.',
    sound: '{{at}}: no damage found (took {{took}}).',
    damaged: '{{at}}: there is damage (took {{took}}).',
  },
}
