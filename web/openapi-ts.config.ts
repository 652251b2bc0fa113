import { defineConfig } from '@hey-api/openapi-ts'

// Only the types: requests go through src/api/client.ts, which knows about CSRF, idempotency keys and problems.
export default defineConfig({
  input: '../api/openapi.json',
  output: { path: 'src/api/generated', clean: true },
  plugins: ['@hey-api/typescript'],
})
