/** Reads the modules of one MIB file (SMIv1 and SMIv2): which names stand for which identifiers, and which numbers have words. Never throws on a file. */
import { tokens, type Token } from './tokens.ts'

/** Words of numbers: `up(1)`. */
export type Words = ReadonlyMap<number, string>
export type Syntax = { readonly type: string; readonly words: Words | null }

/** A name and where it hangs: below `parent` (a name; null at the root) by these numbers. */
export type Definition = {
  readonly name: string
  readonly parent: string | null
  readonly arcs: readonly number[]
  readonly syntax: Syntax | null
  readonly isTrap: boolean
  /** A v1 trap: `parent` is its enterprise, the only arc its specific number. */
  readonly isV1Trap: boolean
  readonly line: number
}
export type MibModuleText = {
  readonly name: string
  readonly line: number
  /** Imported name → module. */
  readonly imports: ReadonlyMap<string, string>
  readonly definitions: ReadonlyMap<string, Definition>
  readonly types: ReadonlyMap<string, Syntax>
}
export type Fault = {
  readonly line: number
  readonly kind: 'noModule' | 'noEnd' | 'importsNoEnd' | 'stringNoEnd' | 'statement' | 'value' | 'tooMuch'
  readonly name: string
}
export type ReadFile = { readonly modules: readonly MibModuleText[]; readonly faults: readonly Fault[] }

const MOST_TOKENS = 3_000_000
const MOST_DEFINITIONS = 60_000
const MOST_FAULTS = 20
const MOST_ARCS = 64
const MOST_WORDS = 4096
const LARGEST_ARC = 0xffffffff
/** What stands behind the name of a definition. */
const MACROS = new Set(['OBJECT-TYPE', 'OBJECT-IDENTITY', 'MODULE-IDENTITY', 'NOTIFICATION-TYPE', 'TRAP-TYPE'])
const TRAP_MACROS = new Set(['NOTIFICATION-TYPE', 'TRAP-TYPE'])
/** Words that end a statement which lacks its end. */
const STOPS = new Set(['END', 'IMPORTS', 'BEGIN'])

class Stop extends Error {
  readonly fault: Fault
  constructor(fault: Fault) {
    super(fault.kind)
    this.fault = fault
  }
}

class Cursor {
  private readonly source: Generator<Token, void>
  private readonly ahead: Token[] = []
  private count = 0
  line = 1

  constructor(text: string) {
    this.source = tokens(text)
  }

  peek(distance = 0): Token | null {
    while (this.ahead.length <= distance) {
      const { value, done } = this.source.next()
      if (done || !value) return null
      this.count += 1
      if (this.count > MOST_TOKENS) throw new Stop({ kind: 'tooMuch', line: value.line, name: '' })
      this.ahead.push(value)
    }
    return this.ahead[distance] ?? null
  }

  next(): Token | null {
    const token = this.peek()
    if (token) {
      this.ahead.shift()
      this.line = token.line
    }
    return token
  }

  is(text: string, distance = 0): boolean {
    return this.peek(distance)?.text === text
  }

  /** Past the bracket that closes the one at hand. */
  skip(open: string, close: string): void {
    let depth = 0
    for (let token = this.next(); token; token = this.next()) {
      if (token.text === open) depth += 1
      else if (token.text === close && --depth <= 0) return
    }
  }
}

export function readMibFile(text: string): ReadFile {
  const modules: MibModuleText[] = []
  const faults: Fault[] = []
  const cursor = new Cursor(text)
  const note = (fault: Fault): void => {
    if (faults.length < MOST_FAULTS) faults.push(fault)
  }
  try {
    for (let token = cursor.next(); token; token = cursor.next()) {
      if (token.kind !== 'word') continue
      if (cursor.is('{')) cursor.skip('{', '}')
      if (!cursor.is('DEFINITIONS')) continue
      while (cursor.peek() && !cursor.is('BEGIN')) cursor.next()
      cursor.next()
      modules.push(readModule(cursor, token, note))
    }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    note(error.fault)
  }
  if (modules.length === 0) note({ kind: 'noModule', line: 1, name: '' })
  return { modules, faults }
}

