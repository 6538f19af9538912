/** The power part of the engine: minutes of battery, discharges and learned banks of all stations. */
import type { Bank, StationPower } from '../../shared/model/power.ts'
import type { By } from '../store/store.ts'
import type { Refusal } from '../../shared/model/refusal.ts'

/** What the app asks of power. */
export type Power = {
  /** Null where there is no such station. */
  of(stationId: number): StationPower | null
  /** All that run on battery, first to go dark first; those of which it cannot be told come last. */
  onBattery(): StationPower[]
  /** Forgets what was learned of a bank; durable, with its audit row. */
  forget(stationId: number, comment: string, by: By): Bank | Refusal
}
