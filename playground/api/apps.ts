import { method } from './method.ts'

/** Socket Mode starts here; the method accepts only an app-level token. */
export const appMethods = {
  'apps.connections.open': method({
    token: 'app',
    args: {},
    run: (_, world) => ({ url: world.openSocket() }),
  }),
}
