/** Makes devices of rows: one call, its reasons at the rows, and a way back in the message. */
import { call, keyOf, queryClient, useCommand, type Path } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { refused } from './edits.ts'
import { canAdd, type Row } from './rows.ts'

const TOUCHED: readonly Path[] = ['discovery.rows', 'devices.list', 'stations.get', 'devices.credentials']
const refresh = () => Promise.all(TOUCHED.map((path) => queryClient.invalidateQueries({ queryKey: keyOf(path) })))

export function useAdd(scanId: number): { add: (rows: readonly Row[]) => void; busy: boolean } {
  const { t } = useWords()
  const command = useCommand('discovery.add')
  const add = (rows: readonly Row[]): void => {
    const wishes = rows
      .filter(canAdd)
      .flatMap(({ id, name, kind, profile, stationId, elsewhere }) =>
        stationId === null ? [] : [{ position: id, name, kind, profile, stationId, elsewhere }],
      )
    if (wishes.length === 0) return
    command.mutate(
      { rows: wishes },
      {
        onError: toastFailure,
        onSuccess: (done) => {
          const tried = wishes.map(({ position }) => position)
          refused(scanId, tried, done.refused)
          void refresh()
          if (done.added.length === 0) return toast({ text: t('discovery.addedNone'), tone: 'problem', stays: 12_000 })
          const devices = done.added.map(({ device }) => ({ id: device.id, version: device.version }))
          toast({
            text:
              done.refused.length === 0
                ? t('discovery.added', { n: devices.length })
                : t('discovery.addedSome', { n: devices.length, refused: done.refused.length }),
            stays: 20_000,
            undo: async () => {
              const { retired } = await call('discovery.undo', { devices })
              await refresh()
              toast({ text: t('discovery.undone', { n: retired }) })
            },
          })
        },
      },
    )
  }
  return { add, busy: command.isPending }
}
