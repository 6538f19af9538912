/** Who may do what: roles in rising order, and who is calling. */
import { z } from 'zod'

/** Each role may do all that the ones before it may. */
export const Role = z.enum(['viewer', 'technician', 'engineer', 'manager', 'admin'])
export type Role = z.infer<typeof Role>

/** True where `have` is at least `need`. */
export function allows(have: Role, need: Role): boolean {
  return Role.options.indexOf(have) >= Role.options.indexOf(need)
}

/** The one who calls: a person at this console or a script with a token. */
export type Actor = { readonly name: string; readonly role: Role }
