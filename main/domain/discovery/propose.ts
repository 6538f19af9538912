/** What the console would make of each address that answered: device name, kind, station and why; and which addresses look like one box. Pure. */
import type { DeviceKind } from '../../../shared/model/device.ts'
import type { DeviceIdentity, ScanFinding, ScanRow, StationClue } from '../../../shared/model/discovery.ts'
import type { AddressPlan } from './plan.ts'
import { plainHost } from './ranges.ts'
import type { CodeBook } from './stations.ts'

export type ProposeWorld = {
  readonly codes: CodeBook
  readonly plan: AddressPlan
  /** By profile id. */
  readonly profiles: ReadonlyMap<string, { readonly name: string; readonly kind: DeviceKind }>
  readonly devices: readonly { id: number; stationId: number; name: string; host: string; port: number; retired: boolean }[]
  readonly identities: readonly DeviceIdentity[]
}

const NAME_LENGTH = 80
/** Boxes of one engine ID that are told apart; a factory's default ID may be on all of a branch. */
const MOST_ALIKE = 20
/** Others that a row names. */
const MOST_NAMED = 8
/** Words that agents of many boxes give for a serial number. */
const NO_SERIAL = /^(?:0*|n\/?a|none|null|unknown|default|not available|not specified|123456(?:7(?:89?)?)?|x+|-+)$/i

export function propose(findings: readonly (ScanFinding & { position: number })[], world: ProposeWorld): ScanRow[] {
  const living = world.devices.filter((device) => !device.retired)
  const knownAt = new Map(living.map((device) => [`${plainHost(device.host)}|${device.port}`, device]))
  const boxes = boxBook(findings, living, world.identities)
  const taken = new Set(living.map((device) => `${device.stationId}|${device.name}`))
  return findings.map((finding): ScanRow => {
    const { clues, unknownCodes } = cluesOf(finding, world)
    const stations = new Set(clues.map((clue) => clue.stationId))
    const stationId = stations.size === 1 ? ([...stations][0] ?? null) : null
    const known = knownAt.get(`${finding.host}|${finding.port}`)
    const profile = finding.profile === null ? undefined : world.profiles.get(finding.profile)
    return {
      ...finding,
      known: known ? { deviceId: known.id, stationId: known.stationId, name: known.name } : null,
      sameAs: boxes(finding),
      name: known ? known.name : freeName(nameOf(finding, profile?.name), stationId, taken),
      kind: profile?.kind ?? 'other',
      stationId,
      clues,
      unknownCodes,
    }
  })
}

function cluesOf(finding: ScanFinding, { codes, plan }: ProposeWorld): Pick<ScanRow, 'clues' | 'unknownCodes'> {
  const clues: ScanRow['clues'] = []
  const unknownCodes = new Set<string>()
  const add = (ids: readonly number[], by: StationClue): void => {
    for (const stationId of ids) if (!clues.some((clue) => clue.stationId === stationId && clue.by === by)) clues.push({ stationId, by })
  }
  const addCode = (code: string, by: StationClue): void => {
    const ids = codes.called(code)
    if (ids.length === 0) unknownCodes.add(code)
    add(ids, by)
  }
  if (finding.hint?.station) addCode(finding.hint.station, 'list')
  for (const code of plan.codesOf(finding.host)) addCode(code, 'plan')
  if (finding.identity.sysName) add(codes.in(finding.identity.sysName), 'name')
  return { clues, unknownCodes: [...unknownCodes] }
}

function nameOf({ hint, identity, host }: ScanFinding, profile: string | undefined): string {
  const name = [hint?.name, identity.sysName, profile, host].find((text) => text !== null && text !== undefined && text.trim() !== '')
  return (name ?? host).normalize('NFC').trim().slice(0, NAME_LENGTH)
}

/** Two devices of a station must not have one name: the second becomes "RTN 2". */
function freeName(name: string, stationId: number | null, taken: Set<string>): string {
  if (stationId === null) return name
  let free = name
  for (let n = 2; taken.has(`${stationId}|${free}`); n++) free = `${name.slice(0, NAME_LENGTH - 5)} ${n}`
  taken.add(`${stationId}|${free}`)
  return free
}

type Box = ScanRow['sameAs'][number]

/** Who else has this engine ID or serial number, at another address. */
function boxBook(
  findings: readonly ScanFinding[],
  devices: ProposeWorld['devices'],
  identities: readonly DeviceIdentity[],
): (finding: ScanFinding) => Box[] {
  const byKey = new Map<string, Box[]>()
  const put = (by: Box['by'], value: string | null, box: Omit<Box, 'by'>): void => {
    const key = keyOf(by, value)
    if (key === null) return
    const boxes = byKey.get(key) ?? []
    if (boxes.length < MOST_ALIKE && !boxes.some((other) => other.host === box.host && other.port === box.port))
      byKey.set(key, [...boxes, { ...box, by }])
  }
  const byId = new Map(devices.map((device) => [device.id, device]))
  for (const { deviceId, identity } of identities) {
    const device = byId.get(deviceId)
    if (!device) continue
    const box = { host: plainHost(device.host), port: device.port, deviceId }
    put('engineId', identity.engineId, box)
    put('serial', serialOf(identity), box)
  }
  for (const { host, port, identity } of findings) {
    put('engineId', identity.engineId, { host, port, deviceId: null })
    put('serial', serialOf(identity), { host, port, deviceId: null })
  }
  return ({ host, port, identity }) => {
    const keys = [keyOf('engineId', identity.engineId), keyOf('serial', serialOf(identity))]
    const others = keys
      .flatMap((key) => (key === null ? [] : (byKey.get(key) ?? [])))
      .filter((box) => box.host !== host || box.port !== port)
    return others
      .filter((box, i) => others.findIndex((other) => other.host === box.host && other.port === box.port) === i)
      .slice(0, MOST_NAMED)
  }
}

/** A serial number only means something among devices of one family. */
function serialOf({ serial, sysObjectID }: ScanFinding['identity']): string | null {
  return serial === null || serial.length < 3 || NO_SERIAL.test(serial) ? null : `${sysObjectID ?? ''} ${serial}`
}

function keyOf(by: Box['by'], value: string | null): string | null {
  return value === null || value === '' || (by === 'engineId' && /^0*$/.test(value)) ? null : `${by} ${value}`
}
