import { createServer } from 'node:net';
import { failure } from '@boussole/schema';

/** Throws `PORT_IN_USE` when another program listens on the port. */
export async function checkPort(port: number): Promise<void> {
  const server = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, resolve);
    });
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw failure('PORT_IN_USE', { port }, { cause: error });
    if (code === 'EACCES') {
      throw failure(
        'CONFIGURATION_INVALID',
        { problems: `PORT ${port} est réservé à l’administrateur` },
        { cause: error },
      );
    }
    throw error;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}
