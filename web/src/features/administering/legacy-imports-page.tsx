import { Download } from 'lucide-react'
import type { LegacyRuns } from '../../../../server/contract/legacy-runs.ts'
import { useLegacyRuns, useLegacyUploads } from '../../api/legacy-runs.ts'
import { Loaded } from '../../api/loaded.tsx'
import { dateTimeOf } from '../../i18n/format.ts'
import { useLanguage } from '../../i18n/index.tsx'
import { useText } from '../../i18n/settings/index.ts'
import { Badge, LinkButton } from '../../ui/index.ts'
import { LegacyUploadForm } from './legacy-upload-form.tsx'
import { LegacyUploadState } from './legacy-upload-state.tsx'
import { SectionHead } from './section-head.tsx'

/** 移行: what was brought in from old systems, by whom, and how it ended. */
export function LegacyImportsPage() {
  const text = useText().administering.legacyImports
  return (
    <div className="grid gap-4">
      <SectionHead title={text.title} help={text.help} />
      <Sent />
      <h3 className="font-bold">{text.past}</h3>
      <Loaded query={useLegacyRuns()} failed={text.failed}>
        {({ items, more }) =>
          items.length === 0 ? (
            <p className="paper px-4 py-4 text-ink-2">{text.none}</p>
          ) : (
            <>
              <ul className="paper divide-y divide-line" data-legacy-runs>
                {items.map((it) => (
                  <Run key={it.id} run={it} />
                ))}
              </ul>
              {more && <p className="text-sm text-ink-3">{text.more}</p>}
            </>
          )
        }
      </Loaded>
    </div>
  )
}

/** The form to send a manifest, and what was sent: for a 文書管理者. */
function Sent() {
  const text = useText().administering.legacyImports
  return (
    <Loaded query={useLegacyUploads()} failed={text.failed}>
      {({ mayUpload, items }) =>
        !mayUpload ? (
          <p className="text-sm text-ink-2">{text.upload.notYours}</p>
        ) : (
          <>
            <LegacyUploadForm />
            {items.length > 0 && (
              <ul className="paper divide-y divide-line" aria-label={text.upload.list}>
                {items.map((it) => (
                  <LegacyUploadState key={it.id} upload={it} />
                ))}
              </ul>
            )}
          </>
        )
      }
    </Loaded>
  )
}

function Run({ run }: { readonly run: LegacyRuns['items'][number] }) {
  const text = useText().administering.legacyImports
  const { language } = useLanguage()
  const { counts, ended } = run
  const outcome = ended?.outcome ?? 'none'
  const told = [
    text.manifest(run.manifest.name),
    text.made(counts.files, counts.folders, counts.numbers),
    ...(run.decision === undefined ? [] : [text.decision(run.decision)]),
  ]
  return (
    <li className="grid gap-1.5 px-4 py-3" data-legacy-run={run.id}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={outcome === 'done' ? 'done' : 'shu'}>{text.outcome[outcome]}</Badge>
        <h3 className="font-bold">{run.source}</h3>
        <span className="text-sm text-ink-2">
          {text.by(run.startedBy.name, dateTimeOf(run.startedAt, language))}
        </span>
      </div>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm tabular">
        <span>{text.imported(counts.imported, counts.records)}</span>
        {counts.same > 0 && <span>{text.same(counts.same)}</span>}
        {counts.warned > 0 && <span>{text.warned(counts.warned)}</span>}
        {counts.rejected > 0 && <Badge tone="shu">{text.rejected(counts.rejected)}</Badge>}
      </p>
      <p className="text-sm break-words text-ink-3">{told.join('・')}</p>
      {outcome !== 'done' && <p className="text-sm text-ink-2">{text.stoppedHelp}</p>}
      {run.mayTakeRejects ? (
        <div>
          <LinkButton size="small" href={`/v1/legacy-runs/${run.id}/rejects.csv`} download>
            <Download className="size-4" aria-hidden />
            {text.rejects}
          </LinkButton>
        </div>
      ) : (
        counts.rejected > 0 && <p className="text-sm text-ink-3">{text.rejectsHelp}</p>
      )}
    </li>
  )
}
