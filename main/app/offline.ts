/** Work on a branch's data folder without polling: import and reports from the command line. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ImportPlan } from '../../shared/contract/imports.ts'
import type { UptimeReport } from '../../shared/contract/reports.ts'
import type { Actor } from '../../shared/model/access.ts'
import { isRefusal, refuse, type Refusal } from '../../shared/model/refusal.ts'
import type { Locale } from '../../shared/i18n/words.ts'
import { planImport } from '../domain/inventory/import.ts'
import { uptimeCsv, type UptimeCsv } from '../reports/uptime/csv.ts'
import { reportRange, uptimeReport } from '../reports/uptime/report.ts'
import { acquireFolder } from '../store/folder.ts'
import { OPERATIONS_FILE, openOperations } from '../store/operations.ts'
import { isOpenProblem, openProblem, storeRefusal } from '../store/problem.ts'
import { openReader } from '../store/reader.ts'
import type { OpenProblem } from '../store/store.ts'
import { branchFolder, demoFolder, readChoice, writeChoice } from './choice.ts'
import { readCsv } from './csv-file.ts'
import { importInventory } from './import-inventory.ts'

export type Imported = {
  readonly plan: Omit<ImportPlan, 'planId'>
  readonly written: { created: number; changed: number } | null
  readonly folder: string
}
export type ImportWish = {
  readonly root: string
  readonly text: string
  readonly createPlaces: boolean
  readonly dryRun: boolean
  readonly actor: Actor
  readonly now: number
}

const NOTHING = { provinces: [], communes: [], hamlets: [], stations: [], devices: [], credentials: [], feeders: [] }

/** Plans the file against the own branch and, unless it is a dry run, writes all rows that were not refused in one transaction. */
export function importFile(wish: ImportWish): Imported | Refusal {
  return orRefusal(() => importInto(wish))
}

/** What the disk does not take is told, not thrown: nothing was committed then. */
function orRefusal<T>(work: () => T): T | Refusal {
  try {
    return work()
  } catch (error) {
    const refused = storeRefusal(error)
    if (!refused) throw error
    return refused
  }
}

function importInto({ root, text, createPlaces, dryRun, actor, now }: ImportWish): Imported | Refusal {
  const table = readCsv(text)
  const folder = branchFolder(root)
  if ('brokenAt' in table) return refuse('INVALID', 'import.unreadable', { line: table.brokenAt })
  // What writes nothing leaves no trace, not even an empty database.
  if (!existsSync(join(folder, OPERATIONS_FILE))) {
    const shut = shutFolder(folder)
    if (shut) return asRefusal(shut)
    const { plan } = planImport(table, NOTHING, createPlaces)
    if (dryRun || plan.problem || plan.created + plan.changed === 0) return { plan, written: null, folder }
  }
  const lock = acquireFolder(folder)
  if ('problem' in lock) return asRefusal(lock.problem)
  if ('holder' in lock) return asRefusal({ kind: 'locked', file: folder, detail: `pid ${lock.holder.pid ?? '?'}` })
  const operations = openOperations(folder)
  try {
    if (isOpenProblem(operations)) return asRefusal(operations)
    const inventory = importInventory(operations, operations.inventory.all())
    const { plan, change } = planImport(table, inventory, createPlaces)
    if (dryRun || plan.problem || plan.created + plan.changed === 0) return { plan, written: null, folder }
    const done = operations.inventory.bulk(change, { actor, at: now })
    if (isRefusal(done)) return done
    keepChoice(root, operations.settings.get().branchName)
    return { plan, written: { created: plan.created, changed: plan.changed }, folder }
  } finally {
    if (!isOpenProblem(operations)) operations.close()
    lock.release()
  }
}

/** A folder that may not be looked into is not an empty one. */
function shutFolder(folder: string): OpenProblem | null {
  try {
    readdirSync(folder)
    return null
  } catch (error) {
    const problem = openProblem(folder, error)
    return problem.kind === 'readOnly' ? problem : null
  }
}

/** A branch that has stations has been chosen: the next start need not ask. */
function keepChoice(root: string, branchName: string): void {
  const choice = readChoice(root)
  if (choice.kind !== 'none') return
  try {
    writeChoice(root, { ...choice, kind: 'branch', branchName: choice.branchName ?? branchName })
  } catch {
    // The stations are written; that the next start asks once more loses nothing.
  }
}

/** The folder of the branch that is shown: the chosen one, else whichever is there; null where there is none yet. */
export function shownFolder(root: string): string | null {
  const { kind, demo } = readChoice(root)
  const places = [kind === 'demo' && demo ? demoFolder(root, demo) : branchFolder(root), branchFolder(root), join(root, 'demo')]
  return places.find((folder) => existsSync(join(folder, OPERATIONS_FILE))) ?? null
}

export type UptimeWish = { readonly month: string; readonly unreachableIsDown: boolean; readonly now: number }

/** The uptime of a month, read beside a running console if there is one. */
export function uptimeOf(folder: string, { month, unreachableIsDown, now }: UptimeWish): UptimeReport | Refusal {
  const reader = openReader(folder)
  if (isOpenProblem(reader)) return asRefusal(reader)
  try {
    return orRefusal(() => {
      const { from, to } = reportRange(month, now)
      const { stations, communes } = reader.inventory()
      return uptimeReport({ month, policy: { unreachableIsDown }, stations, communes, intervals: reader.intervals(from, to), now })
    })
  } finally {
    reader.close()
  }
}

export function asCsv(report: UptimeReport, locale: Locale, scope: 'stations' | 'communes'): UptimeCsv {
  return uptimeCsv(report, locale, scope)
}

function asRefusal({ kind, file, detail }: OpenProblem): Refusal {
  return refuse('UNAVAILABLE', `store.${kind}`, { file, detail })
}
