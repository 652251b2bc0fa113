/** Small conveniences kept on this device. Private windows may refuse: then there is simply no memory. */
const organizationKey = 'pumasi.studio.organization'

export function rememberOrganization(organizationId: string): void {
  try {
    localStorage.setItem(organizationKey, organizationId)
  } catch {
    // Nothing is lost but the convenience.
  }
}

export function rememberedOrganization(): string | null {
  try {
    return localStorage.getItem(organizationKey)
  } catch {
    return null
  }
}
