/** What stands on a screen of a branch that has no station yet, and the two ways to bring the first. */
import { RadioTower } from 'lucide-react'
import { useWords } from '../app/i18n.ts'
import { EmptyState } from './Blank.tsx'
import { LinkButton } from './Button.tsx'

export function NoStations() {
  const { t } = useWords()
  return (
    <EmptyState
      icon={RadioTower}
      action={
        <>
          <LinkButton kind="primary" href="/stations?new=1">
            {t('overview.addStation')}
          </LinkButton>
          <LinkButton href="/settings/import">{t('overview.importCsv')}</LinkButton>
        </>
      }
    >
      {t('overview.empty')}
    </EmptyState>
  )
}
