/** What was chosen at the first start: the demo or the own branch. Kept in `choice.json` of the root folder; the demo's size and port in `demo.json` of its own. */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { makeFolder } from '../store/make-folder.ts'

export const Choice = z.object({
  kind: z.enum(['none', 'demo', 'branch']),
  /** Null until a branch was named. */
  branchName: z.string().nullable(),
  demo: z.object({ stations: z.number().int(), seed: z.number().int() }).nullable(),
})
export type Choice = z.infer<typeof Choice>
const Demo = z.object({ stations: z.number().int(), seed: z.number().int(), port: z.number().int() })
export type Demo = z.infer<typeof Demo>

export const NOTHING_CHOSEN: Choice = { kind: 'none', branchName: null, demo: null }
const CHOICE_FILE = 'choice.json'
/** The person's own device profiles, in the root folder: for every branch that is opened from it. */
export const PROFILES_FOLDER = 'profiles'
/** The person's MIB files, beside them. */
export const MIBS_FOLDER = 'mibs'
const DEMO_FILE = 'demo.json'

export function readChoice(root: string): Choice {
  return read(join(root, CHOICE_FILE), Choice) ?? NOTHING_CHOSEN
}

export function writeChoice(root: string, choice: Choice): void {
  write(root, CHOICE_FILE, choice)
}

export function readDemo(folder: string): Demo | null {
  return read(join(folder, DEMO_FILE), Demo)
}

export function writeDemo(folder: string, demo: Demo): void {
  write(folder, DEMO_FILE, demo)
}

export function branchFolder(root: string): string {
  return join(root, 'branch')
}

/** `demo`, or beside it a folder named by size and seed when `demo` holds another province: nothing is overwritten. */
export function demoFolder(root: string, wanted: { stations: number; seed: number }): string {
  const first = join(root, 'demo')
  const there = readDemo(first)
  const fits = there === null ? !existsSync(join(first, 'operations.db')) : there.stations === wanted.stations && there.seed === wanted.seed
  return fits ? first : join(root, `demo-${wanted.stations}-${wanted.seed}`)
}

/** A missing or unreadable file is nothing chosen: the person is asked again, and the data stays where it is. */
function read<T>(file: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return null
  }
}

/** Whole or not at all. */
function write(folder: string, name: string, value: unknown): void {
  makeFolder(folder)
  const file = join(folder, name)
  writeFileSync(`${file}.new`, `${JSON.stringify(value, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}
