/** The exports there are: under way with their progress, finished with their files, and what went wrong. */
import { Download, FileDown, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { useCommand, useRead, type OutputOf } from '../../app/client.ts'
import { phraseText } from '../../app/failure.ts'
import { useWords } from '../../app/i18n.ts'
import { saveExport } from '../../app/save-export.ts'
import { Await, EmptyState } from '../../components/Blank.tsx'
import { Button, IconButton } from '../../components/Button.tsx'
import { ConfirmDialog } from '../../components/Dialog.tsx'
import { Panel } from '../../components/Panel.tsx'
import { toast, toastFailure } from '../../components/Toast.tsx'
import { Age } from '../../components/Value.tsx'
import { bytes } from '../../../shared/format/bytes.ts'
import { number, percent } from '../../../shared/format/number.ts'
import { date } from '../../../shared/format/time.ts'
import { allows } from '../../../shared/model/access.ts'
import type { Places } from './Form.tsx'
import css from './Export.module.css'

type Export = OutputOf<'exports.list'>['exports'][number]

export function Exports(places: Places) {
  const { t, locale } = useWords()
  const list = useRead('exports.list', undefined, { refetchInterval: 10_000 })
  const me = useRead('session.me')
  const may = me.data ? allows(me.data.role, 'technician') : false
  const [removing, setRemoving] = useState<Export | null>(null)
  const remove = useCommand('exports.remove', { refresh: ['exports.list'] })
  return (
    <Panel title={t('exports.list')} flush>
      <Await of={list}>
        {({ exports, keepDays, keepBytes }) => (
          <>
            {exports.length === 0 ? (
              <EmptyState icon={FileDown}>{t('exports.none')}</EmptyState>
            ) : (
              <ul className={css.list}>
                {exports.map((one) => (
                  <Row key={one.id} one={one} places={places} may={may} onRemove={() => setRemoving(one)} />
                ))}
              </ul>
            )}
            <p className={css.keep}>{t('exports.keep', { days: keepDays, size: bytes(keepBytes, locale) })}</p>
          </>
        )}
      </Await>
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('exports.removeTitle')}
        verb={t('exports.removeFile')}
        kind="danger"
        onConfirm={async () => {
          if (removing) await remove.mutateAsync({ id: removing.id })
        }}
      >
        <p className={css.name}>{removing?.id}</p>
      </ConfirmDialog>
    </Panel>
  )
}

function Row({ one, places, may, onRemove }: { one: Export; places: Places; may: boolean; onRemove: () => void }) {
  const { t, locale } = useWords()
  const cancel = useCommand('exports.cancel', { refresh: ['exports.list'] })
  const going = one.state === 'running' || one.state === 'waiting'
  const size = `${t('exports.rows', { n: number(one.rows, locale) })} · ${bytes(one.bytes, locale)}`
  return (
    <li className={css.row} data-state={one.state}>
      <div className={css.what}>
        <p className={css.title}>
          {date(one.from, locale)} – {date(one.to - 1, locale)} · {scopeText(one, places, t)}
        </p>
        <p className={css.hint}>
          {t(`exports.kind.${one.format}`)} · {t(`exports.level.${one.level}`)} ·{' '}
          {one.metrics.length === 0 ? t('exports.everyMetric') : t('exports.metricCount', { n: one.metrics.length })} · {one.by} ·{' '}
          <Age at={one.askedAt} />
        </p>
        {one.state === 'done' ? (
          <p className={css.name}>
            {one.id} <span className="muted">{size}</span>
          </p>
        ) : null}
        {one.harmed > 0 ? <p className={css.problem}>{t('exports.harmed', { n: one.harmed })}</p> : null}
        {one.state === 'failed' && one.phrase ? <p className={css.problem}>{phraseText(t, one.phrase)}</p> : null}
      </div>
      {going ? (
        <div className={css.progress}>
          <progress max={1} value={one.state === 'waiting' ? 0 : one.share} aria-label={t(`exports.state.${one.state}`)} />
          <span className={css.hint}>
            {one.state === 'waiting' ? t('exports.state.waiting') : `${percent(one.share, locale, 0)} · ${size}`}
          </span>
        </div>
      ) : one.state === 'done' ? null : (
        <span className={css.hint}>{t(`exports.state.${one.state}`)}</span>
      )}
      <div className={css.deeds}>
        {one.state === 'done' ? (
          <Button
            size="small"
            icon={Download}
            aria-label={`${t('exports.download')}: ${one.id}`}
            onClick={() => void fetchIt(one.id, t('exports.saved'))}
          >
            {t('exports.download')}
          </Button>
        ) : null}
        {may && going ? (
          <Button
            size="small"
            icon={X}
            busy={cancel.isPending}
            aria-label={`${t('exports.cancel')}: ${one.id}`}
            onClick={() => cancel.mutate({ id: one.id }, { onError: toastFailure })}
          >
            {t('exports.cancel')}
          </Button>
        ) : null}
        {may && !going ? (
          <IconButton size="small" icon={Trash2} label={`${t('exports.removeFile')}: ${one.id}`} onClick={onRemove} />
        ) : null}
      </div>
    </li>
  )
}

async function fetchIt(id: string, saved: string): Promise<void> {
  try {
    if (await saveExport(id)) toast({ text: saved })
  } catch (error) {
    toastFailure(error)
  }
}

const NAMED = 3
/** Up to three names; of more, how many. */
function scopeText({ scope }: Export, { rows, communes, provinces }: Places, t: ReturnType<typeof useWords>['t']): string {
  if (scope.kind === 'all') return t('exports.scopeKind.all')
  if (scope.kind === 'devices' || scope.ids.length > NAMED) return t(`exports.scopeCount.${scope.kind}`, { n: scope.ids.length })
  const names =
    scope.kind === 'stations'
      ? new Map(rows.map(({ id, code }) => [id, code]))
      : new Map((scope.kind === 'communes' ? communes : provinces).map(({ id, name }) => [id, name]))
  return scope.ids.map((id) => names.get(id) ?? String(id)).join(', ')
}
