/** What a profile says of the family's traps: which problem one raises or clears, how bad it is, and where. Facts, no code. */
import { z } from 'zod'
import { AlarmType, ProbableCause, Severity } from '../../shared/model/alarm.ts'
import { Oid } from './oid.ts'

export const Trap = z
  .strictObject({
    /** The value of snmpTrapOID.0; a v1 trap is mapped to one as RFC 3584 has it. */
    trap: Oid,
    /** `note`: worth a line in the log, no alarm. */
    event: z.enum(['raise', 'clear', 'note']).optional(),
    /** A variable of the trap decides, matched by its prefix; a value in neither list is a note. */
    by: z.strictObject({ object: Oid, raise: z.array(z.number().int()).min(1), clear: z.array(z.number().int()).default([]) }).optional(),
    /** Shared by raise and clear: the id of an alarm rule where polling sees the same fault, else a name of its own under `trapProblem`. */
    problem: z.string().regex(/^[a-z][a-z0-9-]*$/),
    /** Fixed, or the code of a variable of the trap; a code that is not listed is indeterminate. */
    severity: z.union([Severity, z.strictObject({ object: Oid, cases: z.record(z.string(), z.union([Severity, z.literal('cleared')])) })]),
    cause: ProbableCause,
    type: AlarmType,
    /** Names the instance: a column by the index behind it, a scalar by its value. */
    instance: Oid.optional(),
    /** A column by its value all the same: the index differs between raise and clear. */
    named: z.boolean().default(false),
  })
  .refine((t) => t.event !== undefined || t.by !== undefined, { path: ['event'], message: 'profileEvent' })

export type Trap = z.infer<typeof Trap>
