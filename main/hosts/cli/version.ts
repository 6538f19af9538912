/** The version that this installation says it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export function versionOf(root: string): string {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version?: unknown }
  return typeof version === 'string' ? version : '0'
}
