/** Joins the modules of many MIB files, in any order, into one list of names: identifier → name, module, words of its numbers. What does not fit is told and left out. */
import { readMibFile, type Definition, type Fault, type MibModuleText, type Syntax, type Words } from './module.ts'

export type MibText = { readonly name: string; readonly text: string; /** Comes with the console. */ readonly shipped: boolean }
export type Named = { readonly name: string; readonly module: string; readonly words: Words | null; readonly isTrap: boolean }
export type LibraryIssue = {
  readonly file: string
  readonly line: number | null
  readonly kind: Fault['kind'] | 'duplicate' | 'imports' | 'unresolved' | 'cycle'
  /** The module or name it is about, and the other file or the missing modules. */
  readonly name: string
  readonly other: string
  readonly count: number
}
export type LoadedModule = { readonly name: string; readonly file: string; readonly shipped: boolean; objects: number; traps: number }
export type MibLibrary = {
  readonly names: ReadonlyMap<string, Named>
  readonly modules: readonly LoadedModule[]
  readonly issues: readonly LibraryIssue[]
}
/** A name for an identifier, and what is left of it: the instance. */
export type Found = Named & { readonly rest: string }

const MOST_NAMES = 500_000
const MOST_DEPTH = 128
const ROOTS: Readonly<Record<string, string>> = { iso: '1', ccitt: '0', 'joint-iso-ccitt': '2' }
/** v1 traps of this enterprise are the standard ones. */
const SNMP = '1.3.6.1.2.1.11'
const SNMP_TRAPS = '1.3.6.1.6.3.1.1.5'

type Loaded = { readonly text: MibModuleText; readonly file: string; readonly shipped: boolean }

/** Where a module is there twice, the first one stays; a person's own goes before a shipped one. */
export function buildLibrary(texts: readonly MibText[]): MibLibrary {
  const files = [...texts.filter((one) => !one.shipped), ...texts.filter((one) => one.shipped)]
  const issues: LibraryIssue[] = []
  const issue = (file: string, kind: LibraryIssue['kind'], more: Partial<LibraryIssue> = {}): void => {
    issues.push({ file, kind, line: null, name: '', other: '', count: 0, ...more })
  }
  const byName = new Map<string, Loaded>()
  const read = new Set<string>()
  for (const { name: file, text, shipped } of files) {
    // The same file under another name is no news.
    if (read.has(text)) continue
    read.add(text)
    const { modules, faults } = readMibFile(text)
    if (!shipped) for (const { kind, line, name } of faults) issue(file, kind, { line, name })
    for (const module of modules) {
      const there = byName.get(module.name)
      if (!there) byName.set(module.name, { text: module, file, shipped })
      else if (!shipped) issue(file, 'duplicate', { line: module.line, name: module.name, other: there.file })
    }
  }
  const resolver = new Resolver(byName)
  const names = new Map<string, Named>()
  const loaded: LoadedModule[] = []
  for (const [name, { text, file, shipped }] of byName) {
    const made: LoadedModule = { name, file, shipped, objects: 0, traps: 0 }
    loaded.push(made)
    const lost: Definition[] = []
    for (const definition of text.definitions.values()) {
      const oid = resolver.oidOf(name, definition.name)
      if (oid === null) {
        lost.push(definition)
        continue
      }
      made.objects += 1
      if (definition.isTrap) made.traps += 1
      if (names.size < MOST_NAMES && !names.has(oid))
        names.set(oid, { name: definition.name, module: name, words: resolver.wordsOf(name, definition.syntax), isTrap: definition.isTrap })
    }
    if (shipped) continue
    const missing = [...new Set(text.imports.values())].filter((from) => !byName.has(from))
    if (missing.length > 0 && lost.length > 0)
      issue(file, 'imports', { line: text.line, name, other: missing.slice(0, 8).join(', '), count: lost.length })
    else if (lost[0]) {
      const kind = resolver.cyclic.has(`${name}::${lost[0].name}`) ? 'cycle' : 'unresolved'
      issue(file, kind, { line: lost[0].line, name: lost[0].name, other: lost[0].parent ?? '', count: lost.length })
    }
  }
  return { names, modules: loaded, issues }
}

class Resolver {
  readonly cyclic = new Set<string>()
  private readonly modules: ReadonlyMap<string, Loaded>
  private readonly known = new Map<string, string | null>()
  /** Where a name is defined first, for what is imported from a module of another name. */
  private readonly anywhere = new Map<string, string>()

  constructor(modules: ReadonlyMap<string, Loaded>) {
    this.modules = modules
    for (const [module, { text }] of modules)
      for (const name of text.definitions.keys()) if (!this.anywhere.has(name)) this.anywhere.set(name, module)
  }

  /** The identifier of a module's own name; null where it hangs on nothing known. */
  oidOf(module: string, name: string, depth = 0): string | null {
    const key = `${module}::${name}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const definition = this.modules.get(module)?.text.definitions.get(name)
    if (!definition) return null
    if (depth > MOST_DEPTH) {
      this.cyclic.add(key)
      return null
    }
    // Asked again before it is answered: it hangs on itself.
    this.known.set(key, null)
    const oid = this.place(module, definition, depth)
    if (oid === null && depth > 0) this.cyclic.add(key)
    this.known.set(key, oid)
    return oid
  }

  private place(module: string, { parent, arcs, isV1Trap, name }: Definition, depth: number): string | null {
    if (parent === null) return arcs.join('.')
    const above = this.above(module, parent, name, depth)
    if (above === null) return null
    if (!isV1Trap) return [above, ...arcs].join('.')
    return above === SNMP ? `${SNMP_TRAPS}.${(arcs[0] ?? 0) + 1}` : `${above}.0.${arcs[0] ?? 0}`
  }

  private above(module: string, parent: string, child: string, depth: number): string | null {
    const text = this.modules.get(module)?.text
    if (parent !== child && text?.definitions.has(parent)) return this.oidOf(module, parent, depth + 1)
    const from = text?.imports.get(parent)
    if (from !== undefined && this.modules.get(from)?.text.definitions.has(parent)) return this.oidOf(from, parent, depth + 1)
    const root = ROOTS[parent]
    if (root !== undefined) return root
    const other = this.anywhere.get(parent)
    return other === undefined || other === module ? null : this.oidOf(other, parent, depth + 1)
  }

  wordsOf(module: string, syntax: Syntax | null): Words | null {
    let at = module
    let now = syntax
    for (let depth = 0; now && depth < 8; depth++) {
      if (now.words) return now.words
      const text = this.modules.get(at)?.text
      const own: Syntax | undefined = text?.types.get(now.type)
      const from: string | undefined = own ? at : text?.imports.get(now.type)
      const next: Syntax | undefined = own ?? (from === undefined ? undefined : this.modules.get(from)?.text.types.get(now.type))
      if (!next || from === undefined || next === now) return null
      at = from
      now = next
    }
    return null
  }
}

/** The nearest name at or above an identifier; null where none of the tree down to the enterprise is named. */
export function nameOf(names: ReadonlyMap<string, Named>, oid: string): Found | null {
  let at = oid
  for (;;) {
    const named = names.get(at)
    if (named) return { ...named, rest: oid.slice(at.length + 1) }
    const dot = at.lastIndexOf('.')
    if (dot < 0) return null
    at = at.slice(0, dot)
  }
}
