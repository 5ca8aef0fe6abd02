import type { ComponentProps } from 'react'
import { useText } from '../../i18n/settings/index.ts'
import { isWholeDay } from '../../i18n/typed.ts'
import { TextField } from '../../ui/index.ts'

type Props = Omit<ComponentProps<typeof TextField>, 'type' | 'error'>

/** A day that is needed; says so while it is not whole. */
export function DayField(props: Props) {
  const { common } = useText()
  return <TextField {...props} type="date" error={isWholeDay(props.value) ? undefined : common.wholeDay} />
}
