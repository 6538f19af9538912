/** Discovery: who answers at each device's address, what a person says of a replaced one, and the last scan with what it found. */
import { ScanFinding, Identity, ScanProgress, ScanRequest, ScanStage, type DeviceIdentity } from '../../../shared/model/discovery.ts'
import { accepted, changedParts, kept, type Known } from '../../domain/discovery/replaced.ts'
import type { Refusal } from '../../../shared/model/refusal.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, DiscoveryStore, StoredScan } from '../store.ts'
import { atomic, attempt } from './attempt.ts'
import { atFirst, deviceTable } from './devices.ts'
import { conflict, fromJson, notFound } from './text.ts'

type IdentityRow = Identity & {
  deviceId: number
  firstSeen: number
  lastSeen: number
  pending: string | null
  pendingSince: number | null
  kept: string | null
}
type ScanRecord = Omit<StoredScan, 'request' | 'stage' | 'progress'> & { request: string; state: string; progress: string }

export function discoveryStore(db: Db, audit: AuditStore): DiscoveryStore {
  return { ...identityTable(db, audit), ...scanTable(db, audit) }
}

function identityTable(db: Db, audit: AuditStore): Pick<DiscoveryStore, 'identities' | 'identity' | 'known' | 'note' | 'decide'> {
  const fields = 'deviceId, sysObjectID, sysName, sysDescr, serial, engineId, firstSeen, lastSeen, pending, pendingSince, kept'
  const all = db.prepare<[], IdentityRow>(`SELECT ${fields} FROM deviceIdentity ORDER BY deviceId`)
  const byId = db.prepare<[number], IdentityRow>(`SELECT ${fields} FROM deviceIdentity WHERE deviceId = ?`)
  const save = db.prepare(
    `INSERT OR REPLACE INTO deviceIdentity (${fields}) VALUES (${fields
      .split(', ')
      .map((name) => `@${name}`)
      .join(', ')})`,
  )
  const devices = deviceTable(db)
  const known = (deviceId: number): Known | null => {
    const row = byId.get(deviceId)
    return row ? toKnown(row) : null
  }
  const note = (deviceId: number, { identity, firstSeen, lastSeen, pending, kept: same }: Known): void => {
    save.run({
      deviceId,
      ...identity,
      firstSeen,
      lastSeen,
      pending: pending ? JSON.stringify(pending.identity) : null,
      pendingSince: pending?.since ?? null,
      kept: same ? JSON.stringify(same) : null,
    })
  }
  return {
    identities: () => all.all().map((row) => toDeviceIdentity(row.deviceId, toKnown(row))),
    identity(deviceId) {
      const row = byId.get(deviceId)
      return row ? toDeviceIdentity(deviceId, toKnown(row)) : null
    },
    known,
    note,
    decide: (deviceId, since, isNew, by) =>
      attempt<DeviceIdentity>(db, (): DeviceIdentity | Refusal => {
        const now = known(deviceId)
        const device = devices.get(deviceId)
        if (!now || !device) return notFound()
        if (now.pending?.since !== since) return conflict(toDeviceIdentity(deviceId, now))
        const changed = changedParts(now.identity, now.pending.identity)
        const next = isNew ? accepted(now, by.at) : kept(now)
        note(deviceId, next)
        // A box of another family is identified anew; the same family in another box keeps the profile that a person chose.
        if (isNew && (device.profile === 'auto' || changed.includes('sysObjectID'))) {
          devices.update({ ...device, profile: 'auto', ...atFirst('auto'), version: device.version + 1 })
        }
        const parts = (identity: Identity) => Object.fromEntries(changed.map((part) => [part, identity[part]]))
        audit.add(
          {
            action: isNew ? 'device.replace' : 'device.keep',
            subject: `device:${deviceId}`,
            before: parts(now.identity),
            after: parts(now.pending.identity),
          },
          by,
        )
        return toDeviceIdentity(deviceId, next)
      }),
  }
}

