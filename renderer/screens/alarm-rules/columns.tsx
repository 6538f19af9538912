/** The columns of the rules, and the card that stands for a row on a phone. */
import type { TFunction } from 'i18next'
import { BookOpen } from 'lucide-react'
import type { RuleOverride } from '../../../shared/model/override.ts'
import { useWords } from '../../app/i18n.ts'
import type { Column } from '../../components/DataTable.tsx'
import { cx } from '../../components/cx.ts'
import { Badge, SeverityIcon } from '../../components/State.tsx'
import { severityRank } from '../alarms/view.ts'
import { holdText } from './rule-words.ts'
import { useScopeText } from './scope.ts'
import { AREAS, type RuleView } from './view.ts'
import css from './Rules.module.css'

const CHIPS = 3

function OverrideChips({ overrides }: { overrides: readonly RuleOverride[] }) {
  const scopeText = useScopeText()
  if (overrides.length === 0) return null
  const more = overrides.length - CHIPS
  return (
    <span className={css.chips} title={overrides.map(({ scope }) => scopeText(scope)).join(', ')}>
      {overrides.slice(0, CHIPS).map(({ id, scope }) => (
        <span key={id} className={css.chip} data-kind={scope.kind}>
          {scopeText(scope)}
        </span>
      ))}
      {more > 0 ? <span className={css.chip}>+{more}</span> : null}
    </span>
  )
}

function Title({ view }: { view: RuleView }) {
  const { t } = useWords()
  return (
    <span className={css.name}>
      <span className={css.title}>{view.title}</span>
      {view.changed ? (
        <span title={t('rules.changedHint')}>
          <Badge>{t('rules.changed')}</Badge>
        </span>
      ) : null}
      {view.rule.enabled ? null : <Badge>{t('rules.disabled')}</Badge>}
      {view.runbook ? <BookOpen size={14} strokeWidth={1.75} aria-label={t('rules.runbook.title')} /> : null}
    </span>
  )
}

export function ruleColumns(t: TFunction): Column<RuleView>[] {
  return [
    {
      id: 'area',
      header: t('rules.area'),
      width: '112px',
      sort: (view) => AREAS.indexOf(view.area),
      cell: (view) => <span className="muted">{t(`rules.areas.${view.area}`)}</span>,
    },
    {
      id: 'severity',
      header: t('rules.severity'),
      width: '132px',
      sort: (view) => severityRank(view.rule.severity),
      cell: (view) => <SeverityIcon severity={view.rule.severity} word />,
    },
    {
      id: 'name',
      header: t('rules.name'),
      width: 'minmax(220px, 1.6fr)',
      fixed: true,
      sort: (view) => view.title,
      cell: (view) => <Title view={view} />,
    },
    {
      id: 'overrides',
      header: t('rules.overrides'),
      width: 'minmax(130px, 0.8fr)',
      first: 'desc',
      sort: (view) => view.overrides.length,
      cell: (view) => <OverrideChips overrides={view.overrides} />,
    },
    { id: 'condition', header: t('rules.condition'), width: 'minmax(220px, 1.8fr)', cell: (view) => view.condition },
    { id: 'hold', header: t('rules.hold'), width: '132px', cell: (view) => holdText(view.rule.raiseHold, t) },
    { id: 'clearHold', header: t('rules.clearHold'), width: '132px', hidden: true, cell: (view) => holdText(view.rule.clearHold, t) },
  ]
}

export function cardOf(view: RuleView) {
  return (
    <span className={css.card}>
      <span className={css.cardLine}>
        <SeverityIcon severity={view.rule.severity} /> <Title view={view} />
      </span>
      <span className={cx('muted', css.cardText)}>{view.condition}</span>
      <OverrideChips overrides={view.overrides} />
    </span>
  )
}
