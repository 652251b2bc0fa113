/** The library that reads documents, in a worker of our own origin; a third of a megabyte, fetched when a document is to be shown. */
import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url' // oxlint-disable-line import/default -- an address, as Vite gives it

export { TextLayer, type PDFDocumentProxy, type PDFPageProxy, type RenderTask } from 'pdfjs-dist'

GlobalWorkerOptions.workerSrc = workerUrl

/** How Korean documents that bring no fonts of their own number their letters. */
const MAPS = import.meta.glob<string>('/node_modules/pdfjs-dist/cmaps/{KSC*,UniKS*,Adobe-Korea1-UCS2}.bcmap', { query: '?url', import: 'default', eager: true })

class LetterMaps {
  async fetch({ name }: { name: string }): Promise<{ cMapData: Uint8Array; isCompressed: boolean }> {
    const address = MAPS[`/node_modules/pdfjs-dist/cmaps/${name}.bcmap`]
    const reply = address ? await fetch(address) : null
    if (!reply?.ok) throw new Error(`no letter map ${name}`)
    return { cMapData: new Uint8Array(await reply.arrayBuffer()), isCompressed: true }
  }
}

export function open(source: string): PDFDocumentLoadingTask {
  return getDocument({
    url: source,
    // Only the parts of the file that the seen pages need.
    disableAutoFetch: true,
    // Documents come from strangers: no script and no form of theirs runs.
    enableXfa: false,
    isEvalSupported: false,
    useWasm: false,
    CMapReaderFactory: LetterMaps,
    useWorkerFetch: false,
  })
}
