/** Codes of some stations as one text; the first few of many. */
import { useMemo } from 'react'
import { useRead } from '../../app/client.ts'

const SHOWN = 40

export function useCodes(): (ids: readonly number[]) => string {
  const list = useRead('stations.list', undefined, { staleTime: 60_000 })
  return useMemo(() => {
    const codes = new Map((list.data?.rows ?? []).map(({ id, code }) => [id, code]))
    return (ids) => {
      const said = ids.slice(0, SHOWN).map((id) => codes.get(id) ?? `#${id}`)
      return ids.length > SHOWN ? `${said.join(', ')}, …` : said.join(', ')
    }
  }, [list.data])
}
