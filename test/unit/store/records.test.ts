/** Credentials, alarms, inspections, settings, tokens and the audit trail on a real file. */
import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import type { Finding, Inspection } from '../../../shared/model/inspection.ts'
import type { StoredAlarm } from '../../../main/store/store.ts'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import { AlarmRule } from '../../../shared/model/alarm.ts'
import { Settings } from '../../../shared/model/settings.ts'
import { alarmRow } from '../../support/alarm.ts'
import { AT, branch, by, made, openedIn, refusal, tempFolder } from './kit.ts'
import type BetterSqlite from 'better-sqlite3'

const Sqlite = createRequire(import.meta.url)('better-sqlite3') as typeof BetterSqlite

describe('credentials', () => {
  it('come back only through the poller’s door, and lie sealed on disk', () => {
    const { store, folder, credential } = branch()
    expect(store.credentials.list()).toEqual([{ id: credential.id, name: 'chung', version: '2c', devices: 0 }])
    expect(store.credentials.secret(credential.id)).toEqual({ version: '2c', community: 'bimat' })
    store.close()
    expect(readFileSync(join(folder, 'operations.db')).includes('bimat')).toBe(false)
    expect(statSync(join(folder, 'secrets.key')).mode & 0o777).toBe(0o600)
    expect(openedIn(folder).credentials.secret(credential.id)).toEqual({ version: '2c', community: 'bimat' })
  })

  it('are replaced and removed, but not while devices use them', () => {
    const { store, station, device, credential } = branch()
    device(station('A').id, 'P')
    const v3 = { version: '3', user: 'noc', auth: { protocol: 'sha256', key: 'matkhau-dai' } } as const
    expect(made(store.credentials.replace(credential.id, 'v3', v3, by))).toEqual({
      id: credential.id,
      name: 'v3',
      version: '3',
      devices: 1,
    })
    expect(store.credentials.secret(credential.id)).toEqual(v3)
    const used = refusal(store.credentials.remove(credential.id, by))
    expect([used.refused, used.data.phrase]).toEqual(['CONFLICT', { key: 'error.credentialInUse', params: { count: 1 } }])
    const other = made(store.credentials.add('tạm', { version: '1', community: 'x' }, by))
    expect(refusal(store.credentials.add('tạm', { version: '1', community: 'x' }, by)).refused).toBe('INVALID')
    expect(refusal(store.credentials.replace(other.id, 'v3', v3, by)).refused).toBe('INVALID')
    expect(store.credentials.remove(other.id, by)).toBeNull()
    expect(refusal(store.credentials.remove(other.id, by)).refused).toBe('NOT_FOUND')
    expect(JSON.stringify(store.audit.page(null, 100).rows)).not.toMatch(/bimat|matkhau/)
  })

  it('are sealed with the key that is handed in, and answer null without it', () => {
    const folder = tempFolder()
    const key = randomBytes(32)
    const { store, credential } = branch(folder, { key })
    store.close()
    const again = openedIn(folder, { key })
    expect(again.credentials.secret(credential.id)).not.toBeNull()
    again.close()
    const stranger = openedIn(folder, { key: randomBytes(32) })
    expect(stranger.credentials.secret(credential.id)).toBeNull()
    expect(stranger.credentials.list()).toHaveLength(1)
  })

  it('answer null when their record was exchanged for another on disk', () => {
    const { store, folder, credential } = branch()
    const other = made(store.credentials.add('khác', { version: '1', community: 'y' }, by))
    store.close()
    const db = new Sqlite(join(folder, 'operations.db'))
    db.prepare('UPDATE credentials SET secret = (SELECT secret FROM credentials WHERE id = ?) WHERE id = ?').run(credential.id, other.id)
    db.close()
    const again = openedIn(folder)
    expect(again.credentials.secret(other.id)).toBeNull()
    expect(again.credentials.secret(credential.id)).not.toBeNull()
  })

  it('survive a lost key file as names that must be entered anew', () => {
    const { store, folder, credential } = branch()
    store.close()
    rmSync(join(folder, 'secrets.key'))
    const again = openedIn(folder)
    expect(again.credentials.secret(credential.id)).toBeNull()
    made(again.credentials.replace(credential.id, 'chung', { version: '2c', community: 'moi' }, by))
    expect(again.credentials.secret(credential.id)).toEqual({ version: '2c', community: 'moi' })
  })
})

