/** Test projects: unit and arch need nothing but Node; integration needs Debian's SNMP tools; e2e a browser and the built product. */
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')
/** One group after another: the timed ones are not to share the machine with the rest. */
const node = (group: number) => ({ root, environment: 'node' as const, pool: 'forks' as const, sequence: { groupOrder: group } })

export default defineConfig({
  root,
  test: {
    projects: [
      { test: { ...node(0), name: 'unit', include: ['test/{unit,property,contract}/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { ...node(0), name: 'arch', include: ['test/arch/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          ...node(1),
          name: 'integration',
          include: ['test/{integration,fault}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node(2),
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
