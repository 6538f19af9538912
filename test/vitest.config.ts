/** Test projects: unit and arch need nothing but Node; integration needs Debian's SNMP tools; e2e a browser and the built product. */
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'

const root = resolve(import.meta.dirname, '..')
/** One group after another, so many files of a group at once. */
const node = (group: number, maxWorkers: number) => ({
  root,
  environment: 'node' as const,
  pool: 'forks' as const,
  maxWorkers,
  sequence: { groupOrder: group },
})
const CORES = Math.max(2, availableParallelism() - 1)
/** Integration and fault tests mostly wait for polls, timeouts and processes: so many files wait at once, also on two cores. */
const WAITING = 3
const LONG = { testTimeout: 60_000, hookTimeout: 60_000 }

/** Files that measure time, rates or memory, or that lose datagrams on a busy machine: one after another, with nothing beside them. */
const UNIT_ALONE = ['test/unit/app/line.test.ts', 'test/unit/web/door.test.ts']
const INTEGRATION_ALONE = [
  'test/integration/discovery.test.ts',
  'test/integration/simulator-faults.test.ts',
  'test/integration/snmp-line.test.ts',
  'test/integration/traps.test.ts',
  'test/fault/snmp-fuzz.test.ts',
  'test/fault/snmp-other-device.test.ts',
  'test/fault/trap-fuzz.test.ts',
]

export default defineConfig({
  root,
  test: {
    projects: [
      {
        test: {
          ...node(0, CORES),
          name: 'unit',
          include: ['test/{unit,property,contract}/**/*.test.ts'],
          exclude: UNIT_ALONE,
          testTimeout: 20_000,
        },
      },
      { test: { ...node(0, CORES), name: 'arch', include: ['test/arch/**/*.test.ts'], testTimeout: 30_000 } },
      {
        test: {
          ...node(1, WAITING),
          ...LONG,
          name: 'integration',
          include: ['test/{integration,fault}/**/*.test.ts'],
          exclude: INTEGRATION_ALONE,
        },
      },
      { test: { ...node(2, 1), name: 'unit-alone', include: UNIT_ALONE, testTimeout: 20_000 } },
      { test: { ...node(2, 1), ...LONG, name: 'integration-alone', include: INTEGRATION_ALONE } },
      { test: { ...node(3, 1), name: 'e2e', include: ['test/e2e/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
    ],
  },
})
