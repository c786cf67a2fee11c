/** Next calls this when a server starts, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const { refuseDemoViewer } = await import('./scripts/environment.js');
  try {
    refuseDemoViewer(process.env);
  } catch (error) {
    // After an exception, Next would go on and answer each request with 500.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