function toKnown(row: IdentityRow): Known {
  const { sysObjectID, sysName, sysDescr, serial, engineId, firstSeen, lastSeen } = row
  const pending = identityIn(row.pending)
  return {
    identity: { sysObjectID, sysName, sysDescr, serial, engineId },
    firstSeen,
    lastSeen,
    pending: pending ? { identity: pending, since: row.pendingSince ?? lastSeen } : null,
    kept: identityIn(row.kept),
  }
}

function identityIn(text: string | null): Identity | null {
  const read = text === null ? null : Identity.safeParse(fromJson(text))
  return read?.success ? read.data : null
}

function toDeviceIdentity(deviceId: number, { identity, firstSeen, lastSeen, pending }: Known): DeviceIdentity {
  const changed = pending ? changedParts(identity, pending.identity) : []
  return { deviceId, identity, firstSeen, lastSeen, pending: pending ? { ...pending, changed } : null }
}

/** What a person did when a scan came to this stage. */
const ACTION: Record<ScanStage, string> = { running: 'scan.resume', paused: 'scan.pause', cancelled: 'scan.cancel', done: 'scan.finish' }
const NOTHING: ScanProgress = { done: 0, skipped: 0, answered: 0, identified: 0, packets: 0, activeMs: 0 }

function scanTable(db: Db, audit: AuditStore): Pick<DiscoveryStore, 'scan' | 'begin' | 'save' | 'findings'> {
  const last = db.prepare<[], ScanRecord>(
    'SELECT id, request, state, startedBy, startedAt, endedAt, position, progress FROM scans ORDER BY id DESC LIMIT 1',
  )
  const insert = db.prepare(
    `INSERT INTO scans (request, state, startedBy, startedAt, endedAt, position, progress) VALUES (?, 'running', ?, ?, NULL, 0, ?)`,
  )
  const others = db.prepare('DELETE FROM scans WHERE id <> ?')
  const update = db.prepare(
    'UPDATE scans SET state = @stage, endedAt = @endedAt, position = @position, progress = @progress WHERE id = @id',
  )
  const put = db.prepare('INSERT OR REPLACE INTO scanResults (scanId, position, result) VALUES (?, ?, ?)')
  const results = db.prepare<[number], { position: number; result: string }>(
    'SELECT position, result FROM scanResults WHERE scanId = ? ORDER BY position',
  )
  return {
    scan() {
      const row = last.get()
      if (!row) return null
      const request = ScanRequest.safeParse(fromJson(row.request))
      const progress = ScanProgress.safeParse(fromJson(row.progress))
      const stage = ScanStage.safeParse(row.state)
      if (!request.success || !stage.success) return null
      const { id, startedBy, startedAt, endedAt, position } = row
      const done = progress.success ? progress.data : NOTHING
      return { id, startedBy, startedAt, endedAt, position, request: request.data, stage: stage.data, progress: done }
    },
    begin: (request, by) =>
      atomic(db, () => {
        const id = Number(insert.run(JSON.stringify(request), by.actor.name, by.at, JSON.stringify(NOTHING)).lastInsertRowid)
        others.run(id)
        const { ranges, exclude, ports, credentialIds, rate } = request
        audit.add(
          {
            action: 'scan.start',
            subject: `scan:${id}`,
            after: { ranges: ranges.slice(0, 500), exclude: exclude.slice(0, 500), ports, credentialIds, rate },
          },
          by,
        )
        return { id, request, stage: 'running', startedBy: by.actor.name, startedAt: by.at, endedAt: null, position: 0, progress: NOTHING }
      }),
    save: (scan, found, by) =>
      atomic(db, () => {
        const { id, stage, endedAt, position, progress } = scan
        update.run({ id, stage, endedAt, position, progress: JSON.stringify(progress) })
        for (const [at, finding] of found) put.run(id, at, JSON.stringify(finding))
        if (by) audit.add({ action: ACTION[stage], subject: `scan:${id}`, after: { position } }, by)
      }),
    findings(scanId) {
      const found = new Map<number, ScanFinding>()
      for (const { position, result } of results.all(scanId)) {
        const read = ScanFinding.safeParse(fromJson(result))
        if (read.success) found.set(position, read.data)
      }
      return found
    },
  }
}
