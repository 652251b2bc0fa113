/**
 * Listens to one kind of server-sent event until the returned function is called. The browser reconnects by itself;
 * while the page is hidden the stream is closed, so that a forgotten tab costs the server nothing.
 */
export function listen<T>(url: string, event: string, onData: (data: T) => void): () => void {
  let source: EventSource | null = null
  const open = () => {
    source ??= new EventSource(url)
    source.addEventListener(event, (message) => onData(JSON.parse((message as MessageEvent<string>).data) as T))
  }
  const close = () => {
    source?.close()
    source = null
  }
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') close()
    else if (!source) open()
  }
  document.addEventListener('visibilitychange', onVisibility)
  open()
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    close()
  }
}
