/** Walks of real equipment, replayed: each shipped profile reads what a correct reading of them is. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { metric, type Reading } from '../../shared/model/metric.ts'
import { probeOnce } from '../../main/poll/probe.ts'
import { hasProgram, startSnmpsim, type Running } from './snmp-tools.ts'

const folder = fileURLToPath(new URL('../../../shared/captures', import.meta.url))
const present = existsSync(`${folder}/expected.csv`) && hasProgram('snmpsimd')
if (!present)
  process.stderr.write('SKIPPED: captures (../shared) or snmpsimd are absent; the profiles are not compared with real equipment here\n')

type Expected = { capture: string; metric: string; oid: string; expected: string; unit: string }
const expectations: Expected[] = present ? parse(readFileSync(`${folder}/expected.csv`), { columns: true }) : []

const PROFILE: Record<string, string> = {
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
/** What a state is called where it was published ↔ in the catalogue. */
const SAME: Record<string, string[]> = {
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
}
const FACTOR: Record<string, number> = { kW: 1000 }

const NOTHING_TO_COMPARE = ['sm-os']

function agrees(wanted: Expected, { metric: key, value, quality }: Reading): boolean {
  if (wanted.expected.startsWith('n/a')) return value === null && quality === 'unavailable'
  const { states } = metric(key)
  if (states) return [...(SAME[wanted.expected] ?? []), wanted.expected].includes(states[value ?? -1] ?? '')
  // Traffic is published as a count and read as a rate.
  if (key.startsWith('interface.')) return true
  return value !== null && Math.abs(value - Number(wanted.expected) * (FACTOR[wanted.unit] ?? 1)) < 1e-6
}

describe.skipIf(!present)('captures of real equipment', () => {
  let snmpsim: Running
  beforeAll(async () => {
    snmpsim = await startSnmpsim(folder, 'huawei-smu')
  })
  afterAll(async () => {
    await snmpsim?.stop()
  })

  test.each(Object.entries(PROFILE))('%s is read by %s', async (capture, profile) => {
    const result = await probeOnce({
      host: '127.0.0.1',
      port: snmpsim.port,
      secret: { version: '2c', community: capture },
      context: '',
      profile: 'auto',
      timeoutMs: 4000,
      retries: 2,
    })
    expect([result.outcome, result.device.profile]).toEqual(['ok', profile])
    const read = result.readings.filter((r) => r.quality === 'good' || r.quality === 'suspect')
    expect(read.length).toBeGreaterThan(1)
    const compared = expectations
      .filter((e) => e.capture === capture)
      .flatMap((wanted) => result.readings.filter((r) => r.oid === wanted.oid).map((reading) => ({ wanted, reading })))
    // Not every object that was published is a metric of the catalogue.
    expect(compared.length > 0 || NOTHING_TO_COMPARE.includes(capture)).toBe(true)
    expect(compared.filter(({ wanted, reading }) => !agrees(wanted, reading))).toEqual([])
  })
})
