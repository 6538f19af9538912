/** Where a person's data lies when nothing else was said. */
import { homedir } from 'node:os'
import { join } from 'node:path'

type Env = Readonly<Record<string, string | undefined>>

export function dataFolder(env: Env, platform: NodeJS.Platform, home: string = homedir()): string {
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Branchwatch')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Branchwatch')
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'branchwatch')
}
