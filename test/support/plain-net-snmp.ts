/** net-snmp as it comes, without anything of ours around it: to show what the faults are that we guard against. */
import { execFile } from 'node:child_process'
import type { EventEmitter } from 'node:events'
import { createRequire } from 'node:module'
import { ROOT } from './branchwatch.ts'

export type PlainVarbind = { oid: string; type: number; value: unknown }
type Done = (error: Error | null, varbinds: PlainVarbind[]) => void
export type PlainSession = EventEmitter & {
  get(oids: string[], done: Done): void
  walk(root: string, most: number, feed: (rows: PlainVarbind[]) => void, done: (error: Error | null) => void): void
  close(): void
  dgram: EventEmitter
}
type Options = { port: number; timeout: number; retries: number; version?: number }
type User = { name: string; level: number; authProtocol: string; authKey: string; privProtocol: string; privKey: string }
type PlainLibrary = {
  createSession(host: string, community: string, options: Options): PlainSession
  createV3Session(host: string, user: User, options: Options): PlainSession
  Version2c: number
  Version3: number
  SecurityLevel: { authPriv: number }
  AuthProtocols: { sha: string }
  PrivProtocols: { aes: string }
}
export const plain: PlainLibrary = createRequire(import.meta.url)('net-snmp')

export const plainUser: User = {
  name: 'branch',
  level: plain.SecurityLevel.authPriv,
  authProtocol: plain.AuthProtocols.sha,
  authKey: 'authpass-12345',
  privProtocol: plain.PrivProtocols.aes,
  privKey: 'privpass-12345',
}

/** What a GET of the plain library ends with: the values as text, or the error's name. */
export function plainGet(session: PlainSession, oids: string[]): Promise<string[]> {
  return new Promise((resolve) =>
    session.get(oids, (error, varbinds) => resolve(error ? [error.name] : varbinds.map(({ value }) => String(value)))),
  )
}

/** Runs a few lines of CommonJS in a process of their own: `snmp` is the library, `done(text)` ends it well. */
export function apart(lines: string): Promise<{ code: number | null; out: string; err: string }> {
  const script = `const snmp = require('net-snmp'), dgram = require('dgram'); const done = (text) => { console.log(text); process.exit(0) }; setTimeout(() => done('alive'), 3000);\n${lines}`
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['-e', script], { cwd: ROOT, timeout: 20_000 }, (_error, out, err) =>
      resolve({ code: child.exitCode, out: out.trim(), err }),
    )
  })
}
