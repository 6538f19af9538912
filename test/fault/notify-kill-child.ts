/**
 * The process that is killed: engine, outbox and sending core in a made-up storm, on time that goes faster. Arguments: folder, seed, the wall time it starts at.
 * It reads `ack` and `calm` line by line, and says each acknowledgement only when it has been answered.
 */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { createEngine } from '../../main/engine/create.ts'
import { notifyDesk } from '../../main/app/notify-desk.ts'
import { send } from '../../main/notify/channels.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import type { Operations } from '../../main/store/store.ts'
import { isRefusal } from '../../shared/model/refusal.ts'
import type { Reading } from '../../shared/model/metric.ts'
import { MemoryHistory } from '../support/scenario.ts'
import { weather } from '../support/kill-storm.ts'
import { seeded } from '../support/pages.ts'

const [, , folder = '', seedText = '1', startText = '0'] = process.argv
function opened(): Operations {
  const store = openOperations(folder)
  if (isOpenProblem(store)) throw new Error(store.detail)
  return store
}
const store = opened()
const random = seeded(Number(seedText))
/** Polls come every so many seconds; a second passes in so many ms. */
const SLOTS = 10
const REAL_MS = 3
let at = Number(startText)
let mono = 1_000_000
const engine = createEngine({
  operations: store,
  history: new MemoryHistory(),
  clock: { now: () => at, mono: () => mono },
  chance: random,
})
const desk = notifyDesk(store, engine)
const { devices, stations } = store.inventory.all()
const codes = new Map(stations.map(({ id, code }) => [id, code]))
let calm = false
let asked = 0
let quiet = 0
let flying = 0
const never = new AbortController().signal

function poll(deviceId: number, stationId: number): void {
  const { silent, mains } = calm ? { silent: false, mains: true } : weather(codes.get(stationId) ?? '', at)
  const value = mains ? 1 : 0
  const reading: Reading = { metric: 'mains.state', instance: '', label: '', oid: '1.3', raw: String(value), value, quality: 'good' }
  const answer = silent
    ? { outcome: 'timeout' as const, responseMs: null, readings: [] }
    : { outcome: 'ok' as const, responseMs: 5, readings: [reading] }
  engine.onPoll({ deviceId, stationId, at, mono, ...answer })
}

function acknowledge(): void {
  const open = engine.incidents.list().filter((one) => one.endedAt === null && one.acknowledgedAt === null)
  const one = open[Math.floor(random() * open.length)]
  if (!one) return
  const done = engine.incidents.acknowledge(one.id, one.version, '', { actor: { name: 'Lan', role: 'technician' }, at })
  if (!isRefusal(done)) writeSync(1, `ack ${done.id}\n`)
}

function second(): void {
  at += 1000
  mono += 1000
  const slot = Math.round(mono / 1000) % SLOTS
  for (const [i, { id, stationId }] of devices.entries()) if (i % SLOTS === slot) poll(id, stationId)
  for (; asked > 0; asked--) acknowledge()
  engine.tick()
  engine.takeChanges()
  for (const { job, config, secret } of desk.deliveries()) {
    flying += 1
    void send({ job, config, secret, at, signal: never }).then((outcome) => {
      flying -= 1
      engine.outbox.done({ ...outcome, key: job.key })
    })
  }
  if (calm) rest()
}

function rest(): void {
  const { waiting, held } = engine.outbox.state()
  const isOver = waiting === 0 && held === 0 && engine.incidents.list().every((one) => one.endedAt !== null)
  quiet = isOver ? quiet + 1 : 0
  if (quiet < 20) return
  writeSync(1, `done ${at}\n`)
  engine.stop()
  store.close()
  process.exit(0)
}

createInterface({ input: process.stdin }).on('line', (line) => {
  if (line === 'calm') calm = true
  else asked += 1
})
writeSync(1, 'ready\n')
setInterval(() => {
  second()
  // Nothing is on its way: time may run.
  if (calm) for (let i = 0; i < 30 && flying === 0; i++) second()
  writeSync(1, `at ${at}\n`)
}, REAL_MS)
