/** Hands a file to the person: the browser's own download, no server involved. */
import { fileName } from '../../shared/format/plain.ts'

export function saveFile(name: string, content: string | Blob, type = 'text/csv;charset=utf-8'): void {
  const url = URL.createObjectURL(typeof content === 'string' ? new Blob([content], { type }) : content)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = fileName(name)
  document.body.append(anchor)
  anchor.click()
  anchor.remove()
  // The browser reads the address a moment after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
