/** Reads a chosen file as CSV text: UTF-8, or UTF-16 where a spreadsheet saved it so; a spreadsheet's own format is refused. */

export const LARGEST = 8_000_000
export type ReadFile = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly problem: 'tooBig' | 'notText' }

/** Bytes as text. The zero bytes of a binary file (xlsx is a zip) make it no text. */
export function decode(bytes: Uint8Array): ReadFile {
  if (bytes.length > LARGEST) return { ok: false, problem: 'tooBig' }
  const utf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  try {
    const name = utf16 ? (bytes[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8'
    const text = new TextDecoder(name, { fatal: true, ignoreBOM: true }).decode(bytes)
    return text.includes('\0') ? { ok: false, problem: 'notText' } : { ok: true, text }
  } catch {
    return { ok: false, problem: 'notText' }
  }
}
