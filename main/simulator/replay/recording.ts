/** A file of a recorded walk as objects: `.snmprec`, `snmpwalk -On` output or a recording of ours. A bad line loses itself and is told. */
import { MOST_OCTETS, MOST_ROWS, readHeader, type RecordingHeader } from '../../../shared/format/recording.ts'
import type { LineTrouble, RecordedRow } from './row.ts'
import { readSnmprec } from './snmprec.ts'
import { beginObject, finishObject, isWalkLine, type OpenObject } from './snmpwalk.ts'

export type LineIssue = { readonly line: number; readonly trouble: LineTrouble; readonly text: string }
export type Recording = {
  readonly rows: readonly RecordedRow[]
  /** The first of them; `lost` counts all. */
  readonly issues: readonly LineIssue[]
  readonly lost: number
  /** True where the file has more objects than are taken. */
  readonly cut: boolean
  readonly header: RecordingHeader | null
}

const MOST_ISSUES = 200
const LONGEST_QUOTE = 80

/** Reads the octets of a file. Never throws; what it holds may be anything. */
export function readRecording(bytes: Uint8Array): Recording {
  const text = textOf(Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, MOST_OCTETS)))
  const gathered = new Gathering()
  const lines = linesOf(text)
  let walk: boolean | null = null
  let open: OpenObject | null = null
  let header: RecordingHeader | null = null
  let number = 0
  for (const line of lines) {
    number++
    if (gathered.full) break
    if (number === 1) header = readHeader(Buffer.from(line, 'latin1').toString('utf8'))
    walk ??= isWalkLine(line) ? true : line.includes('|') && !line.startsWith('#') ? false : null
    if (walk !== true) {
      const row = readSnmprec(line)
      if (row !== 'comment') gathered.take(row, number, line)
      continue
    }
    const begun = beginObject(line, number, open)
    if (!begun) {
      if (open) open.text += `\n${line}`
      else if (line.trim() !== '') gathered.take('unreadable', number, line)
      continue
    }
    if (open) gathered.take(finishObject(trimmed(open)), open.line, open.place)
    open = begun
  }
  if (open) gathered.take(finishObject(trimmed(open)), open.line, open.place)
  return { rows: gathered.rows, issues: gathered.issues, lost: gathered.lost, cut: gathered.full || bytes.byteLength > MOST_OCTETS, header }
}

/** The octets as letters of one octet each. What PowerShell redirects into a file is UTF-16; a BOM is no part of the first line. */
function textOf(file: Buffer): string {
  if (file[0] === 0xff && file[1] === 0xfe) return Buffer.from(file.toString('utf16le', 2)).toString('latin1')
  const bom = file[0] === 0xef && file[1] === 0xbb && file[2] === 0xbf
  return file.toString('latin1', bom ? 3 : 0)
}

/** Empty lines at the end of a file belong to no text. */
const trimmed = (open: OpenObject): OpenObject => ({ ...open, text: open.text.replace(/\n+$/, '') })

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from)
    const to = end < 0 ? text.length : end
    yield text.slice(from, to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to)
    from = to + 1
  }
}

class Gathering {
  readonly rows: RecordedRow[] = []
  readonly issues: LineIssue[] = []
  lost = 0
  private readonly seen = new Set<string>()

  get full(): boolean {
    return this.rows.length >= MOST_ROWS
  }

  take(row: RecordedRow | LineTrouble, line: number, text: string): void {
    if (typeof row === 'string') this.miss(row, line, text)
    else if (this.seen.has(row.oid)) this.miss('twice', line, row.oid)
    else {
      this.seen.add(row.oid)
      this.rows.push(row)
    }
  }

  private miss(trouble: LineTrouble, line: number, text: string): void {
    this.lost++
    if (this.issues.length < MOST_ISSUES) this.issues.push({ line, trouble, text: quoted(text) })
  }
}

/** A part of the line that can be shown anywhere. */
function quoted(text: string): string {
  const shown = text.replace(/[^\x20-\x7e]/g, '·')
  return shown.length > LONGEST_QUOTE ? `${shown.slice(0, LONGEST_QUOTE - 1)}…` : shown
}
