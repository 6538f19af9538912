/** The MIB modules as the reader holds them: read when first needed, read anew when the folder changed; names for identifiers and words for numbers. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { MibIssue, Mibs } from '../../shared/contract/traps.ts'
import { MIB_LIMITS } from '../../shared/contract/traps.ts'
import type { Phrase } from '../../shared/model/phrase.ts'
import type { NamedVarbind, TrapVarbind } from '../../shared/model/trap.ts'
import { readMibFolder, shippedMibs, type MibFolder } from '../snmp/mib/folder.ts'
import { buildLibrary, nameOf, type LibraryIssue, type MibLibrary } from '../snmp/mib/library.ts'

export type MibShelf = {
  /** Of a trap or any object: its name with the instance, and its module. */
  name(oid: string): { name: string; module: string } | null
  varbind(varbind: TrapVarbind): NamedVarbind
  all(): Mibs
  /** The folder is read again when it is needed next. */
  forget(): void
}

const MOST_ISSUES = 200
/** A name that only says "somewhere below enterprises" says nothing. */
const LEAST_ARCS = 7

type Read = { readonly folder: MibFolder; readonly library: MibLibrary; readonly signature: string }

export function mibShelf(folder: string): MibShelf {
  let read: Read | null = null
  const shipped = shippedMibs()

  function load(): Read {
    if (read) return read
    const signature = signatureOf(folder)
    const found = readMibFolder(folder, {
      files: MIB_LIMITS.files,
      fileBytes: MIB_LIMITS.fileChars,
      folderBytes: MIB_LIMITS.folderBytes,
    })
    read = { folder: found, library: buildLibrary([...found.texts, ...shipped]), signature }
    return read
  }

  function name(oid: string): { name: string; module: string } | null {
    const found = nameOf(load().library.names, oid)
    if (!found) return null
    const arcs = oid.split('.').length
    const left = found.rest === '' ? 0 : found.rest.split('.').length
    if (left > 0 && arcs - left < LEAST_ARCS) return null
    return { name: found.rest === '' ? found.name : `${found.name}.${found.rest}`, module: found.module }
  }

  return {
    name,
    varbind(varbind) {
      const named = name(varbind.oid)
      const { names } = load().library
      const word = varbind.number === null ? null : (nameOf(names, varbind.oid)?.words?.get(varbind.number) ?? null)
      // What a value points at has a name too.
      const pointed = varbind.type === 'oid' ? name(varbind.text) : null
      return { ...varbind, name: named?.name ?? null, word: word ?? pointed?.name ?? null }
    },
    all() {
      // Files may have been put there by hand.
      if (read && signatureOf(folder) !== read.signature) read = null
      const { folder: found, library } = load()
      const issues: MibIssue[] = [
        ...found.issues.map(({ file, kind, detail }) => ({ file, line: null, phrase: phrase(kind, { detail }) })),
        ...library.issues.map(({ file, line, kind, ...params }) => ({ file, line, phrase: phrase(kind, params) })),
      ]
      const byFile = Map.groupBy(
        library.modules.filter((module) => !module.shipped),
        (module) => module.file,
      )
      return {
        folder,
        modules: library.modules.map((one) => ({
          name: one.name,
          file: one.shipped ? null : one.file,
          objects: one.objects,
          traps: one.traps,
        })),
        files: found.files.map(({ name: file, bytes }) => ({
          name: file,
          bytes,
          modules: (byFile.get(file) ?? []).map((one) => one.name),
        })),
        issues: issues.slice(0, MOST_ISSUES),
        moreIssues: Math.max(0, issues.length - MOST_ISSUES),
      }
    },
    forget() {
      read = null
    },
  }
}

const phrase = (kind: MibFolder['issues'][number]['kind'] | LibraryIssue['kind'], params: Phrase['params']): Phrase => ({
  key: `traps.mib.issue.${kind}`,
  params,
})

function signatureOf(folder: string): string {
  try {
    return readdirSync(folder)
      .map((name) => {
        const stat = statSync(join(folder, name), { throwIfNoEntry: false })
        return `${name}|${stat?.size ?? 0}|${stat?.mtimeMs ?? 0}`
      })
      .join('\n')
  } catch {
    return ''
  }
}
