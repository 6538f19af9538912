/** The process that is killed: writes to both databases without end, brings history together, and says after each commit what is durable. Arguments: folder, seed. */
import { writeSync } from 'node:fs'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { StationInput } from '../../shared/model/station.ts'
import { RETENTION, samplesOf, TICKS_A_ROUND, timeOf } from '../support/crash-world.ts'

const [, , folder = '', seedText = '0'] = process.argv
const store = openOperations(folder)
if ('kind' in store) throw new Error(store.detail)
// By every other seed as in a large province, with samples in the tail between two transactions.
const { writer } = openHistory(folder, Number(seedText) % 2 === 1 ? { gatherMs: 25, busyReadings: 1 } : {})
if (writer.state !== 'ok') throw new Error(writer.detail ?? writer.state)
const by = { actor: { name: 'crash', role: 'admin' as const }, at: 1 }

// A small generator, so that a run can be repeated by its seed.
let seed = Number(seedText) * 2654435761 + 1
function random(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const inventory = store.inventory.all()
if (inventory.communes.length === 0) store.inventory.addCommune('Tuyên Quang', 'Nà Hang', '1', by)
// Straight to the descriptor: what was said must not wait in a buffer of the process that dies.
const say = (text: string): void => void writeSync(1, `${text}\n`)

for (let round = inventory.stations.length; ; round++) {
  const code = `S${round}`
  store.transaction(() => {
    const station = store.inventory.createStation(StationInput.parse({ code, name: code, communeId: 1 }), by)
    if ('refused' in station) throw new Error(JSON.stringify(station))
    store.ledger.change(station.id, 1000, { bucket: 'up', cause: null })
    store.ledger.change(station.id, 2000 + round, { bucket: 'unknown', cause: null })
  })
  say(code)
  for (let tick = round * TICKS_A_ROUND; tick < (round + 1) * TICKS_A_ROUND; tick++) {
    for (const { deviceId, at, value } of samplesOf(tick)) {
      const reading = { metric: 'dc.voltage' as const, instance: '', label: '', oid: '', raw: null, value, quality: 'good' as const }
      writer.append({ deviceId, stationId: 1, at, mono: at, outcome: 'ok', responseMs: 1, readings: [reading] })
    }
    writer.flush()
    say(String(tick))
    if (random() < 0.6) writer.compact(timeOf(tick), RETENTION, random() * 6)
    // Retention alone, and all room given back.
    if (random() < 0.05) writer.dropEarly(timeOf(tick), RETENTION, random() * 4)
  }
}
