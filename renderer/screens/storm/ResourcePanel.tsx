/** One genset or set of batteries: what it does now with the buttons of whoever is with it, its log, and its record. */
import { useState } from 'react'
import { Pencil } from 'lucide-react'
import { number, withUnit } from '../../../shared/format/number.ts'
import { moment } from '../../../shared/format/time.ts'
import type { ResourceRow } from '../../../shared/model/storm.ts'
import { useCommand, useRead } from '../../app/client.ts'
import { useWords } from '../../app/i18n.ts'
import { Button } from '../../components/Button.tsx'
import { ConfirmDialog, SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { toast } from '../../components/Toast.tsx'
import type { StationBook } from '../alarms/view.ts'
import { useMay } from '../settings/may.ts'
import { DutyCard } from './DutyCard.tsx'
import { DutyLog } from './DutyLog.tsx'
import { ResourceDialog } from './ResourceDialog.tsx'
import css from './Storm.module.css'

export function ResourcePanel({ row, book, onClose }: { row: ResourceRow; book: StationBook; onClose: () => void }) {
  const { t, locale } = useWords()
  const may = useMay('engineer')
  const { resource, assignment } = row
  const past = useRead('storm.assignments', { resourceId: resource.id, limit: 20 })
  const retire = useCommand('storm.retireResource', { refresh: ['storm.resources'] })
  const [editing, setEditing] = useState(false)
  const [retiring, setRetiring] = useState(false)
  const stationOf = (id: number) => book.station(id)?.code ?? `#${id}`
  const amount = (value: number | null, unit: string) => (value === null ? null : withUnit(number(value, locale, 1, true), unit))
  const earlier = (past.data ?? []).filter((one) => one.endedAt !== null)
  return (
    <SidePanel label={t('storm.resource.panel')} over={t(`storm.resource.kinds.${resource.kind}`)} title={resource.name} onClose={onClose}>
      <div className={css.panel}>
        {assignment ? (
          <>
            <DutyCard row={row} station={stationOf(assignment.stationId)} />
            <section>
              <h3>{t('storm.duty.log')}</h3>
              <DutyLog id={assignment.id} />
            </section>
          </>
        ) : null}
        <Facts>
          <Fact name={t('storm.resource.state')}>{t(`storm.resource.states.${resource.state}`)}</Fact>
          <Fact name={t('storm.resource.home')}>
            {[resource.homePlace, resource.homeCommuneId === null ? '' : book.commune(resource.homeCommuneId)].filter(Boolean).join(', ') ||
              null}
          </Fact>
          {resource.kind === 'genset' ? (
            <>
              <Fact name={t('storm.resource.kva')}>{amount(resource.kva, 'kVA')}</Fact>
              <Fact name={t('storm.resource.litresPerHour')}>{amount(resource.litresPerHour, 'l/h')}</Fact>
              <Fact name={t('storm.resource.tankLitres')}>{amount(resource.tankLitres, 'l')}</Fact>
            </>
          ) : (
            <Fact name={t('storm.resource.ah')}>{amount(resource.ah, 'Ah')}</Fact>
          )}
          <Fact name={t('storm.resource.notes')}>{resource.notes || null}</Fact>
        </Facts>
        {earlier.length === 0 ? null : (
          <section>
            <h3>{t('storm.resource.past')}</h3>
            <ul className={css.behind}>
              {earlier.map((one) => (
                <li key={one.id}>
                  {stationOf(one.stationId)} · {moment(one.dispatchedAt, locale)}
                </li>
              ))}
            </ul>
          </section>
        )}
        {may ? (
          <div className={css.deeds}>
            <Button icon={Pencil} onClick={() => setEditing(true)}>
              {t('storm.resource.edit')}
            </Button>
            {assignment ? null : (
              <Button kind="danger" onClick={() => setRetiring(true)}>
                {t('storm.resource.retire')}
              </Button>
            )}
          </div>
        ) : null}
      </div>
      {editing ? <ResourceDialog resource={resource} onClose={() => setEditing(false)} /> : null}
      <ConfirmDialog
        open={retiring}
        onClose={() => setRetiring(false)}
        title={t('storm.resource.retireTitle', { name: resource.name })}
        verb={t('storm.resource.retire')}
        kind="danger"
        onConfirm={async () => {
          await retire.mutateAsync({ id: resource.id, version: resource.version })
          toast({ text: t('storm.resource.retired', { name: resource.name }) })
          onClose()
        }}
      >
        <p>{t('storm.resource.retireText')}</p>
      </ConfirmDialog>
    </SidePanel>
  )
}