const alarm = (stationId: number, more: Partial<StoredAlarm> = {}): Omit<StoredAlarm, 'id'> => {
  const { id: _, ...row } = alarmRow(0, { stationId, metric: 'mains.state', value: 0, raisedAt: AT })
  return { key: 'k1', ...row, ...more }
}

describe('alarms', () => {
  it('stay active until they are cleared and acknowledged, through a restart', () => {
    const { store, station, folder } = branch()
    const stationId = station('A').id
    const id = store.alarms.insert(alarm(stationId, { suppressed: true }))
    store.alarms.update({ ...alarm(stationId), id, clearedAt: AT + 5, version: 2 })
    store.close()
    const again = openedIn(folder)
    expect(again.alarms.active()).toEqual([{ ...alarm(stationId), id, clearedAt: AT + 5, version: 2 }])
    again.alarms.update({ ...alarm(stationId), id, clearedAt: AT + 5, acknowledgedAt: AT + 9, acknowledgedBy: 'Hà', version: 3 })
    expect(again.alarms.active()).toEqual([])
    expect(again.alarms.get(id)?.acknowledgedBy).toBe('Hà')
    expect(again.alarms.get(99)).toBeNull()
  })

  it('keep running holds', () => {
    const { store } = branch()
    const hold = { key: 'a', kind: 'raise', polls: 2, since: AT, elapsedMs: 61_000 } as const
    store.alarms.savePending([hold, { ...hold, key: 'b' }], [])
    store.alarms.savePending([{ ...hold, polls: 3 }], ['b', 'not there'])
    expect(store.alarms.pending()).toEqual([{ ...hold, polls: 3 }])
  })

  it('keep changed rules with a row for each change', () => {
    const { store } = branch()
    const shipped = AlarmRule.parse({
      id: 'room-hot',
      condition: { kind: 'threshold', metric: 'environment.temperature', direction: 'above', raise: 40, clear: 37 },
      severity: 'major',
      type: 'environmental',
      probableCause: 123,
      raiseHold: {},
      clearHold: {},
      enabled: true,
    })
    const changed = { ...shipped, severity: 'critical' as const }
    store.alarms.saveRule(changed, shipped, by)
    expect(store.alarms.ruleOverrides()).toEqual([changed])
    expect(store.audit.page(null, 1).rows[0]).toMatchObject({
      action: 'rule.update',
      before: { severity: 'major' },
      after: { severity: 'critical' },
    })
    store.alarms.resetRule('room-hot', by)
    store.alarms.resetRule('room-hot', by)
    expect(store.alarms.ruleOverrides()).toEqual([])
    expect(store.audit.page(null, 2).rows.map((row) => row.action)).toEqual(['rule.reset', 'rule.update'])
  })

  it('have a trail of what was done to them', () => {
    const { store } = branch()
    store.audit.add({ action: 'alarm.comment', subject: 'alarm:7', comment: 'đã gọi điện lực' }, by)
    store.audit.add({ action: 'alarm.comment', subject: 'alarm:70', comment: 'khác' }, by)
    store.audit.add({ action: 'alarm.acknowledge', subject: 'alarm:7', after: { acknowledgedBy: 'Hà' } }, by)
    expect(store.alarms.trail(7).map((row) => [row.action, row.comment, row.actor, row.at])).toEqual([
      ['alarm.comment', 'đã gọi điện lực', 'Hà', AT],
      ['alarm.acknowledge', null, 'Hà', AT],
    ])
  })
})

