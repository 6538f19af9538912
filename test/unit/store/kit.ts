/** What the store's tests share: real files in folders of their own, and records to begin with. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { openOperations, type OperationsOptions } from '../../../main/store/operations.ts'
import type { By, Operations } from '../../../main/store/store.ts'
import type { Series } from '../../../shared/contract/history.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import type { BulkChange } from '../../../shared/model/bulk.ts'
import { DeviceInput, type Device } from '../../../shared/model/device.ts'
import type { MetricKey, Quality, Reading } from '../../../shared/model/metric.ts'
import type { DevicePoll } from '../../../shared/model/poll.ts'
import { StationInput, type Station } from '../../../shared/model/station.ts'

export const AT = Date.UTC(2026, 2, 1, 3)
export const by: By = { actor: { name: 'Hà', role: 'engineer' }, at: AT }

const cleanUps: (() => void)[] = []
afterEach(() => {
  for (const clean of cleanUps.splice(0).reverse()) clean()
})
export function afterwards(work: () => void): void {
  cleanUps.push(work)
}

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'branchwatch-store-'))
  afterwards(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The value, where a refusal would fail the test. */
export function made<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`refused: ${JSON.stringify(value)}`)
  return value
}

export function refusal(value: unknown): Refusal {
  if (!isRefusal(value)) throw new Error(`not refused: ${JSON.stringify(value)}`)
  return value
}

/** Key of the first refused field's sentence. */
export function issueOf(value: unknown): { path: string; key: string } | undefined {
  const issue = refusal(value).data.issues?.[0]
  return issue && { path: issue.path, key: issue.phrase.key }
}

export function openedIn(folder: string, options?: OperationsOptions): Operations {
  const opened = openOperations(folder, options)
  if ('kind' in opened) throw new Error(`not opened: ${JSON.stringify(opened)}`)
  afterwards(() => opened.close())
  return opened
}

export function stationInput(code: string, communeId: number, more: Partial<StationInput> = {}): StationInput {
  return { ...StationInput.parse({ code: 'XX', name: `Trạm ${code}`, communeId }), code, ...more }
}

/** A store with one commune and one credential. */
export function branch(folder = tempFolder(), options?: OperationsOptions) {
  const store = openedIn(folder, options)
  const commune = made(store.inventory.addCommune('Tuyên Quang', 'Nà Hang', '02248', by))
  const credential = made(store.credentials.add('chung', { version: '2c', community: 'bimat' }, by))
  return {
    folder,
    store,
    commune,
    credential,
    station: (code: string, more: Partial<StationInput> = {}): Station =>
      made(store.inventory.createStation(stationInput(code, commune.id, more), by)),
    device: (stationId: number, name: string): Device =>
      made(store.inventory.createDevice(deviceInput(stationId, credential.id, name), by)),
  }
}

export function deviceInput(stationId: number, credentialId: number, name: string): DeviceInput {
  return DeviceInput.parse({ stationId, credentialId, name, kind: 'power', host: '127.0.0.1' })
}

type BulkStation = BulkChange['stations'][number]
export function bulkStation(code: string, more: Partial<BulkStation> = {}): BulkStation {
  const { communeId: _c, hamletId: _h, parentIds: _p, ...fields } = stationInput(code, 1)
  return { ...fields, province: 'Tuyên Quang', commune: 'Nà Hang', hamlet: null, parentCodes: [], ...more }
}

type BulkDevice = BulkChange['devices'][number]
export function bulkDevice(stationCode: string, name: string, more: Partial<BulkDevice> = {}): BulkDevice {
  const { stationId: _s, credentialId: _c, ...fields } = deviceInput(1, 1, name)
  return { ...fields, stationCode, credential: 'chung', ...more }
}

export function reading(metric: MetricKey, value: number | null, quality: Quality = value === null ? 'unavailable' : 'good'): Reading {
  return { metric, instance: '', label: '', oid: '1.3', raw: null, value, quality }
}

export function poll(deviceId: number, at: number, readings: Reading[]): DevicePoll {
  return { deviceId, stationId: 1, at, mono: at, outcome: 'ok', responseMs: 5, readings }
}

/** A series with plain lists, null for no value: to compare and to print. */
export function plain(series: Series) {
  const list = (column: Float64Array) => Array.from(column, (value) => (Number.isNaN(value) ? null : value))
  const { at, min, max, mean, quality, ...rest } = series
  return { ...rest, at: [...at], min: list(min), max: list(max), mean: list(mean), quality: [...quality] }
}
