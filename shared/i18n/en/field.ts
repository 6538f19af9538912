/** English: what is wrong with one field, and how to mend it. Becomes `error.field`. */
import type { field as vi } from '../vi/field.ts'
import type { SameKeys } from '../keys.ts'

export const field: SameKeys<typeof vi> = {
  required: 'This field is needed.',
  type: 'Wrong kind of value; {{expected}} is needed.',
  string: 'Enter text.',
  number: 'Enter a number.',
  integer: 'Enter a whole number.',
  boolean: 'Choose yes or no.',
  list: 'A list is needed.',
  object: 'A group of fields is needed.',
  tooShort: 'At least {{min}} characters are needed.',
  tooLong: 'At most {{max}} characters; shorten it.',
  tooSmall: 'The smallest value is {{min}}.',
  tooBig: 'The largest value is {{max}}.',
  tooFew: 'Choose at least {{min}}.',
  tooMany: 'Choose at most {{max}}.',
  choice: 'Choose one of: {{choices}}.',
  format: 'The form of this value is not right.',
  unknown: 'There is no such field; leave out {{names}}.',
  future: 'The time must lie ahead.',
  period: 'The end must be after the beginning.',
  profile: 'There is no such device profile.',
  credential: 'There is no such credential, or the key that opens it is lost.',
  invalid: 'This value is not valid.',
  named: {
    host: 'An address has letters, digits and . : _ - only, without a port. For example 10.20.3.4.',
    stationCode: 'A station code has capital letters, digits and . _ - and starts with a letter or digit. For example TQG0327-12.',
    day: 'Write a day as YEAR-MONTH-DAY, for example 2026-03-31.',
    month: 'Write a month as YEAR-MONTH, for example 2026-03.',
    probableCause: 'This probable cause is not in the ITU list.',
    privNeedsAuth: 'SNMPv3 privacy needs authentication as well.',
  },
}
