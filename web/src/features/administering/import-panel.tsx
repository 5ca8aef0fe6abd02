import { useQueryClient } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import { useState } from 'react'
import type { DirectoryImportView } from '../../../../server/contract/directory.ts'
import { request } from '../../api/client.ts'
import { problemText } from '../../api/problem-text.tsx'
import { keys, organisationMoved, useDirectoryImport } from '../../api/queries.ts'
import { dateTimeOf, dayOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, Button, EmptyState, Notice, Spinner, toast } from '../../ui/index.ts'
import { madeBy } from './made-by.ts'
import { RehearsalTables } from './rehearsal-tables.tsx'

type Props = { readonly id: string; readonly onBack: () => void }

/** One import: what was sent, what it would change, and the button that makes it so. */
export function ImportPanel({ id, onBack }: Props) {
  const all = useText()
  const text = all.administering.transfers
  const found = useDirectoryImport(id)
  return (
    <div className="grid gap-4">
      <div>
        <Button variant="quiet" size="small" className="-ml-2 text-lead" onPress={onBack}>
          <ChevronLeft className="size-4" aria-hidden />
          {text.back}
        </Button>
      </div>
      {found.data !== undefined ? (
        <>
          <Head made={found.data} />
          <RehearsalTables made={found.data} />
        </>
      ) : found.isError ? (
        <EmptyState
          title={text.failed}
          text={problemText(found.error, all)}
          action={<Button onPress={() => void found.refetch()}>{all.common.retry}</Button>}
        />
      ) : (
        <Spinner label={all.common.loading} />
      )}
    </div>
  )
}

function Head({ made }: { readonly made: DirectoryImportView }) {
  const all = useText()
  const text = all.administering.transfers
  const { language } = useLanguage()
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const day = dayOf(made.effectiveOn, language)
  const ask = async (what: 'apply' | 'rehearse') => {
    setBusy(true)
    try {
      const now = await request<DirectoryImportView>('POST', `/v1/directory/imports/${made.id}/${what}`)
      client.setQueryData(keys.directoryImport(made.id), now)
      if (what === 'apply') {
        await organisationMoved(client)
        toast(text.applied)
      }
    } catch (error) {
      toast(problemText(error, all), 'warning')
      void client.invalidateQueries({ queryKey: keys.directoryImport(made.id) })
    }
    void client.invalidateQueries({ queryKey: keys.directoryImports, exact: true })
    setBusy(false)
  }
  return (
    <section className="paper grid gap-3 p-4" aria-labelledby="import-day">
      <div className="flex flex-wrap items-center gap-3">
        <Badge tone={made.status === 'applied' ? 'done' : 'lead'}>{text.status[made.status]}</Badge>
        <h3 id="import-day" className="text-lg font-bold">
          {text.forDay(day)}
        </h3>
      </div>
      <ul className="text-sm text-ink-2">
        {made.files.map((it) => (
          <li key={it.kind}>
            {text.rows(it.name, it.rows, it.encoding)}{' '}
            <span className="text-ink-3" title={it.sha256}>
              SHA-256 {it.sha256.slice(0, 12)}…
            </span>
          </li>
        ))}
        <li>{text[made.scope]}</li>
        <li>{text.by(madeBy(made), dateTimeOf(made.createdAt, language))}</li>
        {made.appliedBy !== undefined && made.appliedAt !== undefined && (
          <li>{text.appliedBy(made.appliedBy.name, dateTimeOf(made.appliedAt, language))}</li>
        )}
      </ul>
      {made.status === 'rehearsed' &&
        (made.errors > 0 ? (
          <Notice tone="warning">{text.errors(made.errors)}</Notice>
        ) : made.stale ? (
          <Notice
            tone="warning"
            action={
              <Button onPress={() => void ask('rehearse')} isPending={busy}>
                {text.again}
              </Button>
            }
          >
            {text.stale}
          </Notice>
        ) : (
          <div className="flex flex-wrap items-center gap-3">
            <Button variant="primary" onPress={() => void ask('apply')} isPending={busy}>
              {text.apply}
            </Button>
            <span className="text-sm text-ink-2">{text.applyText(day)}</span>
          </div>
        ))}
    </section>
  )
}
