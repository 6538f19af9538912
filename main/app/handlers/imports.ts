/** CSV import: a plan that writes nothing, and its acceptance in one transaction. */
import { randomUUID } from 'node:crypto'
import type { BulkChange } from '../../../shared/model/bulk.ts'
import type { ImportPlan } from '../../../shared/contract/imports.ts'
import { isRefusal, refuse } from '../../../shared/model/refusal.ts'
import { planImport } from '../../domain/inventory/import.ts'
import type { Core } from '../core.ts'
import { readCsv } from '../csv-file.ts'
import { importInventory } from '../import-inventory.ts'
import type { Handlers } from './shape.ts'

type Kept = { change: BulkChange; revision: number; created: number; changed: number }
const PLANS_AT_MOST = 8

export function imports(core: Core): Handlers<'imports', 'plan' | 'accept'> {
  const plans = new Map<string, Kept>()
  return {
    plan: ({ text, createPlaces }) => {
      const table = readCsv(text)
      if ('brokenAt' in table) return broken(table.brokenAt)
      const inventory = importInventory(core.operations, core.inventory.all())
      const { plan, change } = planImport(table, inventory, createPlaces)
      const planId = randomUUID()
      plans.set(planId, { change, revision: core.inventory.revision(), created: plan.created, changed: plan.changed })
      if (plans.size > PLANS_AT_MOST) plans.delete(plans.keys().next().value as string)
      return { ...plan, planId }
    },
    accept: ({ planId }, by) => {
      const kept = plans.get(planId)
      if (!kept || kept.revision !== core.inventory.revision()) return refuse('CONFLICT', 'import.stale')
      const written = core.operations.inventory.bulk(kept.change, by)
      if (isRefusal(written)) return written
      plans.delete(planId)
      core.changed('stations', 'devices', 'places', 'feeders', 'hamlets')
      return { created: kept.created, changed: kept.changed }
    },
  }
}

function broken(line: number): ImportPlan {
  return {
    planId: '',
    rows: [],
    created: 0,
    changed: 0,
    same: 0,
    refused: 0,
    problem: { key: 'error.import.unreadable', params: { line } },
  }
}