describe('the audit trail', () => {
  it('refuses to change or lose a row', () => {
    const { store, folder } = branch()
    store.close()
    const db = new Sqlite(join(folder, 'operations.db'))
    expect(() => db.exec("UPDATE audit SET actor = 'x'")).toThrow('never changed')
    expect(() => db.exec('DELETE FROM audit')).toThrow('never deleted')
    db.close()
  })

  it('pages from the newest on', () => {
    const { store } = branch()
    for (let i = 0; i < 5; i++) store.audit.add({ action: 'x', subject: `s:${i}` }, by)
    const first = store.audit.page(null, 3)
    expect([first.rows.map((row) => row.subject), first.more]).toEqual([['s:4', 's:3', 's:2'], true])
    const rest = store.audit.page(first.rows[2]!.id, 100)
    expect([rest.rows.slice(0, 2).map((row) => row.subject), rest.more]).toEqual([['s:1', 's:0'], false])
  })

  it('is taken back with the transaction it belongs to', () => {
    const { store } = branch()
    const rows = store.audit.page(null, 100).rows.length
    expect(() =>
      store.transaction(() => {
        store.inventory.addProvince('Lào Cai', by)
        throw new Error('stop')
      }),
    ).toThrow('stop')
    expect(store.audit.page(null, 100).rows).toHaveLength(rows)
    expect(store.inventory.all().provinces).toHaveLength(1)
  })
})

const round = (stationId: number): Omit<Inspection, 'id'> => ({
  stationId,
  checklistId: 'default',
  checklistVersion: 1,
  state: 'draft',
  startedAt: AT,
  finishedAt: null,
  by: 'Hà',
  reason: 'monthly',
  answers: [
    { itemId: 'shell', result: 'pass', value: null, day: null, note: '', live: null },
    { itemId: 'phase-1', result: 'fail', value: 251.5, day: null, note: 'cao', live: { value: 250, quality: 'good', at: AT } },
    { itemId: 'roof', result: null, value: null, day: null, note: '', live: null },
  ],
  version: 1,
})

describe('inspections', () => {
  it('are drafts that are saved at each change, then finished', () => {
    const { store, station } = branch()
    const stationId = station('A').id
    const draft = store.inspections.insert(round(stationId), by)
    expect(store.inspections.draftOf(stationId)).toEqual(draft)
    expect(store.inspections.drafts()).toEqual([{ stationId, id: draft.id }])
    expect(store.inspections.lastFinished().size).toBe(0)
    const saved = made(store.inspections.update({ ...draft, state: 'finished', finishedAt: AT + 9 }, 1, 'inspection.finish', by))
    expect(saved.version).toBe(2)
    expect(refusal(store.inspections.update(draft, 1, 'inspection.save', by)).data.current).toEqual(saved)
    expect(store.inspections.list(null, 10)[0]).toMatchObject({ id: draft.id, passed: 1, failed: 1, total: 3, state: 'finished' })
    expect(store.inspections.list(stationId + 1, 10)).toEqual([])
    expect(store.inspections.lastFinished().get(stationId)).toBe(AT + 9)
    expect(store.inspections.draftOf(stationId)).toBeNull()
  })

  it('allow one draft at a station', () => {
    const { store, station } = branch()
    const stationId = station('A').id
    store.inspections.insert(round(stationId), by)
    expect(() => store.inspections.insert(round(stationId), by)).toThrow('UNIQUE')
  })

  it('leave findings, which close with a version and a row', () => {
    const { store, station } = branch()
    const stationId = station('A').id
    const { id: inspectionId } = store.inspections.insert(round(stationId), by)
    const finding: Omit<Finding, 'id'> = {
      stationId,
      inspectionId,
      itemId: 'phase-1',
      checklistId: 'default',
      checklistVersion: 1,
      severity: 'major',
      note: 'cao',
      openedAt: AT,
      dueOn: '2026-03-10',
      state: 'open',
      closedAt: null,
      closedBy: null,
      recheckNote: null,
      version: 1,
    }
    const open = store.inspections.insertFinding(finding, by)
    const closed = { ...open, state: 'closed' as const, closedAt: AT + 5, closedBy: 'Hà', recheckNote: 'đã sửa' }
    expect(made(store.inspections.updateFinding(closed, 1, by))).toEqual({ ...closed, version: 2 })
    expect(refusal(store.inspections.updateFinding(closed, 1, by)).refused).toBe('CONFLICT')
    expect(store.inspections.getFinding(open.id)?.state).toBe('closed')
    expect(store.inspections.findings({ stationId, state: 'open' })).toEqual([])
    expect(store.inspections.findings({ stationId: null, inspectionId, state: 'all' })).toHaveLength(1)
    expect(store.audit.page(null, 1).rows[0]).toMatchObject({ action: 'finding.close', before: { state: 'open' } })
  })
})

