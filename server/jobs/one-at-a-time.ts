/** Runs `work` whenever asked, never twice at once; asked while it runs, it runs once more afterwards. */
export function oneAtATime(work: () => Promise<unknown>, onError: (error: unknown) => void): () => void {
  let running = false
  let again = false
  const run = async (): Promise<void> => {
    running = true
    do {
      again = false
      await work().catch(onError)
      // Set by whoever asked meanwhile.
    } while (again as boolean)
    running = false
  }
  return () => {
    if (running) again = true
    else void run()
  }
}
