/** Files out of a drop, folders opened. */

const PICTURE = /\.(jpe?g|png|webp|gif|avif|bmp|svg)$/i
const HIDDEN = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i

/** A file and its path below the dropped folder. */
export interface FoundFile {
  readonly file: File
  readonly path: string
}

/** All files of a drop event, folders walked through. Must be called inside the event: the entries die with it. */
export async function filesOfDrop(transfer: DataTransfer): Promise<FoundFile[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null)
  const plain = [...transfer.files]
  if (entries.length === 0) return plain.map((file) => ({ file, path: file.name }))
  const found: FoundFile[] = []
  for (const entry of entries) await walk(entry, found)
  return tidy(found)
}

/** All files of `<input type=file>`, of a folder or not. */
export function filesOfInput(list: FileList): FoundFile[] {
  return tidy([...list].map((file) => ({ file, path: file.webkitRelativePath || file.name })))
}

/** Pictures on one side, everything else on the other. */
export function partition(files: readonly FoundFile[]): { pictures: FoundFile[]; others: FoundFile[] } {
  return {
    pictures: files.filter((found) => PICTURE.test(found.path)),
    others: files.filter((found) => !PICTURE.test(found.path)),
  }
}

function tidy(files: FoundFile[]): FoundFile[] {
  return files
    .filter((found) => !HIDDEN.test(found.path))
    .map((found) => ({ ...found, path: found.path.normalize('NFC') }))
    .toSorted((one, other) => one.path.localeCompare(other.path, 'en', { numeric: true }))
}

async function walk(entry: FileSystemEntry, found: FoundFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))
    found.push({ file, path: entry.fullPath.replace(/^\//, '') })
    return
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader()
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (children.length === 0) return
    for (const child of children) await walk(child, found)
  }
}
