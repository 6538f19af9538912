/** English: error. */
import type { error as vi } from '../vi/error.ts'
import type { SameKeys } from '../keys.ts'
import { access } from './access.ts'
import { scanErrors } from './discovery.ts'
import { field } from './field.ts'
import { web } from './web.ts'

export const error: SameKeys<typeof vi> = {
  access,
  scan: scanErrors,
  field,
  web,
  job: { going: 'This is already running. Wait until it ends, or stop it first.' },
  backup: {
    going: 'Another backup or restore is going on. Wait until it is done, then try again.',
    gone: 'The backup folder {{folder}} is not there, or its drive does not answer. Plug the drive in or connect the network drive again, or choose another folder.',
    full: 'The drive of {{folder}} is full, so no backup could be made. Free some space or choose another drive; older backups are left as they are.',
    noRoom:
      'The drive of {{folder}} has no room: {{need}} MB are needed and {{free}} MB are free. Free some space, choose another drive, or leave the history of samples out.',
    readOnly: 'The backup folder {{folder}} cannot be written. Check its permissions or choose another folder.',
    failed: 'The backup could not be written to {{folder}} ({{detail}}). Check the drive or choose another folder.',
    tooSlow:
      'The drive of {{folder}} is too slow: while copying, the write log of the history grew by {{megabytes}} MB, so the history was left out. Choose a faster drive.',
    copyBroken:
      'The copy of {{file}} did not pass its check ({{detail}}), so the database itself may be damaged. Run branchwatch doctor and keep the older backups.',
    notBackup: '{{folder}} is no backup of Branchwatch: it has no manifest.json. Choose the folder of a backup.',
    notReadable: '{{folder}} cannot be read ({{detail}}). Check the drive and your permissions.',
    brokenManifest: 'manifest.json in {{folder}} is damaged, so it is not known what this backup holds. Choose another backup.',
    newer:
      'The backup {{folder}} was made by a newer version of Branchwatch. Install the new version, then restore; the present data is left as it is.',
    brokenFile: '{{file}} in the backup is damaged ({{detail}}). Choose another backup; the present data is left as it is.',
    fileMissing: 'The backup lacks the file {{file}}. Choose another backup; the present data is left as it is.',
    partMissing: 'This backup has no {{file}}. Leave that part out or choose another backup.',
    nothingChosen: 'Nothing is chosen to be restored.',
  },
  invalid: 'Some of the input is not valid. Correct the marked fields and try again.',
  required: 'This field must not be empty.',
  tooLong: 'This is too long: {{max}} characters at most.',
  tooSmall: 'The value must be {{min}} or more.',
  tooBig: 'The value must be {{max}} or less.',
  notFound: 'There is no such record. It may have been removed; reload the list.',
  conflict: 'Somebody has just changed this record. Look at its present state and make your change again.',
  forbidden: 'Your role does not allow this. Ask an administrator.',
  unavailable: 'The system is busy or restarting; nothing was written. Try again in a few seconds.',
  tooMany: 'Too many requests in a short time. Wait a moment and try again.',
  notOfTrap: 'This alarm ends when its readings are normal again; only an alarm told by a trap is marked as over by hand.',
  tooManyMibs: 'The MIB folder holds at most {{files}} files and {{megabytes}} MB. Remove files that are not used; nothing was written.',
  internal: 'The program met an unexpected error; nothing was written. See the program log.',
  parentLoop: 'The parent stations form a loop: {{loop}}. Choose another parent.',
  parentSelf: 'A station cannot be its own parent.',
  parentRepeated: 'The two parent stations must differ.',
  parentUnknown: 'There is no parent station with code {{code}}.',
  duplicateCode: 'Code {{code}} is already in use. Enter another one.',
  duplicateName: 'The name {{name}} is already in use. Enter another one.',
  duplicateDevice: 'This station already has a device named {{name}}. Choose another name or bring the retired device back.',
  unknownCommune: 'There is no commune {{name}} in the inventory. Add it first.',
  unknownHamlet: 'There is no hamlet {{name}} in this commune.',
  unknownStation: 'There is no station {{code}} in the inventory.',
  unknownCredential: 'There are no SNMP credentials named {{name}}. Create them first.',
  credentialInUse: '{{count}} devices use these credentials. Move them to others first.',
  store: {
    newer: 'The data in {{file}} was written by a newer Branchwatch. Install the newer version; the data is left as it is.',
    broken: '{{file}} is damaged and cannot be opened. Restore a backup; the damaged file is left as it is.',
    readOnly: '{{file}} cannot be written. Check that the data folder may be written to.',
    full: 'The disk is full, so {{file}} cannot be written. Free some space and try again.',
    locked: 'Another program is using the data folder ({{file}}). Close it first.',
    key: 'The key file {{file}} is no longer right, so the stored SNMP credentials cannot be opened. Copy it back from a backup; where there is none, move it away and enter the credentials again.',
    historyAside:
      'The reading history was broken; the old file is kept as {{file}} and a new one was begun. Alarms, health and uptime are not affected.',
    history: {
      restoring:
        'The history of readings was damaged and is kept as {{file}}; a backup is being restored and new readings stay in memory meanwhile.',
      held: 'The disk has almost no room left: new readings stay in memory, the last hour of them. Free some space.',
      newer:
        'The reading history in {{file}} was written by a newer Branchwatch and is left as it is; new readings are kept in memory only. Install the newer version.',
      broken:
        'The reading history {{file}} is broken and could not be set aside; the last hour of readings is kept in memory. Move this file away.',
      readOnly:
        'The reading history cannot be written to {{file}}; the last hour is kept in memory. Check that the data folder may be written.',
      full: 'The disk is full, so the reading history is not yet in {{file}}; the last hour is kept in memory. Make room on the disk.',
      locked: 'Another program holds {{file}}; the last hour of the reading history is kept in memory. Close that program.',
      missing: 'The file {{file}} was taken away while it was open; a new history file will be made.',
      key: 'The reading history {{file}} cannot be opened; the last hour is kept in memory.',
      other: 'The reading history {{file}} cannot be opened or written; the last hour is kept in memory ({{detail}}).',
    },
    missing: '{{file}} is not in the data folder.',
    other: '{{file}} cannot be opened or written: {{detail}}.',
  },
  export: {
    unknown: 'The scope names something that is no longer in the inventory. Reload, and choose stations, communes or devices again.',
    tooMany: '{{count}} exports are waiting already. Wait until there are fewer, or cancel some.',
    noRoom:
      'There is no room: the file needs about {{needed}} MB, the disk has {{free}} MB left. Choose less, a coarser level, or free some space.',
  },
  recording: {
    running: 'The device {{name}} is being recorded. Wait for the end or cancel that recording.',
    tooMany: '{{count}} devices are being recorded at once. Wait until one of them is done.',
    disk: 'The file cannot be written to the folder recordings ({{detail}}). Check the disk and its rights.',
  },
  profile: {
    line: 'The device profile {{file}} is left out, line {{line}}:',
    field: 'The device profile {{file}} is left out, line {{line}}, {{field}}:',
    tooLong: 'The file is too long for a profile.',
    yaml: 'The text is not YAML ({{detail}}). Look at the indentation and the colons.',
    abbreviation: 'The OID abbreviation “{{detail}}” is not under oids. Add it there or write the OID in full.',
    unreadable: 'The file cannot be read. Check that it may be read.',
    twice: 'The id “{{id}}” is used by {{other}} already.',
    cycle: 'Abbreviations lead back to themselves: {{names}}.',
    circle: 'Profiles build on each other in a circle: {{names}}.',
    noBase: 'There is no profile “{{names}}” to build on (extends).',
    bomb: 'The file uses parts of itself again (with *) too often, or parts that do not exist. Write them out.',
    deep: 'The file is nested too deeply for a profile.',
  },
  worker: {
    ended: 'A part of the program ({{name}}) ended unexpectedly and starts again in {{seconds}} seconds. What was answered is kept.',
    hung: 'A part of the program ({{name}}) did not answer and is started again.',
  },
  import: {
    emptyFile: 'The file has no rows. It needs a header line and at least one row.',
    unknownHeader: 'The header line is not recognised. A station file needs a code column; a device file needs station and host columns.',
    unreadable: 'The CSV file cannot be read at line {{line}}: its quotes or columns do not match.',
    stale: 'The inventory has changed since the dry run. Run it again, then accept.',
    required: 'This column needs a value.',
    notNumber: '“{{text}}” is not a number.',
    notDay: '“{{text}}” is not a day. Write 31/12/2026 or 2026-12-31.',
    notYesNo: '“{{text}}” is not clear. Write yes or no.',
    notWord: '“{{text}}” is not valid. Use one of: {{words}}.',
    decimalComma: 'Read “{{text}}” as {{value}} (decimal comma).',
    formerName: 'The former name “{{former}}” was taken as {{name}}.',
    swapped: 'Latitude {{lat}} and longitude {{lon}} look swapped.',
    unknownCommune: 'There is no commune “{{name}}”. Add it first, or switch on creating missing communes.',
    unknownCommuneNear: 'There is no commune “{{name}}”. Did you mean “{{near}}”?',
    ambiguousCommune: 'There are several communes named “{{name}}”. Add the province or the commune code.',
    provinceNeeded: 'To create commune “{{name}}” the row must name its province.',
    tooManyParents: 'A station has at most two parents.',
    unknownParent: 'There is no parent station {{code}}, neither in the inventory nor among the accepted rows of this file.',
    parentLoop: 'The parents form a loop: {{loop}}.',
    duplicateInFile: '{{code}} stands in line {{line}} of this file already.',
    unknownStation: 'There is no station {{code}}. Import the station file first.',
    unknownCredential: 'There is no SNMP credential named “{{name}}”. Create it in Settings first.',
  },
  inspection: {
    unanswered: 'Not answered yet: {{en}}.',
    duePast: 'The due day {{day}} has passed. Choose today or later.',
    notDraft: 'This inspection has ended and can no longer be changed.',
    closed: 'This finding is closed already.',
  },
}
