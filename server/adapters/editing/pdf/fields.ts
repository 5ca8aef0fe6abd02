import {
  PDFCheckBox,
  type PDFDocument,
  PDFDropdown,
  type PDFField,
  PDFOptionList,
  PDFRadioGroup,
  PDFTextField,
} from 'pdf-lib'
import { type Result, no, yes } from '../../../domain/result.ts'
import type { EditProblem } from '../../../usecases/ports.ts'
import type { TypeCase } from '../../pdf/type-case.ts'
import type { FormField } from '../../../contract/editor-facts.ts'
import { name } from './geometry.ts'

/** The fields of a form in its order; buttons and signatures are none that can be filled. */
export function fieldsOf(document: PDFDocument): readonly FormField[] {
  if (document.catalog.get(name('AcroForm')) === undefined) return []
  return formOf(document).flatMap((field): readonly FormField[] => {
    const about = {
      name: field.getName(),
      ...(field.isReadOnly() ? { readOnly: true } : {}),
    }
    if (field instanceof PDFTextField) {
      const value = field.getText() ?? ''
      return [{ ...about, kind: 'text', value, ...(field.isMultiline() ? { multiline: true } : {}) }]
    }
    if (field instanceof PDFCheckBox) return [{ ...about, kind: 'check', value: field.isChecked() }]
    if (field instanceof PDFRadioGroup)
      return [{ ...about, kind: 'choice', value: field.getSelected() ?? '', options: field.getOptions() }]
    if (field instanceof PDFDropdown) {
      const value = field.getSelected()[0] ?? ''
      return [{ ...about, kind: 'choice', value, options: field.getOptions() }]
    }
    if (field instanceof PDFOptionList)
      return [{ ...about, kind: 'several', value: field.getSelected(), options: field.getOptions() }]
    return []
  })
}

function formOf(document: PDFDocument): readonly PDFField[] {
  dropXfa(document)
  return document.getForm().getFields()
}

/** The second description of a form, for one viewer only, would contradict what is filled in. */
export function dropXfa(document: PDFDocument): void {
  const form = document.catalog.getAcroForm()
  form?.dict.delete(name('XFA'))
}

/** Fills fields and draws what they show, with a font of ours that has the letters. */
export async function fillFields(
  document: PDFDocument,
  values: Readonly<Record<string, string | boolean | readonly string[]>>,
  type: () => Promise<TypeCase>,
): Promise<Result<undefined, EditProblem>> {
  if (Object.keys(values).length === 0) return yes(undefined)
  const letters = await type()
  const byName = new Map(formOf(document).map((it) => [it.getName(), it]))
  for (const [key, value] of Object.entries(values)) {
    const field = byName.get(key)
    if (field === undefined) return no({ code: 'edit_pdf_field', fact: `「${key}」という欄がありません` })
    if (field.isReadOnly()) return no({ code: 'edit_pdf_field', fact: `「${key}」は記入できない欄です` })
    const words = typeof value === 'string' ? [value] : typeof value === 'boolean' ? [] : value
    const runs = letters.runs(words.join('').replaceAll(/[\r\n]/g, ''), 'regular')
    const missing = runs.find((it) => 'missing' in it)
    if (missing !== undefined && 'missing' in missing)
      return no({ code: 'edit_pdf_character', fact: `「${missing.missing}」` })
    const [font] = runs.length === 0 ? letters.runs('あ', 'regular') : runs
    if (runs.length > 1 || font === undefined || !('font' in font))
      return no({ code: 'edit_pdf_character', fact: `「${otherFont(runs)}」` })
    try {
      if (!filled(field, value))
        return no({ code: 'edit_pdf_field', fact: `「${key}」にはこの値を記入できません` })
    } catch {
      return no({ code: 'edit_pdf_field', fact: `「${key}」にはこの値を記入できません` })
    }
    if (field instanceof PDFTextField || field instanceof PDFDropdown || field instanceof PDFOptionList)
      field.updateAppearances(font.font)
  }
  return yes(undefined)
}

function otherFont(runs: ReturnType<TypeCase['runs']>): string {
  const [, second] = runs
  return second !== undefined && 'text' in second ? second.text : ''
}

/** False when a field does not take such a value. */
function filled(field: PDFField, value: string | boolean | readonly string[]): boolean {
  if (field instanceof PDFTextField && typeof value === 'string') {
    // Rich text would go on saying the old words.
    field.acroField.dict.delete(name('RV'))
    field.setText(value === '' ? undefined : value)
    return true
  }
  if (field instanceof PDFCheckBox && typeof value === 'boolean') {
    if (value) field.check()
    else field.uncheck()
    return true
  }
  if (field instanceof PDFRadioGroup && typeof value === 'string') {
    if (value === '') field.clear()
    else field.select(value)
    return true
  }
  if (field instanceof PDFDropdown && typeof value === 'string') {
    if (value === '') field.clear()
    else if (field.getOptions().includes(value) || field.isEditable()) field.select(value)
    else return false
    return true
  }
  if (field instanceof PDFOptionList && typeof value === 'object') {
    field.clear()
    if (value.length > 0) field.select([...value])
    return true
  }
  return false
}
