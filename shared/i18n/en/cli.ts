/** English: cli. */
import type { cli as vi } from '../vi/cli.ts'
import type { SameKeys } from '../keys.ts'

const lang = `      --lang vi|en       language (default: the machine's)
  -h, --help             this help`

const branch = `      --data FOLDER      data folder (default: the user's own)
      --port PORT        HTTP port (default 4620, any free one when that is taken)
      --demo [N]         opens the demo province with N stations (default 300) without asking
      --seed S           seed of the demo province
      --scenario NAME    scenario that plays at once in the demo province
      --verbose          writes ordinary news to the error stream too`

export const cli: SameKeys<typeof vi> = {
  help: `Branchwatch: the console with which a telecom branch watches its stations

Usage: branchwatch COMMAND [options]

  start      opens the console's window; where there is none, the browser
  serve      serves browsers only and prints the sign-in link
  probe      identifies an SNMP device and prints every reading
  discover   asks a network over SNMP and prints the devices that answer
  record     writes down all that a device says
  profile    checks a device profile's file or tries it on a device
  simulate   runs the simulator of stations alone
  import     takes in stations and devices from a CSV file
  report     uptime of a month
  export     samples of a period as CSV or Parquet
  backup     a backup of the branch now
  restore    puts a backup in the place of the present data
  doctor     checks versions, data, ports and Electron

branchwatch COMMAND --help tells about each.`,
  usage: {
    unknownCommand: 'There is no command “{{command}}”; the commands are: {{commands}}.',
    allOfDeep: 'The option --all goes with --deep only.',
    unknownOption: 'There is no option “{{option}}”.',
    needsValue: 'The option {{option}} needs a value.',
    noValue: 'The option {{option}} takes no value.',
    unexpected: 'The word “{{word}}” is one too many.',
    missingWord: 'The command lacks {{word}}.',
    number: '{{option}} must be a whole number from {{least}} to {{most}}, not “{{given}}”.',
    choice: '{{option}} must be one of: {{choices}}; not “{{given}}”.',
    month: '--month must be YEAR-MONTH such as 2026-10, not “{{given}}”.',
    address: 'The device address “{{given}}” is not right; write NAME_OR_IP or NAME_OR_IP:PORT.',
    needsOption: 'The option {{option}} is needed.',
    together: 'The option {{option}} goes with --version {{version}} only.',
    onlyWith: 'The option {{option}} is for use with {{other}} only.',
    notWith: 'The option {{option}} cannot be used with {{other}}.',
    protocol: 'There is no way “{{given}}” for {{option}}; write WAY:KEY with a WAY out of: {{choices}}.',
    field: '{{option}} is not right.',
    profile: 'There is no device profile “{{given}}”; there are: {{profiles}}.',
    passphrase: '{{option}} must have at least 8 characters.',
    reportKind: 'There is no report “{{given}}”; there is: uptime.',
    period: '--to must be later than --from: “{{from}}” to “{{to}}”.',
    moment: '{{option}} must be a day, or a day and a time, for example 2026-11-01 or 2026-11-01T06:30; not “{{given}}”.',
    emptyWord: '{{option}} has an empty word between its commas: “{{given}}”.',
    oneScope: 'Name either --station or --commune, not both.',
    metric: 'There is no metric and no group “{{given}}”; the groups are: {{groups}}.',
    seeHelp: 'How to use it: {{command}} --help',
  },
  build: {
    building: 'Building the console from its sources (only when they are newer), a few seconds…',
    noBuilder: 'There is no built console and no builder; run npm ci in the program’s folder.',
    failed: 'The console could not be built; the lines above say why.',
  },
  defect: 'The program failed unexpectedly: {{detail}}. Please send the lines below to its developers.',
  system: 'The operating system does not allow this: {{reason}}.',
  reason: {
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'there is a file in the path where a folder is needed',
    EISDIR: 'it is a folder, not a file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EDQUOT: 'the disk quota is used up',
    EMFILE: 'too many files are open',
    ENAMETOOLONG: 'the path is too long',
    EADDRINUSE: 'another program uses it',
    other: 'error {{code}}',
  },
  closing: 'Closing: stopping workers, writing what is left…',
  folder: 'The data folder {{folder}} cannot be used ({{reason}}); choose one that can be written with --data.',
  running: {
    desktop: 'Branchwatch is already open on this data folder (process {{pid}}); its window was brought forward.',
    web: 'Branchwatch already runs on this data folder (process {{pid}}); open: {{link}}',
    someone: 'Another Branchwatch holds the data folder {{folder}}; close it first.',
  },
  start: {
    help: `branchwatch start: opens Branchwatch in a window; where there can be none, in the browser

${branch}
      --browser          uses the browser even so (as BRANCHWATCH_HOST=web)
      --no-open          does not open the browser by itself
${lang}`,
    noDisplay: 'This machine has no graphical display, so Branchwatch is served to a browser.',
    root: 'The window does not run safely as root, so Branchwatch is opened in the browser.',
    fetching: 'Fetching Electron for the window (about 110 MB, only once)…',
    notFetched: 'Electron could not be fetched ({{reason}}), so Branchwatch is opened in the browser; it is tried again after a day.',
    windowFailed: 'Electron’s window did not open, so Branchwatch is opened in the browser.',
  },
  serve: {
    help: `branchwatch serve: serves browsers only, prints the address and a one-time link to sign in

${branch}
      --host ADDRESS     address to listen on (default 127.0.0.1)
      --open-access      lets other machines in (needed where --host is not 127.0.0.1)
      --json             prints one line of JSON: url, link, pid, folder
${lang}`,
    ready: 'Branchwatch runs at {{url}}\nOpen it with this one-time link: {{link}}\nCtrl-C stops it.',
  },
  discover: {
    help: `branchwatch discover RANGE…: asks each address over SNMP, prints the devices that answer and the profile that fits

RANGE is 10.1.2.0/24, 10.1.2.10-40, 10.1.2.10-10.1.2.40, one address or a host name.

      --version 1|2c|3   SNMP version (default 2c)
      --community TEXT   community of v1 and v2c (default public)
      --user NAME        user of v3
      --auth HOW:KEY     authentication of v3, as with probe
      --priv HOW:KEY     privacy of v3, as with probe
      --ports PORT,…     at most 4 ports (default 161)
      --exclude RANGE    leaves these addresses out
      --rate N           packets a second, at most 2000 (default 200)
      --timeout MS       wait for an answer (default 1500)
      --yes              you have seen the estimate of a scan of more than 4096 addresses
      --data FOLDER      data folder; device profiles of your own lie in its profiles/
      --json             prints one JSON object: complete, asked, found
${lang}`,
    yes: 'Add --yes to start.',
    progress: '{{done}} of {{targets}} addresses, {{found}} answered…',
    stopped: 'Stopped after {{done}} of {{targets}} addresses.',
    found: '{{count}} devices answered.',
    state: {
      identified: 'answers',
      answered: 'says too little',
      refused: 'refuses the user',
      silent: 'silent',
      unresolved: 'name has no address',
    },
  },
  probe: {
    help: `branchwatch probe HOST[:PORT]: identifies the device, chooses its profile, prints every reading

      --version 1|2c|3   SNMP version (default 2c)
      --community TEXT   community of v1 and v2c (default public)
      --user NAME        user of v3
      --auth HOW:KEY     authentication of v3, e.g. sha256:key; md5, sha (default), sha224, sha256, sha384, sha512
      --priv HOW:KEY     privacy of v3, e.g. aes:key; des, aes (default), aes192b, aes192r,
                         aes256b, aes256r
      --context NAME     SNMP context
      --profile ID       takes this profile instead of identifying
      --data FOLDER      data folder; device profiles of your own lie in its profiles/
      --timeout MS       wait for an answer (default 2000)
      --retries N        further tries (default 1)
      --json             prints one JSON object: device, readings
${lang}`,
    device: 'Device       {{name}}\nDescription  {{description}}\nOID          {{oid}}\nProfile      {{profile}} ({{verified}})',
    verified: 'verified',
    unverified: 'not verified',
    noProfile: 'no profile fits',
    answered: 'Answered after {{ms}} ms, {{count}} readings.',
    none: 'The device answers, but with no reading that the profile knows.',
  },
  record: {
    help: `branchwatch record HOST[:PORT] --out FILE: writes down all that a device says, to be replayed with simulate --replay

      --out FILE         the file to write (one that exists is not overwritten)
      --root OID,OID     these subtrees only (default: all)
      --anonymous        puts consistent stand-ins for names, places, IP and hardware addresses
      --max-rows N       stops after N objects (default 250000)
      --max-minutes N    stops after N minutes (default 30)
      --version, --community, --user, --auth, --priv, --context, --timeout, --retries   as for probe
      --json             prints the result as JSON
${lang}`,
    root: '--root takes numeric OIDs with commas between them, such as 1.3.6.1.2.1.1,1.3.6.1.4.1.2011; not “{{given}}”.',
    exists: 'The file {{file}} is there already; choose another name with --out.',
    noFile: 'The file {{file}} cannot be written: {{reason}}.',
    progress: '{{rows}} objects, now at {{oid}}',
    end: {
      whole: 'All of it is recorded.',
      loop: 'The device comes back to OIDs it gave before; subtrees that loop are recorded up to there only.',
      cap: 'Stopped at the limit; the rest is not recorded.',
      cancelled: 'Stopped as asked; what was read is kept.',
      failed: 'The device stopped answering half way; what was read is kept.',
    },
    done: '{{rows}} objects in {{file}}.',
    how: 'To replay it: branchwatch simulate --replay {{file}}',
  },
  profile: {
    help: `branchwatch profile check FILE…: says every fault of a device profile by file and line, or what it gives
branchwatch profile try FILE HOST[:PORT]: reads a device once with the profile of the file

A file with the id of a shipped profile stands in its place. Exit code 1 where something is wrong or the device does not answer.

      --version, --community, --user, --auth, --priv, --context, --timeout, --retries   as of probe (with try only)
      --json             print one JSON object
${lang}`,
    ok: 'ok. {{name}} ({{id}}, {{vendor}})',
    gives: 'Single values: {{readings}}; tables: {{tables}}; traps: {{traps}}.',
    verified: 'Verified: {{with}}.',
    unverified: 'Not verified with real equipment.',
    replaces: 'Stands in place of the shipped profile of this id.',
    noMatch: 'No match: a device takes this profile only where it is chosen.',
    device: 'Device  {{name}}\nOID     {{oid}}',
    recognised: 'By itself this device would take the profile of the file.',
    otherwise: 'By itself this device would take {{profile}}, not the profile of the file.',
    silent: 'Objects without a value: {{count}}',
  },
  simulate: {
    help: `branchwatch simulate: runs the simulator alone, a real SNMP agent on this machine

      --stations N       number of stations (default 300)
      --port PORT        UDP port (default: a free one)
      --seed S           seed: the same seed gives the same province
      --scenario NAME    scenario that plays at once
      --host ADDRESS     address to listen at (default 127.0.0.1)
      --faults FILE      what is wrong with devices and the way to them, a YAML or JSON file
      --traps HOST:PORT  sends the traps of the simulated equipment there
      --dead N           N percent of the devices never answer
      --loss N           N percent of the exchanges are lost
      --replay FILE|FOLDER  replays recordings instead of the province: .snmprec, the output of snmpwalk -On, recordings
                         of branchwatch record; each file is a device, its name without ending the community and context
      --community TEXT   when replaying: one file answers to it too, several to TEXT@NAME (default public)
      --alive            when replaying: counters and times go on instead of standing still
      --json             prints one JSON object and goes on running
${lang}`,
    ready: 'Simulator: {{stations}} stations, {{devices}} devices at {{host}}:{{port}} (UDP).',
    how: 'Every device is a context or a community, for example:\n  {{example}}',
    playing: 'Playing the scenario: {{scenario}}.',
    replaying: 'Recordings replayed at {{host}}:{{port}} (UDP, SNMP v1, v2c, v3): {{devices}}.',
    replayed: '{{name}}: {{rows}} objects',
    badLine: '{{file}}, line {{line}}: {{why}} ({{text}}).',
    moreBadLines: '{{file}}: and {{count}} more bad lines.',
    replayCut: '{{file}} is too long; only its first {{rows}} objects are replayed.',
    noReplay: '{{place}} cannot be read: {{reason}}.',
    nothingToReplay: 'There is no recording in {{place}} that can be replayed.',
    faultLine: '{{file}}, line {{line}}:',
    faultField: '{{file}}, line {{line}}, {{field}}:',
    badFaults: 'The file of faults {{file}} is not right; mend the lines above.',
    faultUnknown: 'No device is called {{name}}.',
    noHost: 'This machine has no address “{{host}}”; choose another with --host.',
    portTaken: 'UDP port {{port}} is used by another program; choose another with --port.',
    portDenied: 'UDP port {{port}} may not be opened; choose one from 1024 up with --port.',
    noScenario: 'There is no scenario “{{given}}”; there are: {{scenarios}}.',
    stop: 'Ctrl-C stops it.',
  },
  import: {
    help: `branchwatch import FILE.csv: takes stations and devices into your branch
Wrong rows are refused with the reason (exit code 1), all others are written at once.

      --dry-run          only says what would become of each row
      --create-places    makes communes that are not there yet instead of refusing the row
      --data FOLDER      data folder
      --json             prints the plan as JSON
${lang}`,
    noFile: 'The file {{file}} cannot be read: {{reason}}.',
    tooLarge: 'The file {{file}} is larger than 8 MB; split it.',
    notText: 'The file {{file}} is not UTF-8 text; save it as CSV UTF-8.',
    running: 'Branchwatch runs on this data folder (process {{pid}}); import in its Settings screen, or close it first.',
    action: { create: 'create', change: 'change', same: 'same', refuse: 'refuse' },
    line: 'Line {{line}}: {{action}} {{subject}}',
    total: 'Create {{created}}, change {{changed}}, same {{same}}, refuse {{refused}}.',
    dry: 'Nothing was written.',
    written: 'Written: created {{created}}, changed {{changed}}.',
  },
  report: {
    help: `branchwatch report uptime --month YYYY-MM: uptime of a month

      --month YYYY-MM    the month, for example 2026-10
      --format csv       prints CSV (UTF-8 with BOM); or json, text
      --by LEVEL         stations (default) or communes
      --unreachable-is-down  counts “behind a dead parent” as downtime
      --data FOLDER      data folder
      --json             prints the report as JSON
${lang}`,
    noData: 'The folder {{folder}} has no branch’s data yet; open Branchwatch once, or name the right folder with --data.',
    head: 'Uptime {{month}}: adjusted {{adjusted}}, raw {{raw}}, observation coverage {{coverage}}, {{outages}} outages, {{stations}} stations.',
    noValue: 'no data',
  },
  export: {
    help: `branchwatch export --from DAY --to DAY --out FILE: samples of a period, also beside a running console

      --from, --to       days at +07 (2026-11-01) or times (2026-11-01T06:30); --to itself is no longer in it
      --out FILE         the file to be made; one that is there is not written over
      --station CODES    only these stations, separated by commas
      --commune NAMES    only these communes, by name or code
      --metric NAMES     only these metrics (dc.voltage) or groups (power)
      --resolution LEVEL raw, 5m, 1h, 1d, or auto: the finest that is kept for the whole period (default)
      --format FORMAT    csv or parquet; by the file’s ending where it is not named
      --data FOLDER      data folder
      --json             prints what was made as JSON
${lang}`,
    exists: 'There is a file {{file}} already. Name another one, or remove it first.',
    progress: '{{percent}} %',
    done: '{{file}}: {{rows}} rows, {{megabytes}} MB, resolution {{level}}.',
    ended: 'Ended before it was finished; nothing was left.',
    harmed: '{{count}} parts of the history could not be read and are left out. branchwatch doctor tells more.',
  },
  backup: {
    help: `branchwatch backup: a backup of the branch now, also beside a running console

      --to FOLDER        a folder that is there (default: the one of Settings → Backups)
      --no-history       without the history of samples
      --data FOLDER      data folder
      --json             prints what was made as JSON
${lang}`,
    whole: 'Backup made in {{folder}} ({{size}}): inventory, alarms, inspections and the history of samples; checked.',
    operations: 'Backup made in {{folder}} ({{size}}): inventory, alarms and inspections, without the history of samples; checked.',
    key: 'The key of the SNMP credentials is part of it: keep the folder where only you can read it.',
  },
  restore: {
    help: `branchwatch restore BACKUP: puts a backup in the place of the present data, or into an empty folder

      BACKUP             the folder that has manifest.json
      --only PART        operations (inventory, alarms, inspections) or history (samples) alone
      --history WAY      backup: the backup's; keep: the present one stays; empty: begin with none
      --yes              replaces data that are there; they are moved aside, not deleted
      --data FOLDER      data folder
      --json             prints what was done as JSON
${lang}`,
    running: 'Branchwatch is running on this folder (process {{pid}}). Close it, then restore; or restore in Settings → Backups.',
    needsYes:
      'There are data in the folder. Nothing was changed; add --yes to replace them. The present files are moved aside, not deleted.',
    head: 'Backup of {{at}}: {{branch}}, {{stations}} stations, {{devices}} devices, made by Branchwatch {{version}}.',
    lost: 'What was entered since {{at}} will no longer be in the program (changes: {{changes}}, alarms: {{alarms}}).',
    lostUnknown: 'What was entered since {{at}} will no longer be in the program; the present data cannot be read to count it.',
    history: {
      backup: 'The history of samples is taken from the backup.',
      keep: 'The present history of samples stays as it is.',
      empty: 'The history of samples begins with none.',
    },
    done: 'Restored to {{folder}}.',
    aside: 'The files that were there are in {{folder}}.',
    shut: 'The backup has no key: enter the SNMP credentials again in Settings.',
  },
  doctor: {
    help: `branchwatch doctor: checks whether this machine has what Branchwatch needs

      --data FOLDER      data folder
      --port PORT        port to try (default 4620)
      --deep             read all data and the newest backup to their end, also beside a running console
      --all              with --deep: compare every day with its 5-minute figures, not a sample
      --json             prints the findings as JSON
${lang}`,
    check: {
      node: 'Node',
      version: 'Branchwatch',
      build: 'Build',
      folder: 'Data folder',
      database: 'Database',
      port: 'HTTP port',
      udp: 'UDP port',
      electron: 'Electron',
      running: 'Running',
      deep: 'Thorough check',
      sqlite: 'SQLite',
    },
    deepAt: 'Checking {{folder}}: {{percent}} %',
    built: 'there and fresh',
    stale: 'missing or older than the sources (start builds it)',
    folderNew: '{{folder}} (not there yet, will be made)',
    folderOk: '{{folder}} (can be written, {{free}} free)',
    folderBad: '{{detail}}',
    databaseNone: 'none yet',
    databaseOk: '{{file}} is sound ({{size}})',
    databaseBad: '{{file}}: {{detail}}',
    portFree: '{{port}} is free',
    portTaken: '{{port}} cannot be opened: {{reason}}',
    udpOk: 'can be opened',
    udpBad: 'cannot be opened: {{reason}}',
    electronMissing: 'not there; start tries to fetch it, else uses the browser',
    notRunning: 'no',
    runningAs: 'process {{pid}} ({{host}})',
    bad: 'To put right: {{count}}.',
    good: 'All is well.',
  },
}
