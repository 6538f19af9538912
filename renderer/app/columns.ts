/** Reads the columns of answers as they come over the line: base64 back to typed arrays. */
import type { StandardRPCCustomJsonSerializer } from '@orpc/client/standard'
import { COLUMN_KINDS } from '../../shared/contract/columns.ts'

/** For the link of either transport. Nothing is sent as columns. */
export const columnSerializers: StandardRPCCustomJsonSerializer[] = [...COLUMN_KINDS].map(([type, { make }]) => ({
  type,
  condition: () => false,
  serialize: (data) => data,
  deserialize: (data) => make(bytesOf(String(data))),
}))

function bytesOf(text: string): ArrayBuffer {
  const letters = atob(text)
  const bytes = new Uint8Array(letters.length)
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i)
  return bytes.buffer
}
