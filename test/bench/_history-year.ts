/** A branch with a year of history, made for the bench: real simulated days of some devices, their rows put under the ids of all devices of the same family. */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { branchFolder, writeChoice } from '../../main/app/choice.ts'
import { seedDemo } from '../../main/app/demo-branch.ts'
import { makeProvince } from '../../main/simulator/province/province.ts'
import type { Chunk } from '../../main/store/history/codec.ts'
import { encodeChunk } from '../../main/store/history/codec.ts'
import { dayBegin, dayOf, DAY_MS, firstHour, HOUR_MS, hourOf, monthOf } from '../../main/store/history/keys.ts'
import { coarser, rollupOf, STEPS, type Rollup } from '../../main/store/history/rollup.ts'
import { encodeRollup } from '../../main/store/history/rollup-codec.ts'
import { openSeeder, type SeedTable } from '../../main/store/history/seed.ts'
import { HISTORY_FILE } from '../../main/store/history/writer.ts'
import { bookOf } from '../../main/store/backup/book.ts'
import { openOperations } from '../../main/store/operations.ts'
import { isOpenProblem } from '../../main/store/problem.ts'
import { isStateOf, SEED, templates, type Template } from './_history-series.ts'

/** How many days of each class there are, the present one not counted. */
export type Span = { readonly raw: number; readonly fiveMinutes: number; readonly all: number }
export const YEAR: Span = { raw: 35, fiveMinutes: 180, all: 365 }
/** Days that are simulated; they come again and again. */
const DISTINCT = 7
/** No province has more: beyond, its stations come again in history.db, and the inventory stays at this. */
const PROVINCE = 3000
/** Every so manieth station lends its devices; families that are missing among them are looked for. */
const EVERY = 100

export type Year = {
  /** The folder that `serve --data` takes. */
  readonly root: string
  /** The folder with the databases. */
  readonly folder: string
  readonly stations: number
  readonly devices: number
  readonly series: number
  readonly span: Span
  /** Epoch ms at which the history ends. */
  readonly until: number
  readonly distinct: string
  readonly seconds: number
  readonly bytes: number
  /** UDP port at which all devices are looked for. */
  readonly port: number
  /** Of each table, rows, samples or points of roll-ups in them, and bytes of their bodies. */
  readonly tables: Readonly<Record<SeedTable, { rows: number; points: number; bytes: number }>>
}

const NOTE = 'bench.json'

/** Makes it, or takes what an earlier run has made in `root`. */
export function yearIn(root: string, stations: number, span: Span): Year {
  const note = join(root, NOTE)
  if (existsSync(note)) {
    const found = JSON.parse(readFileSync(note, 'utf8')) as Year
    const folder = branchFolder(root)
    if (found.stations === stations) {
      bringUp(folder)
      return { ...found, root, folder }
    }
  }
  const made = build(root, stations, span)
  writeFileSync(note, JSON.stringify(made))
  return made
}

/** Tables of an earlier program are brought to this one's: a reader does not do that. */
function bringUp(folder: string): void {
  for (const one of [openOperations(folder, { busyMs: 1000 }), openSeeder(folder)]) {
    if (isOpenProblem(one)) throw new Error(one.detail)
    one.close()
  }
}

function build(root: string, stations: number, span: Span): Year {
  const began = performance.now()
  const folder = branchFolder(root)
  mkdirSync(folder, { recursive: true })
  writeChoice(root, { kind: 'branch', branchName: 'Bench', demo: null })
  const operations = openOperations(folder, { busyMs: 1000 })
  if (isOpenProblem(operations)) throw new Error(operations.detail)
  const actor = { name: 'bench', role: 'admin' } as const
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  const refused = seedDemo(operations, { seed: SEED, stations: Math.min(stations, PROVINCE), port }, { actor, at: Date.now() })
  operations.close()
  if (refused) throw new Error(refused.data.phrase.key)
  // Backups are made where they are measured, not by the clock.
  bookOf(folder, Date.now(), false)

  const until = hourOf(Date.now()) * HOUR_MS
  const today = dayOf(until)
  const lent = lenders()
  const made = templates(lent, today - DISTINCT, DISTINCT)
  const { bytes, ...counted } = fill(folder, stations, span, until, made)
  return {
    root,
    folder,
    stations,
    span,
    port,
    until,
    distinct: `${DISTINCT} days of ${made.length} devices of ${lent.size} stations`,
    seconds: (performance.now() - began) / 1000,
    bytes: statSync(join(folder, HISTORY_FILE)).size,
    ...counted,
    tables: bytes,
  }
}

