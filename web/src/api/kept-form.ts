const storageKey = (slot: string) => `kessai.form.${slot}`

/** What somebody began to change in a form and did not save; undefined for nothing. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- whoever keeps a form knows its fields
export function keptForm<Form>(slot: string): Form | undefined {
  const text = localStorage.getItem(storageKey(slot))
  if (text === null) return undefined
  try {
    return JSON.parse(text) as Form
  } catch {
    localStorage.removeItem(storageKey(slot))
    return undefined
  }
}

/** Keeps a form in this browser until it is saved or given up. */
export function keepForm(slot: string, form: object): void {
  try {
    localStorage.setItem(storageKey(slot), JSON.stringify(form))
  } catch {
    // The storage is full or shut: the form still stands on its page.
  }
}

export function dropKept(slot: string): void {
  localStorage.removeItem(storageKey(slot))
}
