/** The filters of the trap log, as they stand in the address. */
import type { Params } from '../../app/location.ts'
import { SnmpVersion } from '../../../shared/model/device.ts'
import { TRAP_VERDICTS } from '../../../shared/model/trap.ts'
import type { TrapQuestion } from './data.ts'

const whole = (text: string | null): number | null => (text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null)

/** Anything unknown in the address counts as not given. */
export function readQuestion(params: Pick<Params, 'get' | 'list'>): TrapQuestion {
  const asked = new Set(params.list('verdict'))
  return {
    text: (params.get('q') ?? '').slice(0, 200),
    verdicts: TRAP_VERDICTS.filter((verdict) => asked.has(verdict)),
    versions: SnmpVersion.options.filter((version) => version === params.get('version')),
    stationId: whole(params.get('station')),
    deviceId: whole(params.get('device')),
  }
}

export function isFiltered({ text, verdicts, versions, stationId, deviceId }: TrapQuestion): boolean {
  return text !== '' || verdicts.length > 0 || versions.length > 0 || stationId !== null || deviceId !== null
}

export const NO_FILTER = { q: null, verdict: null, version: null, station: null, device: null } as const
