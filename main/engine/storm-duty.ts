/** One genset or set of batteries on duty at a station, as the engine follows it. */
import type { Assignment, DispatchEntry, Resource } from '../../shared/model/storm.ts'
import { isStale } from '../domain/metric/freshness.ts'
import { duty, fuelAt, isDry, isDuty, type Duty } from '../domain/storm/dispatch.ts'
import { isReleasable, type MainsBack } from '../domain/storm/release.ts'
import type { Moment } from '../domain/alarm/track.ts'
import type { StoredAssignment } from '../store/store.ts'
import type { StationState } from './state.ts'

export type OnDuty = {
  stored: StoredAssignment
  resource: Resource
  lines: DispatchEntry[]
  /** Since when mains has been there again. */
  mains: MainsBack | null
  /** Its alarm stands. */
  dry: boolean
}

/** A log without a line that stands was taken back as a whole: it ended where it began. */
export function dutyOf({ dispatchedAt }: Pick<StoredAssignment, 'dispatchedAt'>, lines: readonly DispatchEntry[]): Duty {
  const result = duty(lines)
  return isDuty(result) ? result : { phase: 'ended', dispatchedAt, arrivedAt: null, startedAt: null, endedAt: dispatchedAt }
}

/** As screens see it. */
export function assignmentOf({ stored, resource, lines, mains }: Omit<OnDuty, 'dry'>, now: Moment): Assignment {
  const { phase, dispatchedAt, arrivedAt, startedAt, endedAt } = dutyOf(stored, lines)
  const fuel = resource.kind === 'genset' && startedAt !== null && endedAt === null ? fuelAt(lines, resource, now.at) : null
  return {
    id: stored.id,
    resourceId: stored.resourceId,
    stationId: stored.stationId,
    phase: isDry(phase, fuel, now.at) ? 'outOfFuel' : phase,
    dispatchedAt,
    travelMinutes: stored.travelMinutes,
    arrivedAt,
    startedAt,
    endedAt,
    fuel,
    mainsSince: mains?.at ?? null,
    releasable: endedAt === null && isReleasable(mains, startedAt, now.mono),
    version: stored.version,
  }
}

const LEAST_VOLTS = 170

/** True or false as the latest good values say; null where nobody says anything recent. */
export function mainsOf(station: StationState, now: number): boolean | null {
  let said: boolean | null = null
  for (const device of station.devices) {
    if (isStale(device.readingsAt, now, device.intervalMs)) continue
    for (const { metric, value, quality } of device.readings) {
      if (quality !== 'good' || value === null) continue
      if (metric === 'mains.state') said = (said ?? true) && value !== 0
      else if (metric === 'mains.voltage') said = (said ?? true) && value >= LEAST_VOLTS
    }
  }
  return said
}
