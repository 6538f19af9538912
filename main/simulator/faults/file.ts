/** Faults from a file: YAML or JSON, by a schema, with the line of whatever is wrong. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml'
import { z } from 'zod'
import { fieldIssues } from '../../../shared/i18n/issues.ts'
import type { Phrase } from '../../../shared/model/phrase.ts'
import { ALL, FAULT_KINDS, FAULTS, type DeviceEvent } from './kinds.ts'

const MOST_TEXT = 200_000
const MINUTE = 60_000

const FaultSpec = z
  .strictObject({
    fault: z.enum(FAULT_KINDS),
    /** Keys of devices; `*` stands for any letters, and alone for all devices. */
    devices: z.union([z.string().min(1).max(200), z.array(z.string().min(1).max(200)).min(1).max(1000)]).default(ALL),
    /** Percent of the replies that it strikes. */
    share: z.number().min(0).max(100).optional(),
    /** What the kind counts: ms, octets, varbinds … */
    amount: z.number().min(-2_147_483_648).max(4_294_967_295).optional(),
    /** Minutes from the start on. */
    after: z.number().min(0).max(100_000).default(0),
    /** How long; without it, for ever. */
    minutes: z.number().positive().max(100_000).optional(),
  })
  .refine(({ fault, amount }) => amount === undefined || FAULTS[fault].amount !== null, { path: ['amount'], message: 'faultAmount' })

export const FaultFile = z.strictObject({ faults: z.array(FaultSpec).min(1).max(1000) })
export type FaultFile = z.infer<typeof FaultFile>

export type FaultIssue = { readonly line: number; readonly field: string; readonly phrase: Phrase }

export function readFaults(text: string): { readonly faults: FaultFile['faults'] } | { readonly issues: readonly FaultIssue[] } {
  const whole = (key: string, line = 1): { issues: FaultIssue[] } => ({
    issues: [{ line, field: '', phrase: { key: `error.profile.${key}` } }],
  })
  if (text.length > MOST_TEXT) return whole('tooLong')
  const lines = new LineCounter()
  try {
    const document = parseDocument(text, { lineCounter: lines })
    const [error] = document.errors
    if (error)
      return {
        issues: [
          { line: lines.linePos(error.pos[0]).line, field: '', phrase: { key: 'error.profile.yaml', params: { detail: error.code } } },
        ],
      }
    const content: unknown = document.toJS({ maxAliasCount: 50 })
    const read = FaultFile.safeParse(content)
    if (read.success) return { faults: read.data.faults }
    const phrases = new Map(fieldIssues(read.error.issues, content).map(({ path, phrase }) => [path, phrase]))
    return {
      issues: read.error.issues.map(({ path }) => {
        const field = path.map(String).join('.')
        return { line: lineOf(document, lines, path), field, phrase: phrases.get(field) ?? { key: 'error.field.invalid' } }
      }),
    }
  } catch {
    return whole('deep')
  }
}

/** The line of the nearest part of the document that the path leads to. */
function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

/** The faults as events of these devices from `at` on; `unknown` are names that fit none of them. */
export function eventsOf(faults: FaultFile['faults'], keys: readonly string[], at: number): { events: DeviceEvent[]; unknown: string[] } {
  const unknown: string[] = []
  const events = faults.flatMap(({ fault, devices, share, amount, after, minutes }) => {
    const names = typeof devices === 'string' ? [devices] : devices
    const struck = names.flatMap((name) => {
      if (name === ALL) return [ALL]
      const fits = keys.filter(matcher(name))
      if (fits.length === 0) unknown.push(name)
      return fits
    })
    const from = at + after * MINUTE
    const to = minutes === undefined ? Number.MAX_SAFE_INTEGER : from + minutes * MINUTE
    return [...new Set(struck)].map((device) => ({
      device,
      mischief: fault,
      from,
      to,
      share: share === undefined ? undefined : share / 100,
      amount,
    }))
  })
  return { events, unknown }
}

/** `*` stands for any letters: the parts between must follow each other. */
function matcher(name: string): (key: string) => boolean {
  const [first = '', ...rest] = name.split('*')
  const last = rest.pop()
  if (last === undefined) return (key) => key === name
  return (key) => {
    if (!key.startsWith(first)) return false
    let at = first.length
    for (const part of rest) {
      const found = key.indexOf(part, at)
      if (found < 0) return false
      at = found + part.length
    }
    return key.length - last.length >= at && key.endsWith(last)
  }
}
