/** English: traps and informs: the log, the receiver, its settings, MIB modules. */
import type { traps as vi } from '../vi/traps.ts'
import type { SameKeys } from '../keys.ts'

export const traps: SameKeys<typeof vi> = {
  problem: {
    privilege:
      'No right to open port {{port}} (below 1024). Set the port to 1162 and redirect. Linux: sudo iptables -t nat -A PREROUTING -p udp --dport {{port}} -j REDIRECT --to-ports 1162. Windows: run as administrator, or have devices send to port 1162.',
    forbidden: 'The system does not allow port {{port}} ({{code}}). Choose another one, for example 1162.',
    inUse:
      'Port {{port}} is in use by another program (another Branchwatch window, snmptrapd, the SNMP Trap service of Windows). End that program or choose another port. It is tried again every 15 seconds.',
    other: 'Port {{port}} could not be opened: {{code}}. It is tried again every 15 seconds.',
    loop: 'This is the trap port of this very computer: traps would go round for ever. Enter the address of another system.',
  },
  mib: {
    issue: {
      noModule: 'No MIB: there is no "NAME DEFINITIONS ::= BEGIN".',
      noEnd: 'Module {{name}} has no END: the file may be cut off. What could be read is used.',
      importsNoEnd: 'The IMPORTS of {{name}} lack their semicolon. Put ";" at the end of IMPORTS.',
      stringNoEnd: 'A quotation mark in {{name}} is never closed. What stands before it is used.',
      statement: 'The definition of {{name}} is unfinished: there is no "::= { … }". It is left out.',
      value: 'The definition of {{name}} has no valid place in the tree. It is left out.',
      tooMuch: 'The file is too large or has too many definitions. What could be read is used.',
      duplicate: 'Module {{name}} is already in the file {{other}}; that one is used, this one left out.',
      imports: 'Module {{name}} needs {{other}}, which is not loaded: {{count}} names cannot be used. Load that MIB too.',
      unresolved: '{{count}} names have no place in the tree, beginning with {{name}}: {{other}} was not found.',
      cycle: 'Definitions around {{name}} point at each other: {{count}} names are left out.',
      tooBig: 'The file is too large ({{detail}} bytes) and was not read.',
      tooMany: 'More than {{detail}} files in the folder; from this one on they are not read.',
      unreadable: 'The file could not be opened ({{detail}}). Check its rights.',
      notText: 'Not a text file.',
    },
  },
}
