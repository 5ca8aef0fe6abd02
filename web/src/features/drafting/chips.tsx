import { useText } from '../../i18n/index.tsx'
import { Chips as PlainChips } from '../../ui/index.ts'

type Props = {
  readonly label: string
  readonly chips: readonly { readonly id: string; readonly name: string }[]
  readonly onRemove: (id: string) => void
}

/** Chosen things in a row, each with its way out. */
export function Chips(props: Props) {
  const { drafting: text } = useText()
  return <PlainChips {...props} removeLabel={text.remove} />
}
