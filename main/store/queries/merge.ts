/** One station into another: two records turn out to be the same site. What hangs on the one goes to the other, in one transaction. */
import type { Device } from '../../../shared/model/device.ts'
import type { MergePlan, Station } from '../../../shared/model/station.ts'
import { isRefusal, type Refusal } from '../../../shared/model/refusal.ts'
import { mergedLedger } from '../../domain/availability/merge.ts'
import { findLoop } from '../../domain/topology/loop.ts'
import type { Db } from '../sqlite.ts'
import type { AuditStore, InventoryStore } from '../store.ts'
import { attempt } from './attempt.ts'
import type { DeviceTable } from './devices.ts'
import { memberTable } from './members.ts'
import { intervalsBetween } from './ledger.ts'
import { overrideHandOver } from './rules.ts'
import type { StationTable } from './stations.ts'
import { conflict, difference, invalid, notFound } from './text.ts'

const MOST_PARENTS = 2
const LONGEST_NAME = 80

type Pair = { source: Station; target: Station }
type Links = Map<number, number[]>

export function stationMerge(
  db: Db,
  stations: StationTable,
  devices: DeviceTable,
  audit: AuditStore,
): Pick<InventoryStore, 'mergePlan' | 'mergeStations'> {
  const childrenOf = db.prepare<[number], number>('SELECT DISTINCT stationId FROM parents WHERE parentId = ? ORDER BY stationId').pluck()
  const drafts = db
    .prepare<[number, number], number>("SELECT count(*) FROM inspections WHERE state = 'draft' AND stationId IN (?, ?)")
    .pluck()
  const counted = (table: 'alarms' | 'inspections' | 'findings' | 'traps') =>
    db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE stationId = ?`).pluck()
  const counts = { alarms: counted('alarms'), inspections: counted('inspections'), findings: counted('findings'), traps: counted('traps') }
  const moves = ['alarms', 'inspections', 'findings', 'traps'].map((table) =>
    db.prepare(`UPDATE ${table} SET stationId = ? WHERE stationId = ?`),
  )
  // What was said of the source as a whole ends with it; what its devices say goes on at the target.
  const endAlarms = db.prepare(
    'UPDATE alarms SET clearedAt = max(raisedAt, ?), version = version + 1 WHERE stationId = ? AND deviceId IS NULL AND clearedAt IS NULL',
  )
  const dropHolds = db.prepare('DELETE FROM holds WHERE key LIKE ?')
  const intervals = intervalsBetween(db)
  const groups = memberTable(db, 'group')
  const served = memberTable(db, 'hamlet')
  const handOverrides = overrideHandOver(db)
  const dropIntervals = db.prepare('DELETE FROM intervals WHERE stationId IN (?, ?)')
  const addInterval = db.prepare('INSERT INTO intervals (stationId, bucket, cause, beganAt, endedAt) VALUES (?, ?, ?, ?, ?)')

  /** The parents of every station that changes. The target's own stand; where it has none but the source, or none at all, the source's take their place. */
  function linksOf({ source, target }: Pair): Links {
    const others = (ids: readonly number[]) => ids.filter((id) => id !== source.id && id !== target.id)
    const own = others(target.parentIds)
    const links: Links = new Map([
      [source.id, []],
      [target.id, own.length > 0 ? own : others(source.parentIds)],
    ])
    for (const child of childrenOf.all(source.id)) {
      if (child === target.id) continue
      const ids = stations.parents.of(child).map((id) => (id === source.id ? target.id : id))
      links.set(child, [...new Set(ids)].slice(0, MOST_PARENTS))
    }
    return links
  }

  function problem(pair: Pair, links: Links): Refusal | null {
    const { source, target } = pair
    if (target.retiredOn !== null) return invalid('into', 'mergeRetired', { code: target.code })
    if (source.mergedInto !== null) return invalid('id', 'mergeAgain', { code: source.code })
    if ((drafts.get(source.id, target.id) ?? 0) > 1) return invalid('into', 'mergeDrafts', { code: source.code, other: target.code })
    const graph = { get: (id: number) => links.get(id) ?? stations.parents.of(id) }
    const loop = findLoop(graph, target.id, graph.get(target.id))
    return loop ? invalid('into', 'mergeLoop', { loop: loop.map((id) => stations.codeOf(id) ?? id).join(' → ') }) : null
  }

  function read(id: number, into: number): Pair | Refusal {
    const source = stations.get(id)
    const target = stations.get(into)
    if (!source || !target) return notFound()
    return id === into ? invalid('into', 'mergeSelf', { code: source.code }) : { source, target }
  }

  const placeOf = ({ host, port, context }: Device): string => JSON.stringify([host, port, context])

  /** The source's devices, and whether the target asks at the same address already. */
  function devicesOf({ source, target }: Pair): { device: Device; twin: boolean }[] {
    const asked = new Set(devices.of(target.id).flatMap((device) => (device.retired ? [] : [placeOf(device)])))
    return devices.of(source.id).map((device) => ({ device, twin: !device.retired && asked.has(placeOf(device)) }))
  }

  function planOf(pair: Pair, links: Links): MergePlan {
    const { id } = pair.source
    const moved = devicesOf(pair)
    return {
      devices: moved.length,
      twins: moved.filter(({ twin }) => twin).length,
      alarms: counts.alarms.get(id) ?? 0,
      inspections: counts.inspections.get(id) ?? 0,
      findings: counts.findings.get(id) ?? 0,
      traps: counts.traps.get(id) ?? 0,
      children: links.size - 2,
    }
  }

  /** A name that the target has no device of: the own one, or with the source's code behind it. */
  function freeName({ source, target }: Pair, name: string): string {
    for (let n = 0; ; n++) {
      const suffix = n === 0 ? '' : n === 1 ? ` (${source.code})` : ` (${source.code} ${n})`
      const tried = name.slice(0, LONGEST_NAME - suffix.length) + suffix
      if (!devices.named(target.id, tried)) return tried
    }
  }

  function moveDevices(pair: Pair): void {
    for (const { device, twin } of devicesOf(pair)) {
      const name = freeName(pair, device.name)
      devices.update({ ...device, name, stationId: pair.target.id, retired: device.retired || twin, version: device.version + 1 })
    }
  }

  function moveLedger({ source, target }: Pair): void {
    const of = (id: number) => intervals(0, Number.MAX_SAFE_INTEGER, id)
    const merged = mergedLedger(of(target.id), of(source.id), target.id)
    dropIntervals.run(source.id, target.id)
    for (const { bucket, cause, from, to } of merged) addInterval.run(target.id, bucket, cause, from, to)
  }

  /** Both stations as they are afterwards. */
  function settle({ source, target }: Pair, links: Links, day: string): Pair {
    const hamletId = target.hamletId ?? (source.communeId === target.communeId ? source.hamletId : null)
    const next: Pair = {
      source: {
        ...source,
        parentIds: [],
        feederId: null,
        retiredOn: source.retiredOn ?? day,
        maintenance: null,
        mergedInto: target.id,
        version: source.version + 1,
      },
      target: {
        ...target,
        hamletId,
        feederId: target.feederId ?? source.feederId,
        parentIds: links.get(target.id) ?? [],
        version: target.version + 1,
      },
    }
    stations.update(next.source)
    stations.update(next.target)
    for (const [id, parents] of links) {
      stations.parents.set(id, parents)
      const child = id === source.id || id === target.id ? null : stations.get(id)
      if (child) stations.update({ ...child, version: child.version + 1 })
    }
    return next
  }

  return {
    mergePlan(id, into) {
      const pair = read(id, into)
      if (isRefusal(pair)) return pair
      const links = linksOf(pair)
      return problem(pair, links) ?? planOf(pair, links)
    },
    mergeStations: (from, into, day, by) =>
      attempt<Pair>(db, () => {
        const pair = read(from.id, into.id)
        if (isRefusal(pair)) return pair
        const { source, target } = pair
        if (source.version !== from.version) return conflict(source)
        if (target.version !== into.version) return conflict(target)
        const links = linksOf(pair)
        const refused = problem(pair, links)
        if (refused) return refused
        const plan = planOf(pair, links)
        moveDevices(pair)
        endAlarms.run(Math.round(by.at), source.id)
        dropHolds.run(`s${source.id}|%`)
        for (const move of moves) move.run(target.id, source.id)
        moveLedger(pair)
        groups.hand(source.id, target.id)
        served.hand(source.id, target.id)
        handOverrides(source.id, target.id)
        const next = settle(pair, links, day)
        const { before, after } = difference(source, next.source)
        audit.add({ action: 'station.merge', subject: `station:${source.id}`, before, after: { ...after, ...plan } }, by)
        audit.add({ action: 'station.merge', subject: `station:${target.id}`, ...difference(target, next.target) }, by)
        return next
      }),
  }
}
