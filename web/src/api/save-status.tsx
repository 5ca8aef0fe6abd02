import { CircleCheck, CloudOff, PencilLine, TriangleAlert } from 'lucide-react'
import { timeOf } from '../i18n/format.ts'
import { type Texts, useLanguage } from '../i18n/index.tsx'
import { Spinner } from '../ui/index.ts'

type Props = {
  readonly save:
    | { readonly kind: 'untouched' | 'changed' | 'saving' | 'trying' | 'conflict' | 'refused' }
    | { readonly kind: 'saved'; readonly at: string }
  readonly words: Texts['drafting']['save']
}

/** Whether what is typed has been saved, in words: for forms that save by themselves. */
export function SaveStatus({ save, words }: Props) {
  const { language } = useLanguage()
  if (save.kind === 'saving') return <Spinner small label={words.saving} />
  const [Sign, said, look] =
    save.kind === 'saved'
      ? ([CircleCheck, words.saved(timeOf(save.at, language)), 'text-ink-2'] as const)
      : save.kind === 'trying'
        ? ([CloudOff, words.trying, 'text-shu'] as const)
        : save.kind === 'conflict' || save.kind === 'refused'
          ? ([TriangleAlert, words[save.kind], 'text-shu'] as const)
          : ([PencilLine, words[save.kind], 'text-ink-3'] as const)
  return (
    <output
      className={`flex items-center gap-1.5 text-sm leading-snug tabular ${look}`}
      data-save={save.kind}
    >
      <Sign className="size-4 shrink-0" aria-hidden />
      {said}
    </output>
  )
}
