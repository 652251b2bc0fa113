import { Component, type ErrorInfo, type ReactNode } from 'react'
import { Button } from './Button'
import { t } from './strings'

/** Catches what a screen throws while drawing, so that the rest of the page lives on. A new `resetKey` (an address) tries again. */
export class ErrorBoundary extends Component<{ children: ReactNode; resetKey?: string }, { failed: boolean }> {
  override state = { failed: false }
  static getDerivedStateFromError() {
    return { failed: true }
  }
  override componentDidCatch(error: Error, info: ErrorInfo) {
    console.error(error, info.componentStack)
  }
  override componentDidUpdate(before: { resetKey?: string }) {
    if (this.state.failed && before.resetKey !== this.props.resetKey) this.setState({ failed: false })
  }
  override render() {
    if (!this.state.failed) return this.props.children
    return (
      <main className="mx-auto grid max-w-md justify-items-center gap-3 p-8 text-center" role="alert">
        <h1 className="text-xl">{t('broken_title')}</h1>
        <p className="text-muted">{t('broken_text')}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {t('reload')}
        </Button>
      </main>
    )
  }
}