function readModule(cursor: Cursor, head: Token, note: (fault: Fault) => void): MibModuleText {
  const imports = new Map<string, string>()
  const definitions = new Map<string, Definition>()
  const types = new Map<string, Syntax>()
  const module: MibModuleText = { name: head.text, line: head.line, imports, definitions, types }
  const define = (one: Definition): void => {
    if (definitions.size >= MOST_DEFINITIONS) throw new Stop({ kind: 'tooMuch', line: one.line, name: head.text })
    if (!definitions.has(one.name)) definitions.set(one.name, one)
  }
  for (let token = cursor.next(); token; token = cursor.next()) {
    if (token.text === 'END') return module
    if (token.text === '"' && token.kind === 'sign') {
      note({ kind: 'stringNoEnd', line: token.line, name: head.text })
      return module
    }
    if (token.kind !== 'word') continue
    if (token.text === 'IMPORTS') {
      if (!readImports(cursor, imports)) note({ kind: 'importsNoEnd', line: token.line, name: head.text })
    } else if (token.text === 'EXPORTS') while (cursor.peek() && cursor.next()?.text !== ';');
    else if (cursor.is('MACRO')) while (cursor.peek() && cursor.next()?.text !== 'END');
    else if (cursor.is('::=')) {
      cursor.next()
      const syntax = readType(cursor)
      if (syntax) types.set(token.text, syntax)
    } else {
      const fault = readStatement(cursor, token, define)
      if (fault) note(fault)
    }
  }
  note({ kind: 'noEnd', line: cursor.line, name: head.text })
  return module
}

/** False where the semicolon is missing: read on from the next definition. */
function readImports(cursor: Cursor, imports: Map<string, string>): boolean {
  let names: string[] = []
  for (;;) {
    const token = cursor.peek()
    if (!token || token.text === 'END' || token.text === '"') return false
    // Names have commas between them: two words in a row begin the first definition.
    const after = cursor.peek(1)
    if (token.kind === 'word' && token.text !== 'FROM' && ((after?.kind === 'word' && after.text !== 'FROM') || after?.text === '::='))
      return false
    cursor.next()
    if (token.text === ';') return true
    if (token.text === 'FROM') {
      const from = cursor.next()
      for (const name of names) imports.set(name, from?.text ?? '')
      names = []
    } else if (token.kind === 'word') names.push(token.text)
  }
}

/** `Name ::=` a type: a textual convention or a plain one; null where it has nothing to name. */
function readType(cursor: Cursor): Syntax | null {
  if (cursor.is('TEXTUAL-CONVENTION')) {
    while (cursor.peek() && !cursor.is('SYNTAX')) {
      if (cursor.is('::=', 1) || STOPS.has(cursor.peek()?.text ?? '')) return null
      cursor.next()
    }
    cursor.next()
  }
  return readSyntax(cursor)
}

function readSyntax(cursor: Cursor): Syntax | null {
  if (cursor.is('[')) cursor.skip('[', ']')
  if (cursor.is('IMPLICIT')) cursor.next()
  const type = cursor.peek()
  if (type?.kind !== 'word' || STOPS.has(type.text)) return null
  cursor.next()
  if (type.text === 'SEQUENCE' || type.text === 'CHOICE') {
    if (cursor.is('{')) cursor.skip('{', '}')
    return null
  }
  if ((type.text === 'OCTET' && cursor.is('STRING')) || (type.text === 'OBJECT' && cursor.is('IDENTIFIER'))) cursor.next()
  if (cursor.is('(')) cursor.skip('(', ')')
  if (!cursor.is('{')) return { type: type.text, words: null }
  return { type: type.text, words: type.text === 'BITS' ? skipped(cursor) : readWords(cursor) }
}

