/** Plays recorded walks: files of a folder, each a device of its own on one UDP port. */
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { MOST_OCTETS } from '../../../shared/format/recording.ts'
import type { AgentStats } from '../agent/agent.ts'
import type { User } from '../agent/usm.ts'
import type { DeviceEvent } from '../faults/kinds.ts'
import { serveFleet } from '../serve.ts'
import { DEMO_USERS } from '../users.ts'
import { ReplayFleet } from './fleet.ts'
import { readRecording, type Recording } from './recording.ts'

/** The endings of files that a folder is searched for; a file that is named itself may have any. */
export const ENDINGS: ReadonlySet<string> = new Set(['.snmprec', '.snmpwalk', '.walk', '.txt', '.rec'])
const MOST_FILES = 5000

export type ReplayFile = { readonly file: string; readonly name: string; readonly recording: Recording; readonly tooLarge: boolean }

export type Replay = {
  readonly port: number
  readonly host: string
  readonly names: readonly string[]
  time(): number
  add(events: readonly DeviceEvent[]): void
  stats(): AgentStats
  close(): Promise<void>
}

export type ReplayServing = {
  readonly files: readonly Pick<ReplayFile, 'name' | 'recording'>[]
  /** 0 takes any free port. */
  readonly port?: number
  readonly host?: string
  readonly community?: string
  readonly alive?: boolean
  readonly users?: readonly User[]
  readonly seed?: number
  readonly dead?: number
  readonly loss?: number
  /** Wall clock in epoch ms. */
  readonly now?: () => number
}

/** Reads a file, or every file of a folder that may be one. Throws what the system says where the place cannot be read. */
export function readReplayFiles(place: string): ReplayFile[] {
  const files = statSync(place).isDirectory()
    ? readdirSync(place, { withFileTypes: true })
        .filter((entry) => entry.isFile() && ENDINGS.has(extname(entry.name).toLowerCase()))
        .map((entry) => join(place, entry.name))
        .sort()
        .slice(0, MOST_FILES)
    : [place]
  const names = new Set<string>()
  return files.map((file) => {
    const plain = basename(file, extname(file))
    const name = names.has(plain) ? basename(file) : plain
    names.add(name)
    return { file, name, recording: readRecording(beginning(file)), tooLarge: statSync(file).size > MOST_OCTETS }
  })
}

/** The octets of a file, at most as many as are read of one. */
function beginning(file: string): Uint8Array {
  const handle = openSync(file, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(statSync(file).size, MOST_OCTETS))
    let at = 0
    for (let got = 1; at < buffer.length && got > 0; at += got) got = readSync(handle, buffer, at, buffer.length - at, at)
    return buffer.subarray(0, at)
  } finally {
    closeSync(handle)
  }
}

/** Throws where the port cannot be had, with the system's own code. */
export async function startReplay(options: ReplayServing): Promise<Replay> {
  const now = options.now ?? Date.now
  const host = options.host ?? '127.0.0.1'
  const { seed = 1, community = 'public', alive = false, dead, loss } = options
  const devices = options.files.map(({ name, recording }) => ({ name, rows: recording.rows }))
  const fleet = new ReplayFleet({ devices, community, alive, seed, startedAt: now() })
  const served = await serveFleet(fleet, {
    users: options.users ?? DEMO_USERS,
    dead,
    loss,
    port: options.port ?? 0,
    host,
    time: now,
    now,
  })
  return {
    port: served.port,
    host,
    names: devices.map(({ name }) => name),
    time: now,
    add: (events) => fleet.faultBook.add(events),
    stats: () => served.stats(),
    close: () => served.close(),
  }
}
