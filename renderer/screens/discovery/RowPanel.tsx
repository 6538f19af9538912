/** One address of a scan beside the list: who answered, what would be made of it, and what a person changes. */
import { ArrowRight, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { Button, LinkButton } from '../../components/Button.tsx'
import { SidePanel } from '../../components/Dialog.tsx'
import { Fact, Facts } from '../../components/Facts.tsx'
import { Field, Input, Select, Switch } from '../../components/Form.tsx'
import { ToneIcon } from '../../components/State.tsx'
import type { OutputOf } from '../../app/client.ts'
import { compareText } from '../../../shared/format/text.ts'
import { DeviceKind } from '../../../shared/model/device.ts'
import { ConditionWord } from './columns.tsx'
import { addressOf, canAdd, type Edit, type Names, type Row } from './rows.ts'
import { StationPicker } from './StationPicker.tsx'
import type { StationName } from './stations.ts'
import css from './Discovery.module.css'

export type RowPanelProps = {
  row: Row
  names: Names
  stations: readonly StationName[]
  profiles: OutputOf<'devices.profiles'>
  may: boolean
  busy: boolean
  onEdit: (edit: Edit) => void
  onAdd: () => void
  onClose: () => void
}

export function RowPanel(props: RowPanelProps) {
  const { row, may, busy, onAdd, onClose } = props
  const { t } = useWords()
  const { found, condition } = row
  const editable = may && found.known === null && found.credentialId !== null
  return (
    <SidePanel label={t('discovery.panel.label')} over={addressOf(found)} title={row.name} onClose={onClose}>
      <div className={css.panel}>
        <div>
          <ConditionWord row={row} t={t} />
          {condition === 'notAdded' ? (
            row.issues.map((issue) => (
              <p key={issue.path} className={css.problem} role="alert">
                {phraseText(t, issue.phrase)}
              </p>
            ))
          ) : (
            <p className="muted">{t(`discovery.explain.${condition}`)}</p>
          )}
        </div>
        <SameBox row={row} />
        {found.known ? (
          <LinkButton icon={ArrowRight} href={`/devices/${found.known.deviceId}`}>
            {t('discovery.panel.open')}
          </LinkButton>
        ) : null}
        {editable ? (
          <>
            <Decision {...props} />
            <Button kind="primary" icon={Plus} busy={busy} disabled={!canAdd(row)} onClick={onAdd}>
              {t('discovery.panel.add')}
            </Button>
          </>
        ) : null}
        <section>
          <h3 className={css.panelTitle}>{t('discovery.panel.identity')}</h3>
          <Facts>
            {(['sysName', 'sysDescr', 'sysObjectID', 'serial', 'engineId'] as const).map((part) => (
              <Fact key={part} name={t(`discovery.panel.${part}`)}>
                {found.identity[part]}
              </Fact>
            ))}
          </Facts>
        </section>
      </div>
    </SidePanel>
  )
}

function SameBox({ row }: { row: Row }) {
  const { t } = useWords()
  const [first] = row.found.sameAs
  if (!first) return null
  const where = row.found.sameAs.map(addressOf).join(', ')
  return (
    <div className={css.warning}>
      <ToneIcon tone="minor" size={12} />
      <p>
        <strong>{t('discovery.sameBox')}.</strong> {t('discovery.sameBoxText', { by: t(`discovery.sameBy.${first.by}`), where })}
      </p>
    </div>
  )
}

function Decision({ row, names, stations, profiles, onEdit }: RowPanelProps) {
  const { t } = useWords()
  const sorted = useMemo(() => profiles.toSorted((a, b) => compareText(a.name, b.name)), [profiles])
  return (
    <>
      <Field label={t('discovery.panel.name')} required>
        <Input value={row.name} maxLength={80} onChange={(event) => onEdit({ name: event.target.value })} />
      </Field>
      <StationPicker
        key={row.id}
        stations={stations}
        value={row.stationId}
        onChange={(stationId) => onEdit({ stationId })}
        label={t('discovery.panel.station')}
      />
      <Clues row={row} names={names} onEdit={onEdit} />
      <Field label={t('discovery.panel.profile')}>
        <Select value={row.profile} onChange={(event) => onEdit({ profile: event.target.value })}>
          <option value="auto">{t('discovery.panel.auto')}</option>
          {sorted.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={t('discovery.panel.kind')}>
        <Select value={row.kind} onChange={(event) => onEdit({ kind: DeviceKind.parse(event.target.value) })}>
          {DeviceKind.options.map((kind) => (
            <option key={kind} value={kind}>
              {t(`common.deviceKind.${kind}`)}
            </option>
          ))}
        </Select>
      </Field>
      <Switch
        label={t('discovery.panel.elsewhere')}
        checked={row.elsewhere}
        onChange={(event) => onEdit({ elsewhere: event.target.checked })}
      />
    </>
  )
}

/** Where the stations come from that it might belong to; each can be taken. */
function Clues({ row, names, onEdit }: Pick<RowPanelProps, 'row' | 'names' | 'onEdit'>) {
  const { t } = useWords()
  const { clues, unknownCodes } = row.found
  const byStation = Map.groupBy(clues, (clue) => clue.stationId)
  return (
    <div className={css.clues}>
      <h3 className={css.panelTitle}>{t('discovery.panel.clues')}</h3>
      {byStation.size === 0 ? <p className="muted">{t('discovery.panel.noClues')}</p> : null}
      <ul>
        {[...byStation].map(([stationId, from]) => (
          <li key={stationId}>
            <Button size="small" aria-pressed={row.stationId === stationId} onClick={() => onEdit({ stationId })}>
              {names.station(stationId)}
            </Button>
            <span className="muted">{from.map(({ by }) => t(`discovery.clue.${by}`)).join(', ')}</span>
          </li>
        ))}
      </ul>
      {unknownCodes.length > 0 ? (
        <p className={css.problem}>{t('discovery.panel.unknownCodes', { codes: unknownCodes.join(', ') })}</p>
      ) : null}
    </div>
  )
}