function skipped(cursor: Cursor): null {
  cursor.skip('{', '}')
  return null
}

/** `{ up(1), down(2) }` */
function readWords(cursor: Cursor): Words {
  const words = new Map<number, string>()
  cursor.next()
  for (let token = cursor.next(); token && token.text !== '}'; token = cursor.next()) {
    const number = cursor.peek(1)
    if (token.kind !== 'word' || !cursor.is('(') || number?.kind !== 'number') continue
    cursor.next()
    cursor.next()
    if (words.size < MOST_WORDS) words.set(Number(number.text), token.text)
  }
  return words
}

/** `name MACRO … ::= value`. Where the end is missing, reads on from the next statement. */
function readStatement(cursor: Cursor, name: Token, define: (one: Definition) => void): Fault | null {
  const macro = cursor.next()?.text ?? ''
  let syntax: Syntax | null = null
  let enterprise: string | null = null
  for (;;) {
    const token = cursor.peek()
    if (token?.kind === 'sign' && token.text === '"') return null
    // The head of the next statement: this one never came to its value.
    if (!token || STOPS.has(token.text) || (token.kind === 'word' && MACROS.has(cursor.peek(1)?.text ?? '')))
      return { kind: 'statement', line: name.line, name: name.text }
    cursor.next()
    if (token.text === '::=') break
    if (token.text === 'SYNTAX' && syntax === null) syntax = readSyntax(cursor)
    else if (token.text === 'ENTERPRISE') enterprise = readEnterprise(cursor)
  }
  const line = name.line
  const fault: Fault = { kind: 'value', line, name: name.text }
  const isTrap = TRAP_MACROS.has(macro)
  if (macro === 'TRAP-TYPE') {
    const number = cursor.next()
    const arc = Number(number?.text)
    if (number?.kind !== 'number' || !isArc(arc) || enterprise === null) return fault
    define({ name: name.text, parent: enterprise, arcs: [arc], syntax: null, isTrap, isV1Trap: true, line })
    return null
  }
  if (!cursor.is('{')) return fault
  const place = readPlace(cursor, line, define)
  if (!place) {
    for (let i = 0; i < MOST_ARCS && !STOPS.has(cursor.peek()?.text ?? 'END'); i++) if (cursor.next()?.text === '}') break
    return fault
  }
  define({ name: name.text, ...place, syntax, isTrap, isV1Trap: false, line })
  return null
}

function readEnterprise(cursor: Cursor): string | null {
  if (cursor.is('{')) cursor.next()
  const token = cursor.next()
  return token?.kind === 'word' ? token.text : null
}

/** `{ parent a(1) 2 }`; names on the way that bring their number are names too. */
function readPlace(
  cursor: Cursor,
  line: number,
  define: (one: Definition) => void,
): { parent: string | null; arcs: readonly number[] } | null {
  cursor.next()
  let parent: string | null = null
  const arcs: number[] = []
  for (let first = true; ; first = false) {
    const token = cursor.next()
    if (!token || arcs.length > MOST_ARCS) return null
    if (token.text === '}') return arcs.length > 0 || parent !== null ? { parent, arcs } : null
    if (token.kind === 'number') {
      const arc = Number(token.text)
      if (!isArc(arc)) return null
      arcs.push(arc)
    } else if (token.kind === 'word' && cursor.is('(')) {
      cursor.next()
      const number = cursor.next()
      const arc = Number(number?.text)
      if (number?.kind !== 'number' || !isArc(arc) || cursor.next()?.text !== ')') return null
      arcs.push(arc)
      // The last one is the name being defined, under its other name.
      if (!first && !cursor.is('}'))
        define({ name: token.text, parent, arcs: [...arcs], syntax: null, isTrap: false, isV1Trap: false, line })
    } else if (token.kind === 'word' && first) parent = token.text
    else return null
  }
}

const isArc = (arc: number): boolean => Number.isInteger(arc) && arc >= 0 && arc <= LARGEST_ARC
