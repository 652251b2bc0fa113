/** A picture, a sound or a film, by its content type. */
export function MediaView({ url, contentType, label }: { url: string; contentType: string | null; label: string }) {
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- what people load up comes without captions
  if (contentType?.startsWith('video/')) return <video src={url} controls preload="metadata" aria-label={label} className="max-h-72 w-full rounded-card" />
  // oxlint-disable-next-line jsx-a11y/media-has-caption -- the same
  if (contentType?.startsWith('audio/')) return <audio src={url} controls preload="metadata" aria-label={label} className="w-full" />
  return <img src={url} alt={label} loading="lazy" className="max-h-72 w-full rounded-card object-contain" />
}
