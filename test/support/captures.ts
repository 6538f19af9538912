/** Walks of real equipment in ../shared/captures: served as devices, and every row of expected.csv held against what a probe read. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'csv-parse/sync'
import { z } from 'zod'
import { metric, type Reading } from '../../shared/model/metric.ts'
import { readReplayFiles, startReplay } from '../../main/simulator/replay/replay.ts'
import { hasProgram, startSnmpsim } from '../integration/snmp-tools.ts'
import { ROOT } from './branchwatch.ts'

const FOLDER = resolve(ROOT, '../shared/captures')

export const capturesPresent = (): boolean => existsSync(join(FOLDER, 'expected.csv'))

const Row = z.object({
  capture: z.string().min(1),
  metric: z.string(),
  oid: z.string(),
  /** ASN.1 tag and value, as they stand in the walk. */
  raw: z.string(),
  expected: z.string(),
  unit: z.string(),
})
export type ExpectedRow = z.infer<typeof Row>

export function expectedRows(): ExpectedRow[] {
  return z.array(Row).parse(parse(readFileSync(join(FOLDER, 'expected.csv')), { columns: true }))
}

export type Served = { readonly by: 'snmpsim' | 'own replay'; readonly port: number; stop(): Promise<void> }

/** Each capture is a device whose community is the file's name. */
export async function serveCaptures(by?: Served['by']): Promise<Served> {
  if (by !== 'own replay' && hasProgram('snmpsimd')) return { by: 'snmpsim', ...(await startSnmpsim(FOLDER, 'huawei-smu')) }
  const replay = await startReplay({ files: readReplayFiles(FOLDER) })
  return { by: 'own replay', port: replay.port, stop: () => replay.close() }
}

/** The profile that each capture is to be recognised as. */
export const FAMILY: Readonly<Record<string, string>> = {
  'huawei-smu_11b': 'huawei-smu',
  'huawei-smu': 'huawei-smu',
  enexus_enexus: 'eltek-sp2',
  enexus_smartpacks2: 'eltek-sp2',
  ees: 'vertiv-ees',
  'eaton-sc200': 'eaton-sc200',
  'ericsson-tn_tn': 'ericsson-mini-link-tn',
  'huawei-optixrtn_optixrtn905': 'huawei-rtn',
  wavence: 'nokia-wavence',
  'sm-os': 'siae-alfoplus',
  ceraos: 'ceragon-ip20',
  'hwg-poseidon': 'hwg-poseidon',
  siteboss571_siteboss571: 'asentria-siteboss',
  'generex-ups_cs141': 'ups-rfc1628',
  apc_sua750i: 'apc-ups',
  iosxe_asr920: 'generic',
  timos_7705: 'nokia-7705',
  deltaorion_deltaorion: 'delta-orion',
  'ericsson-ml': 'ericsson-mini-link-6352',
  'tait-infra93_tb9300': 'tait-tb9300',
}

/** What a state is called where it was published → in the catalogue, best first. */
const STATES: Readonly<Record<string, readonly string[]>> = {
  floatCharge: ['float'],
  floatCharging: ['float'],
  working: ['running'],
  deactivated: ['normal'],
  txOff: ['down'],
  txStandby: ['standby'],
  onLine: ['normal'],
  'alarm minor': ['open', 'alarm'],
  ok: ['normal'],
  normal: ['normal', 'closed'],
  off: ['closed', 'normal'],
  on: ['open', 'alarm'],
  cleared: ['normal'],
  active: ['alarm'],
  '64QAM': ['QAM64'],
}

/** The unit of expected.csv in the catalogue's: its name there, and how many of it make one of ours. */
const UNITS: Readonly<Record<string, readonly [unit: string, factor: number]>> = { C: ['°C', 1], '%RH': ['%', 1], kW: ['W', 1000] }

export type Compared = { readonly row: ExpectedRow; readonly read: string; readonly right: boolean; readonly why: string }
export type Read = Pick<Reading, 'metric' | 'oid' | 'raw' | 'value' | 'quality'> & { readonly unit: string }

/** Holds one row against the readings of its capture. */
export function compare(row: ExpectedRow, readings: readonly Read[]): Compared {
  const reading = readings.find(({ oid }) => oid === row.oid)
  if (!reading) return { row, read: '—', right: false, why: 'not read' }
  const state = metric(reading.metric).states?.[reading.value ?? -1]
  const read = `${reading.value === null ? reading.quality : (state ?? `${reading.value} ${reading.unit}`.trim())} (${reading.metric})`
  const why = difference(row, reading, state)
  return { row, read, right: why === '', why }
}

function difference(row: ExpectedRow, { metric: key, raw, value, quality, unit }: Read, state: string | undefined): string {
  const sent = row.raw.slice(row.raw.indexOf('|') + 1)
  if (raw !== sent) return `raw value ${raw} instead of ${sent}`
  if (row.expected.startsWith('n/a')) return value === null && quality === 'unavailable' ? '' : 'not told as unavailable'
  if (value === null || quality !== 'good') return `quality ${quality}`
  if (row.unit === 'octets')
    return unit === 'bit/s' && Number(row.expected) === Number(raw) && value >= 0 ? '' : `no rate of octets in ${key}`
  if (metric(key).states) return (STATES[row.expected] ?? [row.expected]).includes(state ?? '') ? '' : 'another state'
  const [ours, factor] = UNITS[row.unit] ?? [row.unit, 1]
  if (unit !== ours) return `unit ${unit} instead of ${ours}`
  return Math.abs(value - Number(row.expected) * factor) < 1e-9 * Math.max(1, Math.abs(value)) ? '' : 'another value'
}
