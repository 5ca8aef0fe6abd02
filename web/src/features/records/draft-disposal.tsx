import { useLocation } from 'wouter'
import type { ExpiringFolder } from '../../../../server/contract/expiry.ts'
import { useDraftDisposal } from '../../api/expiry.ts'
import { useSending } from '../../api/use-sending.ts'
import { useText } from '../../i18n/records/index.ts'
import { Button, Notice, toast } from '../../ui/index.ts'

/** 廃棄 (or 引渡し) の伺い: drafts the case of the chosen 簿冊, with their list attached, and goes there. */
export function DraftDisposal({ folders }: { readonly folders: readonly ExpiringFolder[] }) {
  const { draft: text, outcomes } = useText().expiry
  const draft = useDraftDisposal()
  const [, navigate] = useLocation()
  const { isSending, problem, run } = useSending()
  const [first, ...others] = new Set(folders.map((it) => it.appraisal?.outcome))
  if (first === undefined) return null
  return (
    <section className="paper grid gap-2 px-4 py-3 sm:px-5" aria-label={text.title} data-draft-disposal>
      <h2 className="font-bold">{text.title}</h2>
      <p className="text-sm text-ink-2">{others.length === 0 ? text.help : text.mixed}</p>
      {others.length === 0 && (
        <Button
          className="justify-self-start"
          isPending={isSending}
          onPress={() =>
            void run(async () => {
              const { proposalId } = await draft(folders)
              toast(text.done, 'done')
              navigate(`/compose/${proposalId}`)
            })
          }
        >
          {text.confirm(folders.length, outcomes[first])}
        </Button>
      )}
      {problem !== undefined && (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </section>
  )
}
