/** Test projects: unit and arch need nothing but Node; integration needs Debian's SNMP tools; e2e a browser and the built product. */
import { defineConfig } from 'vitest/config'

const node = { environment: 'node' as const, pool: 'forks' as const }

export default defineConfig({
  test: {
    projects: [
      { test: { ...node, name: 'unit', include: ['test/{unit,property,contract}/**/*.test.ts'], testTimeout: 20_000 } },
      { test: { ...node, name: 'arch', include: ['test/arch/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          ...node,
          name: 'integration',
          include: ['test/{integration,fault}/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          ...node,
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
