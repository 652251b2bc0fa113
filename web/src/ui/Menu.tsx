import { Menu as Base } from '@base-ui/react/menu'
import type { ReactElement, ReactNode } from 'react'

export type MenuItem = { label: ReactNode; icon?: ReactNode; onSelect: () => void; danger?: boolean; disabled?: boolean }

/** A menu behind a button. `trigger` is the button itself, for instance `<Button>…</Button>`. */
export function Menu({ trigger, items }: { trigger: ReactElement<Record<string, unknown>>; items: MenuItem[] }) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end" className="z-50">
          <Base.Popup className="min-w-44 rounded-card border border-line bg-card p-1 text-ink shadow-lg outline-none">
            {items.map((item, index) => (
              <Base.Item
                key={index}
                disabled={item.disabled ?? false}
                onClick={item.onSelect}
                className={`flex min-h-10 cursor-pointer items-center gap-2 rounded-lg px-3 outline-none data-disabled:opacity-50 data-highlighted:bg-sunken ${item.danger ? 'text-bad' : ''}`}
              >
                {item.icon}
                {item.label}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}
