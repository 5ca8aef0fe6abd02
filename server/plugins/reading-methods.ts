/** Whether a request of a program only reads. */
export function isReading(method: string): boolean {
  return method === 'GET' || method === 'HEAD'
}
