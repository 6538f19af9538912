/** Traps: the log, the receiver's state and settings, and the MIB modules that give names. */
import { z } from 'zod'
import { SnmpVersion } from '../model/device.ts'
import { Phrase } from '../model/phrase.ts'
import { Id } from '../model/station.ts'
import { TrapRow, TrapSettings, TrapStatus, TrapVerdict } from '../model/trap.ts'
import { command, ok, query } from './procedure.ts'

/** A MIB file's name: what stands in the folder, no path. */
export const MibFileName = z
  .string()
  .trim()
  .min(1)
  .max(120)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._+ -]*$/, 'fileName')
export const MIB_LIMITS = { fileChars: 4_000_000, callChars: 8_000_000, files: 2000, folderBytes: 96_000_000, filesPerCall: 100 } as const

export const MibModule = z.object({
  name: z.string(),
  /** Null for those that come with the console. */
  file: z.string().nullable(),
  /** Objects and traps it names. */
  objects: z.number().int(),
  traps: z.number().int(),
})
export type MibModule = z.infer<typeof MibModule>
export const MibIssue = z.object({ file: z.string(), line: z.number().int().nullable(), phrase: Phrase })
export type MibIssue = z.infer<typeof MibIssue>
export const Mibs = z.object({
  /** Where the files lie. */
  folder: z.string(),
  modules: z.array(MibModule),
  files: z.array(z.object({ name: z.string(), bytes: z.number().int(), modules: z.array(z.string()) })),
  issues: z.array(MibIssue),
  /** Issues beyond those listed. */
  moreIssues: z.number().int(),
})
export type Mibs = z.infer<typeof Mibs>

export const traps = {
  /** The log, newest first. `before` is the id to go on from; `more` with few rows: the filter passed over many. */
  list: query('viewer', 'reader')
    .input(
      z.object({
        before: z.number().int().nullable().default(null),
        limit: z.number().int().min(1).max(500).default(200),
        /** Words that must all be in it; accents do not count. */
        text: z.string().max(200).default(''),
        verdicts: z.array(TrapVerdict).max(10).default([]),
        versions: z.array(SnmpVersion).max(3).default([]),
        stationId: Id.nullable().default(null),
        deviceId: Id.nullable().default(null),
      }),
    )
    .output(z.object({ rows: z.array(TrapRow), more: z.boolean(), next: z.number().int().nullable() })),
  status: query('viewer', 'host').output(TrapStatus),
  settings: query('viewer').output(TrapSettings),
  /** Takes effect at once. Forwarding to the receiver itself is refused. */
  configure: command('admin').input(TrapSettings).output(TrapSettings),
  /** The MIB modules that are loaded, and what of the folder could not be read. */
  mibs: query('viewer', 'reader').output(Mibs),
  addMibs: command('engineer')
    .input(
      z.object({
        files: z
          .array(z.object({ name: MibFileName, text: z.string().min(1).max(MIB_LIMITS.fileChars) }))
          .min(1)
          .max(MIB_LIMITS.filesPerCall),
      }),
    )
    .output(z.object({ written: z.number().int(), same: z.number().int() })),
  removeMib: command('engineer')
    .input(z.object({ name: MibFileName }))
    .output(ok),
}
