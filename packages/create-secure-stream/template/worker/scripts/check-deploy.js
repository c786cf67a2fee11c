// Everybody counts as the viewer of STREAM_DEMO_VIEWER, and a deployment would take it along.
if (process.env.STREAM_DEMO_VIEWER) {
  console.error(
    'STREAM_DEMO_VIEWER is set in .env, so everybody could watch. Write viewerOf() in server/authorize.js, and remove the variable.',
  );
  process.exitCode = 1;
}
