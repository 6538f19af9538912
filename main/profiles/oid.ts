/** How a profile writes object identifiers: dotted digits, or an abbreviation of its `oids` followed by dotted digits. */
import { z } from 'zod'

export const Oid = z
  .string({ error: 'profileOid' })
  .max(512, 'profileOid')
  .regex(/^(\d+|[A-Za-z]\w*)(\.\d+)*$/, 'profileOid')

const many = (one: unknown): unknown => (Array.isArray(one) ? one : [one])

/** One, or alternatives to it: the first that the device has counts. */
export const Oids = z.preprocess(many, z.array(Oid).min(1).max(4))
