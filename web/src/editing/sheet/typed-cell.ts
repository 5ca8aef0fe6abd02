import { CellValueType, type ICellData, type IStyleData } from '@univerjs/core'
import { type TypingInto, typedValue } from '../../../../server/domain/sheet/typed.ts'

/** What was typed, kept with the cell as long as it holds just that: it is sent as it was typed. */
export type TypedMark = { readonly typed: string; readonly value: string | number }

/** A cell as the server will write it: by the same rule, and so looking the same. */
export function typedCell(typed: string, into: TypingInto, style: IStyleData | undefined): ICellData {
  const value = typedValue(typed, into)
  const cell = (data: ICellData, mark?: TypedMark): ICellData => ({
    ...{ p: null, f: null, si: null, custom: mark === undefined ? null : { mark } },
    ...data,
  })
  switch (value.type) {
    case 'empty':
      return cell({ v: null, t: null })
    case 'text':
      return cell({ v: value.text, t: CellValueType.FORCE_STRING }, { typed, value: value.text })
    case 'number':
      return cell(
        {
          ...{ v: value.number, t: CellValueType.NUMBER },
          ...(value.format === undefined ? {} : { s: { ...style, n: { pattern: value.format } } }),
        },
        { typed, value: value.number },
      )
    case 'boolean':
      return cell({ v: Number(value.value), t: CellValueType.BOOLEAN }, { typed, value: Number(value.value) })
    case 'formula':
      return cell({ f: `=${value.formula}`, v: null, t: null })
  }
}
