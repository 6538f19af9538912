/** The stations of the inventory: find, add, edit, retire and restore. */
import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import { FileUp, Plus, RadioTower } from 'lucide-react'
import { number } from '../../../shared/format/number.ts'
import { fold, matches, wordsOf } from '../../../shared/format/text.ts'
import type { StationRow } from '../../../shared/model/station.ts'
import { call, useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { useParams } from '../../app/location.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, LinkButton } from '../../components/Button.tsx'
import { DataTable } from '../../components/DataTable.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { SearchBox } from '../../components/Filters.tsx'
import { Checkbox } from '../../components/Form.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { readSort, writeSort } from '../alarms/sorting.ts'
import { StationDialog } from '../station/StationDialog.tsx'
import { useMay } from './may.ts'
import { stationCard, stationColumns, type InventoryRow, type StationDeeds } from './station-columns.tsx'
import css from './Settings.module.css'

export function StationsSection() {
  const { t, locale } = useWords()
  const params = useParams()
  const may = useMay('engineer')
  const list = useRead('stations.list')
  const [adding, setAdding] = useState(params.get('add') === '1')
  const [editing, setEditing] = useState<StationRow | null>(null)
  const [retiring, setRetiring] = useState<StationRow | null>(null)
  const retire = useCommand('stations.retire', { refresh: ['stations.list', 'stations.get', 'stations.overview'] })
  const { mutateAsync: restore } = useCommand('stations.restore', { refresh: ['stations.list', 'stations.get', 'stations.overview'] })
  const text = params.get('q') ?? ''
  const asked = useDeferredValue(text)
  const withRetired = params.get('retired') === '1'
  const rows = useMemo((): InventoryRow[] => {
    const communes = new Map((list.data?.communes ?? []).map((commune) => [commune.id, commune.name]))
    return (list.data?.rows ?? []).map((row) => {
      const commune = communes.get(row.communeId) ?? ''
      return { ...row, commune, text: fold(`${row.code} ${row.name} ${commune}`) }
    })
  }, [list.data])
  const retired = rows.filter((row) => row.retired).length
  const shown = useMemo(() => {
    const words = wordsOf(asked)
    return rows.filter((row) => (withRetired || !row.retired) && matches(row.text, words))
  }, [rows, asked, withRetired])

  // The list has no versions: the record is read first, so that the change is made against what stands now.
  const bringBack = useCallback(
    async (row: StationRow) => {
      const { station } = await call('stations.get', { id: row.id })
      await restore({ id: row.id, version: station.version })
      toast({ text: t('settings.stations.restored', { code: row.code }) })
    },
    [restore, t],
  )
  const takeOut = async (row: StationRow) => {
    const { station } = await call('stations.get', { id: row.id })
    await retire.mutateAsync({ id: row.id, version: station.version })
    toast({ text: t('settings.stations.retired', { code: row.code }), undo: () => bringBack(row) })
  }
  const deeds = useMemo(
    (): StationDeeds => ({ may, edit: setEditing, retire: setRetiring, restore: (row) => void bringBack(row).catch(toastFailure) }),
    [may, bringBack],
  )
  const columns = useMemo(() => stationColumns(t, locale, deeds), [t, locale, deeds])
  const cardOf = useMemo(() => stationCard(deeds), [deeds])

  return (
    <>
      <div className={css.toolbar}>
        <SearchBox
          value={text}
          onChange={(q) => params.set({ q: q === '' ? null : q })}
          label={t('settings.stations.search')}
          placeholder={t('settings.stations.searchHint')}
        />
        {retired > 0 ? (
          <Checkbox
            label={t('settings.stations.showRetired', { n: number(retired, locale) })}
            checked={withRetired}
            onChange={(event) => params.set({ retired: event.target.checked ? '1' : null })}
          />
        ) : null}
        <span className={css.right}>
          <LinkButton href="/settings/import" icon={FileUp}>
            {t('settings.section.import')}
          </LinkButton>
          <Button kind="primary" icon={Plus} disabled={!may} onClick={() => setAdding(true)}>
            {t('settings.stations.add')}
          </Button>
        </span>
      </div>
      <Await of={list} lines={10}>
        {() => (
          <DataTable
            id="settings.stations"
            label={t('settings.section.stations')}
            rows={shown}
            columns={columns}
            rowKey={(row) => row.id}
            sort={readSort(params.get('sort')) ?? { id: 'code', desc: false }}
            onSort={(next) => params.set({ sort: writeSort(next) })}
            question={`${asked}${withRetired}`}
            current={Number(params.get('row')) || null}
            onCurrent={(key) => params.set({ row: key })}
            onOpen={(row) => (may ? setEditing(row) : undefined)}
            card={cardOf}
            empty={
              <EmptyState icon={RadioTower}>
                {t(rows.length === 0 ? 'settings.stations.empty' : 'settings.stations.emptyFiltered')}
              </EmptyState>
            }
            summary={t('settings.stations.count', { n: number(shown.length, locale) })}
          />
        )}
      </Await>
      {adding ? (
        <StationDialog
          onClose={() => setAdding(false)}
          onDone={(station) => {
            setAdding(false)
            toast({
              text: t('settings.stations.created', { code: station.code }),
              action: { label: t('common.open'), href: `/stations/${station.id}` },
            })
          }}
        />
      ) : null}
      {editing ? <EditStation row={editing} onClose={() => setEditing(null)} /> : null}
      <ConfirmDialog
        open={retiring !== null}
        onClose={() => setRetiring(null)}
        title={t('settings.stations.retireTitle', { code: retiring?.code })}
        verb={t('settings.action.retire')}
        kind="danger"
        onConfirm={async () => {
          if (retiring) await takeOut(retiring)
        }}
      >
        <p>{t('settings.stations.retireText')}</p>
      </ConfirmDialog>
    </>
  )
}

/** Reads the whole record first; the row has not all of it. */
function EditStation({ row, onClose }: { row: StationRow; onClose: () => void }) {
  const { t } = useWords()
  const detail = useRead('stations.get', { id: row.id }, { staleTime: 0 })
  if (!detail.data) return null
  return (
    <StationDialog
      station={detail.data.station}
      onClose={onClose}
      onDone={(station) => {
        onClose()
        toast({ text: t('settings.stations.updated', { code: station.code }) })
      }}
    />
  )
}
