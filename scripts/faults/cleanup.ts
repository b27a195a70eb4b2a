/**
 * What must be undone however a run ends: processes, mounts, namespaces, folders. The newest first: a server is ended
 * before its disk is taken away.
 */
const undone: (() => void)[] = []

/** Remembers it; returns what to call once it was done in the ordinary way. */
export function undoAtEnd(undo: () => void): () => void {
  undone.push(undo)
  return () => {
    const at = undone.indexOf(undo)
    if (at >= 0) undone.splice(at, 1)
  }
}

export function undoAll(): void {
  for (let undo = undone.pop(); undo; undo = undone.pop())
    try {
      undo()
    } catch {
      // One that fails must not keep the others from being undone.
    }
}

/** Ctrl-C and the like: everything undone, then the usual status of a program that was stopped. */
export function undoWhenStopped(): void {
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)
    process.once(signal, () => {
      undoAll()
      process.exit(status)
    })
}
