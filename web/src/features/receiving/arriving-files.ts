const arriving = new Map<string, readonly File[]>()

/** Leaves files for the form of a registration just begun, which sends them and says what became of each. */
export function leaveFiles(receiptId: string, files: readonly File[]): void {
  arriving.set(receiptId, files)
}

/** The files left for a registration; told once. */
export function takeFiles(receiptId: string): readonly File[] {
  const files = arriving.get(receiptId) ?? []
  arriving.delete(receiptId)
  return files
}
