/** Reads a folder of MIB files, and those that net-snmp brings: bounded in number and size; a file that cannot be read loses only itself. */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { MibText } from './library.ts'

export type FolderIssue = { readonly file: string; readonly kind: 'tooBig' | 'tooMany' | 'unreadable' | 'notText'; readonly detail: string }
export type MibFile = { readonly name: string; readonly bytes: number }
export type MibFolder = { readonly files: readonly MibFile[]; readonly texts: readonly MibText[]; readonly issues: readonly FolderIssue[] }
export type FolderLimits = { readonly files: number; readonly fileBytes: number; readonly folderBytes: number }

/** The newer version of a module that two of them describe goes first. */
const SHIPPED = [
  'SNMPv2-SMI',
  'SNMPv2-TC',
  'SNMPv2-CONF',
  'SNMPv2-MIB',
  'IF-MIB',
  'IANAifType-MIB',
  'RFC1155-SMI',
  'RFC-1212',
  'RFC-1215',
  'RFC1213-MIB',
]

export function readMibFolder(folder: string, limits: FolderLimits): MibFolder {
  const files: MibFile[] = []
  const texts: MibText[] = []
  const issues: FolderIssue[] = []
  let total = 0
  for (const name of namesIn(folder)) {
    if (files.length >= limits.files) {
      issues.push({ file: name, kind: 'tooMany', detail: String(limits.files) })
      break
    }
    try {
      const stat = statSync(join(folder, name))
      if (!stat.isFile()) continue
      files.push({ name, bytes: stat.size })
      total += stat.size
      if (stat.size > limits.fileBytes || total > limits.folderBytes) {
        issues.push({ file: name, kind: 'tooBig', detail: String(stat.size) })
        total -= stat.size
        continue
      }
      const text = asText(readFileSync(join(folder, name)))
      if (text === null) issues.push({ file: name, kind: 'notText', detail: '' })
      else texts.push({ name, text, shipped: false })
    } catch (error) {
      issues.push({ file: name, kind: 'unreadable', detail: error instanceof Error && 'code' in error ? String(error.code) : '' })
    }
  }
  return { files, texts, issues }
}

/** The modules that come with the library. */
export function shippedMibs(): MibText[] {
  const folder = join(dirname(createRequire(import.meta.url).resolve('net-snmp')), 'lib', 'mibs')
  return SHIPPED.flatMap((name) => {
    try {
      return { name: `${name}.mib`, text: readFileSync(join(folder, `${name}.mib`), 'utf8'), shipped: true }
    } catch {
      return []
    }
  })
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => !name.startsWith('.') && !name.endsWith('.new'))
      .sort()
  } catch {
    return []
  }
}

/** UTF-8, or Latin-1 as older files are written; null where it is a program or a picture. */
function asText(bytes: Buffer): string | null {
  if (bytes.includes(0)) return null
  const text = bytes.toString('utf8')
  return text.includes('\uFFFD') ? bytes.toString('latin1') : text
}
