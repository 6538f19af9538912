/** Finds what of an answer can be handed to another thread without a copy. Pure. */

/** The buffers of all typed arrays in it, each once; only those that are wholly the array's own. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  gather(value, found)
  return [...found]
}

function gather(value: unknown, into: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return
  if (ArrayBuffer.isView(value)) {
    const { buffer, byteLength } = value
    // A piece of a larger buffer is copied: whoever has the rest would lose it.
    if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) into.add(buffer)
    return
  }
  for (const inner of Object.values(value)) gather(inner, into)
}
