import type { Differences } from '../../../../server/contract/differences.ts'
import { ChangeEntry } from './change-entry.tsx'
import { ListHead } from './list-head.tsx'

const nothingLeftOut: ReadonlySet<never> = new Set()

/** 変更点 without pages, which are not there yet or could not be made; nothing where only pages could tell. */
export function ChangesAlone({ differences }: { readonly differences: Differences | undefined }) {
  if (differences?.by !== 'words' && differences?.by !== 'cells') return null
  return (
    <section className="mx-auto w-full max-w-3xl p-4 text-sm" data-changes-alone>
      <ListHead differences={differences} leftOut={nothingLeftOut} />
      <ol className="grid gap-2">
        {differences.changes.map((it, at) => (
          <li key={at} className="px-2 py-1">
            <ChangeEntry change={it} />
          </li>
        ))}
      </ol>
    </section>
  )
}
