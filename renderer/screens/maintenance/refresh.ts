/** After a window changed here: everything that shows windows is read again. */
import { queryClient } from '../../app/client.ts'

export function refreshWindows(): Promise<unknown> {
  return queryClient.invalidateQueries({ queryKey: ['windows'] })
}
