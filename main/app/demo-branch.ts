/** Fills a fresh demo folder with the province that the simulator plays. */
import { isRefusal, type Refusal } from '../../shared/model/refusal.ts'
import { DEMO_COMMUNITY, DEMO_CREDENTIAL, provincePlan } from '../simulator/province/plan.ts'
import { seedResources } from './demo-resources.ts'
import type { By, Operations } from '../store/store.ts'

export function seedDemo(operations: Operations, demo: { seed: number; stations: number; port: number }, by: By): Refusal | null {
  const plan = provincePlan(demo.seed, demo.stations, demo.port)
  const result = operations.transaction(() => {
    if (!operations.credentials.list().some((credential) => credential.name === DEMO_CREDENTIAL)) {
      const added = operations.credentials.add(DEMO_CREDENTIAL, { version: '2c', community: DEMO_COMMUNITY }, by)
      if (isRefusal(added)) return added
    }
    const branchName = plan.communes[0]?.province
    if (branchName) operations.settings.update({ ...operations.settings.get(), branchName }, by)
    const made = operations.inventory.bulk(plan, by)
    return isRefusal(made) ? made : (seedResources(operations, demo.stations, by) ?? made)
  })
  return isRefusal(result) ? result : null
}
