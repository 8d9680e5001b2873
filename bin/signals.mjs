/**
 * Where npm's shell gives way to us, Ctrl-C comes twice: from the terminal, and again from npm. The second of two within
 * half a second is the same one, and must not cut a clean stop short.
 */
export function hearSignalsOnce() {
  const heard = new Map()
  const emit = process.emit
  process.emit = function (event, ...values) {
    if (event === 'SIGINT' || event === 'SIGTERM') {
      const now = performance.now()
      if (now - (heard.get(event) ?? -Infinity) < 500) return true
      heard.set(event, now)
    }
    return emit.call(this, event, ...values)
  }
  // With no listener left, if only for a moment, a signal kills: so there always is one, which kills where it is alone.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (process.listenerCount(signal) > 1) return
      process.removeAllListeners(signal)
      process.kill(process.pid, signal)
    })
  }
}