describe('settings and tokens', () => {
  it('start from defaults and keep what was changed', () => {
    const { store, folder } = branch()
    expect(store.settings.get()).toMatchObject({ intervalSeconds: 60, timeoutMs: 2000, retries: 1, retentionDays: 35, inspectionDays: 90 })
    store.settings.update({ ...store.settings.get(), intervalSeconds: 30, branchName: 'Chi nhánh Nà Hang' }, by)
    expect(store.audit.page(null, 1).rows[0]).toMatchObject({ before: { intervalSeconds: 60 }, after: { intervalSeconds: 30 } })
    store.close()
    expect(openedIn(folder).settings.get()).toMatchObject({ intervalSeconds: 30, branchName: 'Chi nhánh Nà Hang', retries: 1 })
  })

  it('keep coarser history no shorter than finer, also where only raw samples were chosen', () => {
    const { store } = branch()
    store.settings.update({ ...store.settings.get(), retentionDays: 3000, retention5mDays: 3000, retention1hDays: 3000 }, by)
    expect(store.settings.get()).toMatchObject({ retentionDays: 3000, retention5mDays: 3000, retention1hDays: 3000, retention1dDays: 3650 })
    const { store: older, folder } = branch()
    older.close()
    // As an earlier version left it, which knew one class alone.
    const db = new Sqlite(join(folder, 'operations.db'))
    db.exec("INSERT INTO settings (name, value) VALUES ('retentionDays', '1500'), ('intervalSeconds', '30')")
    db.close()
    expect(openedIn(folder).settings.get()).toMatchObject({
      intervalSeconds: 30,
      retentionDays: 1500,
      retention5mDays: 1500,
      retention1hDays: 1500,
      retention1dDays: 3650,
      uplinkProbes: [],
    })
  })

  it('name the class that is kept shorter than a finer one', () => {
    const { store } = branch()
    const read = Settings.safeParse({ ...store.settings.get(), retention1hDays: 100 })
    expect(read.success ? [] : fieldIssues(read.error.issues, {})).toEqual([
      { path: 'retention1hDays', phrase: { key: 'error.field.named.retentionOrder', params: { min: 180 } } },
    ])
  })

  it('find a token by its hash until it is revoked', () => {
    const { store } = branch()
    const token = store.tokens.add('kịch bản', 'viewer', 'abc', by)
    expect(store.tokens.find('abc', AT + 10)).toEqual({ ...token, lastUsedAt: AT + 10 })
    expect(store.tokens.find('abcd', AT)).toBeNull()
    expect(store.tokens.list()).toEqual([{ ...token, lastUsedAt: AT + 10 }])
    expect(store.tokens.revoke(token.id, by)).toBeNull()
    expect(store.tokens.find('abc', AT)).toBeNull()
    expect(refusal(store.tokens.revoke(token.id, by)).refused).toBe('NOT_FOUND')
  })
})
