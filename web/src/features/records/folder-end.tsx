import type { ExpiringFolder, ExpiryList } from '../../../../server/contract/expiry.ts'
import { useExpiring } from '../../api/expiry.ts'
import { useText } from '../../i18n/records/index.ts'
import { Badge } from '../../ui/index.ts'
import { ExpiringFacts, mayTakeOn } from './expiring-folders.tsx'
import { NextSteps } from './next-steps.tsx'
import { shownStep } from './shown-step.ts'

/** 満了 of one 簿冊 on its own page: how far it is, and what is next; nothing before it may be appraised. */
export function FolderEnd({ id }: { readonly id: string }) {
  const { data } = useExpiring({ folder: id })
  const [folder] = data?.items ?? []
  return data === undefined || folder === undefined ? null : <AtItsEnd list={data} folder={folder} />
}

function AtItsEnd({ list, folder }: { readonly list: ExpiryList; readonly folder: ExpiringFolder }) {
  const { expiry: text } = useText()
  const step = shownStep(folder)
  const waits = step === 'running' || step === 'disposed' ? undefined : text.waits[step]
  const isTheirs = mayTakeOn(folder, list)
  return (
    <section aria-label={text.end} className="grid gap-3" data-folder-end={step}>
      <div className="paper grid gap-1 px-4 py-3 sm:px-5">
        <h2 className="flex flex-wrap items-center gap-2 font-bold">
          {text.end}
          <Badge tone={step === 'disposed' ? 'done' : 'lead'}>{text.steps[step]}</Badge>
        </h2>
        <ExpiringFacts folder={folder} />
        {!isTheirs && waits !== undefined && <p className="text-sm text-ink-2">{waits}</p>}
      </div>
      {isTheirs && <NextSteps list={list} step={step} folders={[folder]} onDone={() => undefined} />}
    </section>
  )
}
