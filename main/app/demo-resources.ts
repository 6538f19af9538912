/** Gensets and batteries of the demo branch, standing in its first communes: enough to play a storm with. */
import { ResourceInput } from '../../shared/model/storm.ts'
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import type { By, Operations } from '../store/store.ts'

/** One for so many stations, within reason. */
const STATIONS_EACH = 25
const [FEWEST, MOST] = [4, 60]
const HOMES = 12
const SIZES = [
  { kva: 5, litresPerHour: 1.8, tankLitres: 15 },
  { kva: 10, litresPerHour: 3, tankLitres: 25 },
  { kva: 20, litresPerHour: 4.5, tankLitres: 40 },
]

export function seedResources(operations: Operations, stations: number, by: By): Refusal | null {
  const { communes } = operations.inventory.all()
  const count = Math.min(MOST, Math.max(FEWEST, Math.round(stations / STATIONS_EACH)))
  for (let i = 0; i < count; i++) {
    const number = String(i + 1).padStart(2, '0')
    const isBattery = i % 4 === 3
    const home = communes[i % Math.min(HOMES, communes.length)]
    const input = ResourceInput.parse({
      kind: isBattery ? 'battery' : 'genset',
      name: `${isBattery ? 'AQ' : 'MPĐ'}-${number}`,
      homeCommuneId: home?.id ?? null,
      ...(isBattery ? { ah: 200 } : SIZES[i % SIZES.length]),
      state: i % 11 === 10 ? 'repair' : 'ready',
    })
    const saved = operations.storm.saveResource(null, 0, input, by)
    if (isRefusal(saved)) return saved
  }
  return null
}
