/** The incidents in memory, found by id, by station, by root and by link; and which of them must be written and told. */
import type { Incident, IncidentRoot } from '../../shared/model/incident.ts'
import type { IncidentStore } from '../store/store.ts'
import type { Case } from './incident-case.ts'

export function rootKey(root: IncidentRoot): string {
  return root.kind === 'place' ? `place:${root.communeId}` : root.kind === 'self' ? 'self' : `${root.kind}:${root.id}`
}

export class IncidentShelf {
  readonly byId = new Map<number, Case>()
  /** Open ones, by the stations in them. */
  private readonly stations = new Map<number, Set<Case>>()
  /** Open ones. */
  readonly open = new Set<Case>()
  /** Of those, the ones that correlation may change, by root and by the link that is at fault. */
  private readonly roots = new Map<string, Case>()
  private readonly links = new Map<number, Case>()
  private readonly keys = new Map<Case, { root: string; hop: number | null }>()
  /** Those about which something must be worked out anew. */
  readonly changed = new Set<Case>()
  private unwritten = new Set<Case>()
  private removed = new Set<number>()
  private told = new Map<number, Incident>()

  add(one: Case): void {
    this.byId.set(one.id, one)
    this.index(one)
  }

  /** After its root or stations changed, or it ended or came back. */
  index(one: Case): void {
    this.indexRoot(one)
    if (one.isOpen) this.open.add(one)
    else this.open.delete(one)
    for (const { stationId } of one.record.members) {
      const list = this.stations.get(stationId)
      if (one.isOpen && list) list.add(one)
      else if (one.isOpen) this.stations.set(stationId, new Set([one]))
      else if (list?.delete(one) && list.size === 0) this.stations.delete(stationId)
    }
  }

  private indexRoot(one: Case): void {
    const before = this.keys.get(one)
    if (before && this.roots.get(before.root) === one) this.roots.delete(before.root)
    if (before && before.hop !== null && this.links.get(before.hop) === one) this.links.delete(before.hop)
    this.keys.delete(one)
    if (!one.isOurs) return
    const key = { root: rootKey(one.incident.root), hop: one.incident.cause === 'link' ? one.record.hop : null }
    this.keys.set(one, key)
    // Of two of the same kind the newer one is meant: the older is only recovering.
    const other = this.roots.get(key.root)
    if (!other?.isOurs || (other.incident.cause === one.incident.cause && other.id < one.id)) this.roots.set(key.root, one)
    if (key.hop !== null && !this.links.get(key.hop)?.isOurs) this.links.set(key.hop, one)
  }

  ofRoot(key: string): Case | null {
    return this.roots.get(key) ?? null
  }

  /** The one of the link whose lower end is this station. */
  linkTo(stationId: number): Case | null {
    return this.links.get(stationId) ?? null
  }

  ofStation(stationId: number): readonly Case[] {
    return [...(this.stations.get(stationId) ?? [])]
  }

  /** Something about it must be worked out anew. */
  touch(one: Case): void {
    this.changed.add(one)
  }

  /** Its record is another one now: to be written and told. */
  put(one: Case): void {
    this.unwritten.add(one)
    this.told.set(one.id, one.incident)
  }

  /** It was a part of another before anybody was told of it. */
  remove(one: Case): void {
    this.byId.delete(one.id)
    this.changed.delete(one)
    this.unwritten.delete(one)
    this.removed.add(one.id)
    this.told.set(one.id, one.incident)
  }

  forget(one: Case): void {
    if (!this.unwritten.has(one)) this.byId.delete(one.id)
  }

  takeTold(): Incident[] {
    const all = [...this.told.values()]
    this.told = new Map()
    return all
  }

  get needsWriting(): boolean {
    return this.unwritten.size > 0 || this.removed.size > 0
  }

  write(store: IncidentStore): () => void {
    const written = [...this.unwritten].map((one) => [one, one.record] as const)
    const removed = [...this.removed]
    for (const [, record] of written) store.save(record)
    for (const id of removed) store.remove(id)
    return () => {
      for (const [one, record] of written) if (one.record === record) this.unwritten.delete(one)
      for (const id of removed) this.removed.delete(id)
    }
  }
}
