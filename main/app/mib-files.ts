/** Writes MIB files into their folder and takes them out: each whole or not at all, and nothing outside the folder. */
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse, type Refusal } from '../../shared/model/refusal.ts'
import { openProblem, storePhrase } from '../store/problem.ts'
import { makeFolder } from '../store/make-folder.ts'

type File = { readonly name: string; readonly text: string }
type Limits = { readonly files: number; readonly folderBytes: number }

/** Writes what differs from what is there. Names are those that the contract lets through: no path. */
export function writeMibFiles(folder: string, files: readonly File[], limits: Limits): { written: string[] } | Refusal {
  try {
    makeFolder(folder)
    const fresh = files.filter(({ name, text }) => textOf(join(folder, name)) !== text)
    const there = new Map(readdirSync(folder).map((name) => [name, statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0]))
    for (const { name, text } of fresh) there.set(name, Buffer.byteLength(text))
    const bytes = [...there.values()].reduce((sum, size) => sum + size, 0)
    if (there.size > limits.files || bytes > limits.folderBytes)
      return refuse('INVALID', 'tooManyMibs', { files: limits.files, megabytes: Math.floor(limits.folderBytes / 1_000_000) })
    for (const { name, text } of fresh) {
      writeFileSync(join(folder, `.${name}.new`), text)
      renameSync(join(folder, `.${name}.new`), join(folder, name))
    }
    return { written: fresh.map(({ name }) => name) }
  } catch (error) {
    return failed(folder, error)
  }
}

export function removeMibFile(folder: string, name: string): Refusal | null {
  const file = join(folder, name)
  try {
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return refuse('NOT_FOUND', 'notFound')
    rmSync(file)
    return null
  } catch (error) {
    return failed(file, error)
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function failed(file: string, error: unknown): Refusal {
  const { key, params } = storePhrase(openProblem(file, error))
  return { refused: 'UNAVAILABLE', data: { phrase: { key, params } } }
}
