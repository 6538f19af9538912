/** One process per data folder, and the second learns of the first. */
import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireFolder } from '../../../main/store/folder.ts'
import { afterwards, tempFolder } from './kit.ts'

function acquired(folder: string): { release(): void } {
  const answer = acquireFolder(folder)
  if (!('release' in answer)) throw new Error(`not acquired: ${JSON.stringify(answer)}`)
  afterwards(() => answer.release())
  return answer
}

const CHILD = `
  const { acquireFolder } = await import(process.argv[1])
  const answer = acquireFolder(process.argv[2])
  process.stdout.write(JSON.stringify(answer))
  setInterval(() => {}, 1000)
`

/** Another process that takes the folder and stays until it is killed. */
async function holder(folder: string): Promise<{ pid: number; kill: () => Promise<void> }> {
  const module = new URL('../../../main/store/folder.ts', import.meta.url).href
  const child = spawn(process.execPath, ['--input-type=module', '-e', CHILD, module, folder], { stdio: ['ignore', 'pipe', 'inherit'] })
  afterwards(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return {
    pid: child.pid ?? 0,
    kill: async () => {
      const gone = once(child, 'exit')
      child.kill('SIGKILL')
      await gone
    },
  }
}

describe('the data folder', () => {
  it('is had once, named with its holder, and free after release', () => {
    const folder = join(tempFolder(), 'new')
    const first = acquired(folder)
    expect(acquireFolder(folder)).toEqual({ holder: { pid: process.pid } })
    first.release()
    first.release()
    expect(readdirSync(folder)).toEqual(['branchwatch.lock'])
    acquired(folder).release()
  })

  it('is free again when its holder was killed, whatever files it left', async () => {
    const folder = tempFolder()
    const other = await holder(folder)
    expect(acquireFolder(folder)).toEqual({ holder: { pid: other.pid } })
    await other.kill()
    acquired(folder)
    expect(acquireFolder(folder)).toEqual({ holder: { pid: process.pid } })
  })

  it('is not held by files that only look like it', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'branchwatch.holder.json'), '{"pid":1,"url":"http://x"}')
    const first = acquired(folder)
    expect(acquireFolder(folder)).toEqual({ holder: { pid: process.pid } })
    first.release()
  })

  it('answers the problem where it cannot be used', () => {
    const folder = tempFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(acquireFolder(join(folder, 'file'))).toMatchObject({ problem: { kind: 'other' } })
    mkdirSync(join(folder, 'branchwatch.lock'))
    expect(acquireFolder(folder)).toHaveProperty('problem')
  })
})
