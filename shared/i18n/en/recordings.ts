/** English: recordings. */
import type { recordings as vi } from '../vi/recordings.ts'
import type { SameKeys } from '../keys.ts'

export const recordings: SameKeys<typeof vi> = {
  line: {
    unreadable: 'this line cannot be read',
    oid: 'the OID is wrong',
    type: 'this type of value is not known',
    value: 'the value does not fit its type',
    named: 'the OID is written as a name; run snmpwalk with -On',
    variation: 'a module of snmpsim, without a value to replay',
    absent: 'the device has no such object',
    twice: 'this OID has come before',
  },
}
