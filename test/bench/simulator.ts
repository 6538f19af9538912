/** The simulator alone in a process of its own: what 7,500 devices take of memory, and what answering costs. */
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { makeProvince } from '../../main/simulator/province/province.ts'
import { mibOf } from '../../main/simulator/equipment/equipment.ts'
import { PDU } from '../../main/simulator/agent/pdu.ts'
import { request } from '../support/simulator-client.ts'
import { forkSimulator } from './_simulator.ts'
import { megabytes, printTable } from './_table.ts'

const DEVICES = Number(process.env.BENCH_DEVICES ?? 7500)
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 4)
const SEED = 7
const WINDOW = 64
const OBJECTS = 20

export async function run(): Promise<void> {
  const { stations, requests } = enough()
  const simulator = await forkSimulator({ seed: SEED, stations })
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const rows: (string | number)[][] = []
  const measure = async (what: string, datagrams: readonly Buffer[]): Promise<void> => {
    const before = await simulator.usage()
    const began = performance.now()
    const answered = await ask(socket, simulator.port, datagrams)
    const seconds = (performance.now() - began) / 1000
    const after = await simulator.usage()
    const cpu = ((after.cpuMs - before.cpuMs) / datagrams.length) * 1000
    rows.push([what, datagrams.length, answered, Math.round(answered / seconds), cpu.toFixed(0), megabytes(after.rss)])
  }
  const fresh = await simulator.usage()
  await measure(`GET, ${OBJECTS} objects`, requests)
  for (let round = 1; round < ROUNDS; round++) await measure(`again (${round})`, requests)
  await measure(
    'GETBULK, 20 repetitions',
    requests.map((_, n) => bulk(stations, n)),
  )
  const { rss } = await simulator.usage()
  process.stdout.write(
    `${requests.length} devices of ${stations} stations; RSS ${megabytes(fresh.rss)} at the start, ${megabytes(rss)} after all\n`,
  )
  printTable(['what', 'requests', 'answered', 'requests/s', 'CPU ms per 1,000', 'RSS'], rows)
  socket.close()
  await simulator.close()
}

let keys: string[] = []

/** As many stations as have so many devices, with a request for each: the first objects it has. */
function enough(): { stations: number; requests: Buffer[] } {
  for (let stations = Math.ceil(DEVICES / 3); ; stations += 50) {
    const province = makeProvince(SEED, Math.min(5000, stations))
    const devices = province.stations.flatMap((station) => station.devices.map((device) => ({ station, device })))
    if (devices.length < DEVICES && stations < 5000) continue
    keys = devices.map(({ device }) => device.key)
    const requests = devices.map(({ station, device }, n) => {
      const oids = mibOf(device, station).rows.slice(0, OBJECTS)
      return request(
        `demo@${device.key}`,
        oids.map((row) => row.oid),
        { id: n + 1 },
      )
    })
    return { stations: province.stations.length, requests }
  }
}

const bulk = (_stations: number, n: number): Buffer =>
  request(`demo@${keys[n] ?? ''}`, ['1.3.6.1'], { type: PDU.getBulk, second: 20, id: n + 1 })

/** Keeps a window of requests under way; a device that is silent gives its place up after a while. Answers how many were answered. */
function ask(socket: Socket, port: number, datagrams: readonly Buffer[]): Promise<number> {
  return new Promise((resolve) => {
    let next = 0
    let answered = 0
    let lost = 0
    let heard = performance.now()
    const send = (): void => {
      const datagram = datagrams[next++]
      if (datagram) socket.send(datagram, port, '127.0.0.1')
    }
    const done = (): void => {
      clearInterval(timer)
      socket.off('message', listen)
      resolve(answered)
    }
    const listen = (): void => {
      answered++
      heard = performance.now()
      if (answered + lost >= datagrams.length) done()
      else send()
    }
    const timer = setInterval(() => {
      if (performance.now() - heard < 100) return
      // All that is under way belongs to devices that do not answer.
      const dead = Math.min(next, datagrams.length) - answered - lost
      lost += dead
      if (next >= datagrams.length) return done()
      for (let n = 0; n < WINDOW; n++) send()
    }, 50)
    socket.on('message', listen)
    for (let n = 0; n < WINDOW; n++) send()
  })
}