/** Stations whose devices are simulated: spread over the province, and so many more that every family is among them. */
function lenders(): Set<number> {
  const { stations } = makeProvince(SEED, PROVINCE)
  const chosen = new Set<number>()
  const families = new Set<string>()
  const take = ({ index, devices }: (typeof stations)[number]): void => {
    chosen.add(index)
    for (const { family } of devices) families.add(family)
  }
  for (const station of stations) if (station.index % EVERY === 0) take(station)
  for (const station of stations) if (station.devices.some(({ family }) => !families.has(family))) take(station)
  return chosen
}

const TABLES: readonly SeedTable[] = ['chunks', 'days', 'rollups5m', 'rollups1h', 'months1h', 'months1d']

function fill(folder: string, stations: number, span: Span, until: number, made: readonly Template[]) {
  const seeder = openSeeder(folder, { unsafe: true })
  if (isOpenProblem(seeder)) throw new Error(seeder.detail)
  const writer = seeder
  const byFamily = Map.groupBy(made.keys(), (n) => made[n]!.family)
  const { stations: own } = makeProvince(SEED, Math.min(stations, PROVINCE))
  const lent = Array.from({ length: stations }, (_, n) => own[n % own.length]!)
    .flatMap(({ devices }) => devices)
    .map(({ family }, n) => {
      const some = byFamily.get(family) ?? [...made.keys()]
      return some[n % some.length]!
    })
  lent.forEach((template, n) => seeder.series(n + 1, made[template]!.series))
  const count = Object.fromEntries(TABLES.map((table) => [table, { rows: 0, points: 0, bytes: 0 }])) as Year['tables']
  /** The same row for every device of a template. */
  function put<T extends Chunk | Rollup>(
    table: SeedTable,
    period: number,
    partOf: (template: number) => T,
    encode: (part: T) => Uint8Array,
  ): void {
    const rows = made.map((_, n) => {
      const part = partOf(n)
      return { body: encode(part), points: part.at.length * part.columns.length }
    })
    lent.forEach((template, n) => {
      const { body, points } = rows[template]!
      writer.row(table, period, n + 1, body)
      count[table].rows += 1
      count[table].points += points
      count[table].bytes += body.length
    })
  }
  const today = dayOf(until)
  const patterns = made.map((template) =>
    template.days.map((chunk) => {
      const fine = rollupOf(chunk, STEPS.fiveMinutes, isStateOf(template.series))
      return { chunk, fine, hours: coarser([fine], STEPS.hour) }
    }),
  )
  /** The days that were simulated are the last before today; they come again every so many days, moved to where they stand then. */
  const turn = (day: number): number => (((day - today) % DISTINCT) + DISTINCT) % DISTINCT
  const at = (n: number, day: number) => patterns[n]![turn(day)]!
  const shift = (day: number): number => (day - (today - DISTINCT) - turn(day)) * DAY_MS
  const moved = <T extends Chunk | Rollup>(part: T, by: number): T => ({ ...part, at: part.at.map((time) => time + by) })
  let month: { hours: Rollup[]; template: number }[] = made.map((_, template) => ({ hours: [], template }))
  for (let day = today - span.all; day < today; day++) {
    if (day >= today - span.raw) put('days', day, (n) => moved(at(n, day).chunk, shift(day)), encodeChunk)
    if (day >= today - span.fiveMinutes) put('rollups5m', day, (n) => moved(at(n, day).fine, shift(day)), encodeRollup)
    if (monthOf(dayBegin(day)) === monthOf(until)) {
      put('rollups1h', day, (n) => moved(at(n, day).hours, shift(day)), encodeRollup)
      continue
    }
    for (const { hours, template } of month) hours.push(moved(at(template, day).hours, shift(day)))
    if (monthOf(dayBegin(day + 1)) === monthOf(dayBegin(day))) continue
    put('months1h', monthOf(dayBegin(day)), (n) => coarser(month[n]!.hours, STEPS.hour), encodeRollup)
    put('months1d', monthOf(dayBegin(day)), (n) => coarser(month[n]!.hours, STEPS.day), encodeRollup)
    month = made.map((_, template) => ({ hours: [], template }))
  }
  for (let hour = firstHour(today); hour < hourOf(until); hour++) {
    put('chunks', hour, (n) => cut(moved(at(n, today).chunk, shift(today)), hour), encodeChunk)
  }
  seeder.close()
  return { devices: lent.length, series: lent.reduce((sum, template) => sum + made[template]!.series.length, 0), bytes: count }
}

function cut({ at, columns }: Chunk, hour: number): Chunk {
  const from = at.findIndex((time) => time >= hour * HOUR_MS)
  const behind = at.findIndex((time) => time >= (hour + 1) * HOUR_MS)
  const to = behind < 0 ? at.length : behind
  return {
    at: at.slice(from, to),
    columns: columns.map((column) => ({ ...column, states: column.states.slice(from, to), values: column.values.slice(from, to) })),
  }
}
