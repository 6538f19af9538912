/** The storm bulletin: how the stations of a province stood at a whole hour, by commune, and what people told that SNMP cannot know. */
import { z } from 'zod'
import { HOUR } from '../format/time.ts'
import { Id } from './station.ts'

/** A whole hour at +07, epoch ms. */
export const Hour = z
  .number()
  .int()
  .min(0)
  .max(8_640_000_000_000_000)
  .refine((at) => at % HOUR === 0, 'hour')

export const EntryKind = z.enum(['towerDown', 'cableCut', 'note'])
export type EntryKind = z.infer<typeof EntryKind>

export const EntryInput = z.object({
  kind: EntryKind,
  communeId: Id,
  stationId: Id.nullable().default(null),
  /** Where, in words. */
  place: z.string().trim().max(160).default(''),
  count: z.number().int().min(1).max(1000).default(1),
  /** When it happened, epoch ms. */
  at: z.number().int(),
  /** When it was made good; null while it stands. */
  restoredAt: z.number().int().nullable().default(null),
  note: z.string().trim().max(1000).default(''),
})
export type EntryInput = z.infer<typeof EntryInput>

/** One revision of an entry; earlier ones are kept. */
export const BulletinEntry = EntryInput.extend({
  /** Of the entry, the same in all its revisions. */
  id: Id,
  revision: z.number().int(),
  /** Taken back: it never was so. */
  withdrawn: z.boolean(),
  by: z.string(),
  recordedAt: z.number(),
})
export type BulletinEntry = z.infer<typeof BulletinEntry>

const n = z.number().int()
/** working + interrupted + unknown + notInService = total, in each commune and in all. */
export const BulletinFigures = z.object({
  total: n,
  working: n,
  interrupted: n,
  /** Of those interrupted: in an approved window. */
  planned: n,
  /** Nobody could see them. */
  unknown: n,
  /** Of those unknown: behind a dead station. */
  unreachable: n,
  notInService: n,
  /** Without mains: carried by battery, or by a genset, whatever their service. */
  onBattery: n,
  onGenset: n,
  /** Interrupted by power. */
  byPower: n,
  towersDown: n,
  /** Standing at that hour, and made good within the 24 hours before it. */
  cablesCut: n,
  cablesRestored: n,
})
export type BulletinFigures = z.infer<typeof BulletinFigures>

/** An entry as it stood at that hour. */
export const BulletinFact = z.object({
  id: Id,
  kind: EntryKind,
  communeId: Id,
  /** The code of its station. */
  station: z.string().nullable(),
  place: z.string(),
  count: n,
  at: z.number(),
  restoredAt: z.number().nullable(),
  note: z.string(),
  by: z.string(),
})
export type BulletinFact = z.infer<typeof BulletinFact>

export const BulletinContent = z.object({
  hour: Hour,
  branch: z.string(),
  total: BulletinFigures,
  communes: z.array(z.object({ id: Id, name: z.string(), figures: BulletinFigures })),
  facts: z.array(BulletinFact),
})
export type BulletinContent = z.infer<typeof BulletinContent>

/** What differs from the revision before: a figure of a commune (null: of all), or an entry by its number. */
export const BulletinChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figure'),
    communeId: Id.nullable(),
    name: z.string().nullable(),
    figure: BulletinFigures.keyof(),
    before: n,
    after: n,
  }),
  z.object({ kind: z.literal('fact'), how: z.enum(['added', 'removed', 'changed']), fact: BulletinFact }),
])
export type BulletinChange = z.infer<typeof BulletinChange>

/** A bulletin that was sent out: never changed; what was learned later makes a further revision. */
export const IssuedBulletin = z.object({
  hour: Hour,
  revision: n,
  issuedAt: z.number(),
  issuedBy: z.string(),
  /** SHA-256 of the content in canonical JSON, hex. */
  sha256: z.string(),
  /** Against the revision before; empty for the first. */
  changes: z.array(BulletinChange),
})
export type IssuedBulletin = z.infer<typeof IssuedBulletin>

export const BulletinView = z.object({
  /** What stands: the latest issued one, else as reckoned now. */
  content: BulletinContent,
  sha256: z.string(),
  /** All revisions of this hour, latest first. */
  issued: z.array(IssuedBulletin),
  /** False in the first minutes after the hour: verdicts on it may still come. */
  settled: z.boolean(),
  /** Hash of what is known now: what would be sent out. */
  knownSha256: z.string(),
  /** What is known now and is not in the latest issued one. */
  news: z.array(BulletinChange),
})
export type BulletinView = z.infer<typeof BulletinView>
