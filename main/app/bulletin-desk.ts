/** The bulletin of an hour as it stands: the latest that was sent out, what is known now, and what differs. */
import { createHash } from 'node:crypto'
import type { BulletinChange, BulletinContent, BulletinView } from '../../shared/model/bulletin.ts'
import type { Interval } from '../../shared/model/interval.ts'
import { canonical, changesOf } from '../domain/bulletin/changes.ts'
import { bulletinAt } from '../domain/bulletin/figures.ts'
import type { BulletinReads, Inventory, StormStore } from '../store/store.ts'

/** Verdicts on the last minutes before the hour come this late at most: three polls and a hold. */
const SETTLED_MS = 5 * 60_000
const DAY_MS = 86_400_000

/** Where its facts come from: the writing connection or the reader's. */
export type BulletinSource = BulletinReads &
  Pick<StormStore, 'suppliesAt' | 'gensetLogsAt'> & {
    branchName(): string
    /** The interval of each station at a moment. */
    standingAt(at: number): Interval[]
    inventory(): Pick<Inventory, 'stations' | 'communes'>
  }

/** The hour as it is known now. */
export function reckon(hour: number, source: BulletinSource): BulletinContent {
  const { stations, communes } = source.inventory()
  return bulletinAt(hour, {
    branch: source.branchName(),
    communes: new Map(communes.map(({ id, name }) => [id, name])),
    stations: new Map(stations.map(({ id, communeId, code }) => [id, { communeId, code }])),
    intervals: source.standingAt(hour),
    supplies: source.suppliesAt(hour),
    gensets: source.gensetLogsAt(hour),
    entries: source.entries(hour - DAY_MS, hour + 1),
  })
}

/** A text that is the same for the same content, and its hash. */
export function sealed(content: BulletinContent): { text: string; sha256: string } {
  const text = canonical(content)
  return { text, sha256: createHash('sha256').update(text).digest('hex') }
}

export function bulletinView(hour: number, now: number, source: BulletinSource): BulletinView {
  const known = reckon(hour, source)
  const issued = source.issued(hour)
  const [latest] = issued
  const frozen = latest ? source.content(hour, latest.revision) : null
  const news: BulletinChange[] = frozen ? changesOf(frozen, known) : []
  const knownSha256 = sealed(known).sha256
  return {
    content: frozen ?? known,
    sha256: latest && frozen ? latest.sha256 : knownSha256,
    issued,
    settled: now >= hour + SETTLED_MS,
    knownSha256,
    news,
  }
}
