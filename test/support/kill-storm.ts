/** The storm in which the sending console is killed: a branch, and what is struck at a moment, by the time alone, so that it goes on over every kill. */
import type { Operations } from '../../main/store/store.ts'
import { StationInput } from '../../shared/model/station.ts'
import { seeded } from './pages.ts'
import { MIDNIGHT, sure } from './scenario.ts'

const BY = { actor: { name: 'Lan', role: 'admin' as const }, at: MIDNIGHT }
const FEEDERS = 4
const OF_FEEDER = 15
const HUBS = 2
const BEHIND_HUB = 14
const SINGLE = 110
/** How likely a thing is struck in one of its turns of five to ten minutes. */
const LIKELY = { mains: 0.35, silent: 0.12, feeder: 0.5, hub: 0.5 }
const MINUTE = 60_000

/** What each station hangs on, by its code: `F2-7` on the second feeder, `H1-3` behind the first hub, `H1` a hub itself. */
const kindOf = (code: string): 'feeder' | 'hub' | 'single' => (code.startsWith('F') ? 'feeder' : code.startsWith('H') ? 'hub' : 'single')
const nameOf = (code: string): string => code.split('-')[0] ?? code

/** The stations, each in a commune of its own: what falls together there is no wave. Answers their communes. */
export function buildBranch({ inventory, credentials, settings, feeders }: Operations): number[] {
  settings.update({ ...settings.get(), intervalSeconds: 10 }, BY)
  inventory.addProvince('Tuyên Quang', BY)
  const credential = sure(credentials.add('demo', { version: '2c', community: 'public' }, BY))
  const communeIds: number[] = []
  let port = 10_000
  const add = (code: string, parentIds: number[] = []): number => {
    const commune = sure(inventory.addCommune('Tuyên Quang', `Xã ${code}`, '', BY))
    communeIds.push(commune.id)
    const input = StationInput.parse({ code, name: `Trạm ${code}`, communeId: commune.id, parentIds })
    const station = sure(inventory.createStation(input, BY))
    const way = { host: '127.0.0.1', port: (port += 1), credentialId: credential.id, context: '' }
    const rest = { profile: 'auto', intervalSeconds: null, elsewhere: false, enabled: true }
    sure(inventory.createDevice({ stationId: station.id, name: 'nguồn', kind: 'power', ...way, ...rest }, BY))
    return station.id
  }
  for (let f = 1; f <= FEEDERS; f++) {
    const stationIds = Array.from({ length: OF_FEEDER }, (_, n) => add(`F${f}-${n + 1}`))
    sure(feeders.add({ name: `ĐZ ${f}`, notes: '', stationIds }, BY))
  }
  for (let h = 1; h <= HUBS; h++) {
    const hub = add(`H${h}`)
    for (let n = 1; n <= BEHIND_HUB; n++) add(`H${h}-${n}`, [hub])
  }
  for (let n = 1; n <= SINGLE; n++) add(`S${n}`)
  return communeIds
}

/** Each thing has turns of five to ten minutes; in some of them it is struck, for one to five. */
function isStruck(name: string, likely: number, at: number): boolean {
  let seed = 17
  for (const letter of name) seed = (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  const own = seeded(seed)
  const turn = (5 + own() * 5) * MINUTE
  const time = at - MIDNIGHT + own() * turn
  const random = seeded(seed + Math.floor(time / turn) * 7919)
  if (random() >= likely) return false
  const from = random() * 0.3 * turn
  const since = time % turn
  return since >= from && since < from + MINUTE + random() * 0.4 * turn
}

/** Does it answer, and has it mains? */
export function weather(code: string, at: number): { silent: boolean; mains: boolean } {
  const kind = kindOf(code)
  const name = nameOf(code)
  const isCutOff = kind === 'hub' && isStruck(`hub ${name}`, LIKELY.hub, at)
  return {
    silent: isCutOff || (kind !== 'feeder' && isStruck(`silent ${code}`, LIKELY.silent, at)),
    mains: kind === 'feeder' ? !isStruck(`feeder ${name}`, LIKELY.feeder, at) : !isStruck(`mains ${code}`, LIKELY.mains, at),
  }
}
