/** Two devices for each way an agent can answer wrongly, late, twice, from elsewhere or not at all. */
import { shuffled } from '../random.ts'
import { FAULT_KINDS, type DeviceEvent, type FaultKind } from '../faults/kinds.ts'
import { MINUTE, type Scenario } from './scenario.ts'

const WAYS: readonly FaultKind[] = FAULT_KINDS.filter((kind) => kind !== 'silent')

export const agentMisbehaviour: Scenario = {
  id: 'agent-misbehaviour',
  vi: 'Thiết bị trả lời sai',
  en: 'Agents misbehave',
  minutes: 30,
  play: (province, at) => {
    const all = province.stations
      .filter((station) => station.level >= 1 || province.stations.length === 1)
      .flatMap((station) => station.devices)
    const chosen = shuffled(all, province.seed, 330)
    const devices: DeviceEvent[] = []
    for (let n = 0; n < WAYS.length * 2; n++) {
      const device = chosen[n]
      const mischief = WAYS[n % WAYS.length]
      if (device && mischief) devices.push({ device: device.key, mischief, from: at, to: at + 30 * MINUTE })
    }
    return { stations: [], devices }
  },
}
