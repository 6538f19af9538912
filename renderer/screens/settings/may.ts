/** What the one at this console may do: buttons that would be refused are not offered as if they worked. */
import { allows, type Role } from '../../../shared/model/access.ts'
import { useRead } from '../../app/client.ts'

/** True where the role allows it; false too while the role is not known yet. */
export function useMay(role: Role): boolean {
  const me = useRead('session.me')
  return me.data ? allows(me.data.role, role) : false
}
