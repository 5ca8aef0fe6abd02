type Props = { readonly title: string; readonly help: string }

/** The name of a section of the settings, and what it is for. */
export function SectionHead({ title, help }: Props) {
  return (
    <header>
      <h2 className="text-lg font-bold">{title}</h2>
      <p className="max-w-3xl text-sm leading-relaxed text-ink-2">{help}</p>
    </header>
  )
}
