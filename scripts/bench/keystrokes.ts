/** Seconds of the keystroke-level model (Card, Moran and Newell): a key, pointing with the mouse, a click, thinking. */
export const act = { key: 0.28, point: 1.1, click: 0.2, think: 1.35 } as const
