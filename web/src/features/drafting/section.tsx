import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly aside?: ReactNode; readonly children: ReactNode }

/** One sheet of the form. */
export function Section({ title, aside, children }: Props) {
  return (
    <section aria-label={title} className="paper px-4 py-5 sm:px-6">
      <header className="mb-4 flex flex-wrap items-baseline justify-between gap-2">
        <h2 className="text-lg font-bold">{title}</h2>
        {aside}
      </header>
      <div className="grid gap-5">{children}</div>
    </section>
  )
}
