/** The process that is killed: writes to both databases without end, and says after each commit what is durable. Arguments: folder, seed. */
import { writeSync } from 'node:fs'
import { openHistory } from '../../main/store/history/writer.ts'
import { openOperations } from '../../main/store/operations.ts'
import { StationInput } from '../../shared/model/station.ts'

const [, , folder = '', seedText = '0'] = process.argv
const store = openOperations(folder)
if ('kind' in store) throw new Error(store.detail)
const { writer } = openHistory(folder)
const RETENTION = { rawDays: 35, fiveMinuteDays: 180, hourDays: 1100, dayDays: 3650 }
const by = { actor: { name: 'crash', role: 'admin' as const }, at: 1 }

// A small generator, so that a run can be repeated by its seed.
let seed = Number(seedText) * 2654435761 + 1
function random(): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
  return seed / 2 ** 32
}

const said = store.audit.page(null, 1).rows[0]?.id ?? 0
const communes = store.inventory.all().communes
if (communes.length === 0) store.inventory.addCommune('Tuyên Quang', 'Nà Hang', '1', by)
const hour = Math.floor(said / 10)
for (let i = said; ; i++) {
  const code = `S${i}`
  store.transaction(() => {
    const station = store.inventory.createStation(StationInput.parse({ code, name: code, communeId: 1 }), by)
    if ('refused' in station) throw new Error(JSON.stringify(station))
    store.ledger.change(station.id, 1000, { bucket: 'up', cause: null })
    store.ledger.change(station.id, 2000 + i, { bucket: 'unknown', cause: null })
  })
  for (let device = 1; device <= 20; device++) {
    const at = (hour + 500_000) * 3_600_000 + i * 1000
    const value = Math.round(random() * 100)
    writer.append({
      deviceId: device,
      stationId: 1,
      at,
      mono: at,
      outcome: 'ok',
      responseMs: 1,
      readings: [{ metric: 'dc.voltage', instance: '', label: '', oid: '', raw: null, value, quality: 'good' }],
    })
  }
  writer.flush()
  if (random() < 0.3) writer.compact((hour + 500_002) * 3_600_000, RETENTION, 1)
  // Straight to the descriptor: what was said must not wait in a buffer of the process that dies.
  writeSync(1, `${code}\n`)
}
