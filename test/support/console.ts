/** A real console in a temporary folder, with what tests ask of it. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouterClient, type AnyRouter } from '@orpc/server'
import type { ContractRouterClient } from '@orpc/contract'
import { createRouter } from '../../main/app/router.ts'
import { openSupervisor, type Supervisor } from '../../main/app/supervisor.ts'
import type { ConsoleOptions } from '../../main/app/console.ts'
import type { Contract } from '../../shared/contract/contract.ts'
import type { Changes } from '../../shared/contract/live.ts'
import type { Actor } from '../../shared/model/access.ts'

export const ADMIN: Actor = { name: 'Nguyễn Thử', role: 'admin' }

export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'branchwatch-console-'))
}

export type Line = Parameters<ConsoleOptions['log']>[0]
export type Opened = {
  console: Supervisor
  /** As a screen calls: through the router, as an administrator. */
  client: ContractRouterClient<Contract>
  changes: Changes[]
  log: Line[]
  /** Waits until something holds, looking ten times a second. */
  until<T>(what: string, look: () => Promise<T | null | undefined | false> | T | null | undefined | false, ms?: number): Promise<T>
}

const opened = new Set<Supervisor>()
const folders = new Set<string>()

export async function open(options: Partial<ConsoleOptions> = {}): Promise<Opened> {
  const folder = options.folder ?? temporaryFolder()
  folders.add(folder)
  const log: Line[] = []
  const console = await openSupervisor({ log: (line) => log.push(line), ...options, folder })
  opened.add(console)
  const changes: Changes[] = []
  console.subscribe((batch) => changes.push(batch))
  const client = createRouterClient(createRouter(console) as AnyRouter, {
    context: { actor: ADMIN, host: 'web' },
  }) as ContractRouterClient<Contract>
  return { console, client, changes, log, until }
}

export async function close(console: Supervisor): Promise<void> {
  opened.delete(console)
  await console.close()
}

/** Ends every console of the test and removes what it wrote. */
export async function closeAll(): Promise<void> {
  for (const console of opened) await close(console)
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
}

async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  ms = 30_000,
): Promise<T> {
  const end = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found) return found
    if (performance.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
