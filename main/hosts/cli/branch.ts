/** Which branch a console is started on: the words that `start` and `serve` share. */
import { resolve } from 'node:path'
import { dataFolder } from '../folders.ts'
import { flag, text, whole, type Command, type Parsed, type Surroundings } from './command.ts'
import { knownScenario } from './scenario.ts'

export const BRANCH_OPTIONS = {
  data: { type: 'string' },
  port: { type: 'string' },
  demo: { type: 'string' },
  seed: { type: 'string' },
  scenario: { type: 'string' },
  verbose: { type: 'boolean' },
} satisfies Command['options']

/** What `--demo` alone stands for. */
export const BARE = { demo: '300' }

export type BranchWish = {
  readonly folder: string
  readonly port?: number
  readonly demo?: number
  readonly seed?: number
  readonly scenario?: string
  readonly verbose: boolean
}

export function readBranch(parsed: Parsed, around: Surroundings): BranchWish {
  return {
    folder: resolve(text(parsed, 'data') ?? dataFolder(around.env, around.platform)),
    port: whole(parsed, 'port', 0, 65_535),
    demo: whole(parsed, 'demo', 1, 5000),
    seed: whole(parsed, 'seed', 0, 2_147_483_647),
    scenario: knownScenario(text(parsed, 'scenario'))?.id,
    verbose: flag(parsed, 'verbose'),
  }
}
