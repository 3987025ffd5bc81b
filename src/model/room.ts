/** A turn for one document. */
export interface Place {
  /** Waits until no other large document is held. Gives up when the signal aborts. */
  enter(signal: AbortSignal): Promise<"entered" | "full">
  /** Whether it had to wait, so that less of its time was left than it was given. */
  readonly waited: boolean
  /** Call it in any case, when nothing of the document is needed any more. */
  leave(): void
}

/** An isolate has place for one large document at a time. */
export interface Room {
  place(): Place
}
