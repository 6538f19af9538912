/** A folder that electron-builder takes for Electron's distribution: no runtime in it, but the fuse wire of one. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Version 1 of the wire with nine fuses, all off, as text. */
const WIRE = Buffer.concat([Buffer.from(SENTINEL, 'latin1'), Buffer.from([1, 9]), Buffer.from('000000000', 'latin1')])

export function makeDistribution(folder: string, version: string): string {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  mkdirSync(join(folder, 'resources'), { recursive: true })
  writeFileSync(join(folder, 'locales/vi.pak'), '')
  writeFileSync(join(folder, 'version'), version)
  writeFileSync(join(folder, 'LICENSE'), '')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), '')
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), WIRE, Buffer.from('\n')]), { mode: 0o755 })
  return folder
}
