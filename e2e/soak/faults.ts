import type { CDPSession } from 'puppeteer-core';
import { corrupt, cut, drop, fail, throttle } from '@secure-stream/origin';
import type { EndpointBehavior } from '@secure-stream/test-server/endpoint';
import type { TestServer } from '@secure-stream/test-server';
import type { EngineName, Fault } from './script.ts';

/**
 * In the frame, only what lies after the headers: a corrupt sample count makes its own hls.js loop for ever. Here it does that in the page's
 * process, because both are of one site. The frame of the service has a process of its own.
 */
const FRAME_HEADERS = 0.2;

/** Injects a fault into the browser, the origin or the token endpoint. */
export async function inject(fault: Fault, engine: EngineName, testServer: TestServer, cdp: CDPSession): Promise<void> {
  switch (fault.fault) {
    case 'offline':
      return setOnline(cdp, false);
    case 'revoke':
      return testServer.revokeKey();
    case 'clock':
      return testServer.advanceClock(fault.seconds * 1000);
  }
  if (fault.target === 'token')
    return testServer.setBehavior(BEHAVIORS[fault.fault === 'status' ? fault.status : fault.fault] ?? 'error500');
  const { faults } = testServer.origin;
  switch (fault.fault) {
    case 'status':
      return void faults.next(fault.target, fail(fault.status), fault.count);
    case 'corrupt':
      return void faults.next(fault.target, corrupt(undefined, engine === 'iframe' ? FRAME_HEADERS : 0), fault.count);
    case 'slow':
      return void faults.next(fault.target, throttle(20_000), fault.count);
    case 'reset':
      return void faults.next(fault.target, drop(), fault.count);
    case 'cut':
      return void faults.next(fault.target, cut(), fault.count);
  }
}

/** Ends all faults that can be undone. */
export async function endFaults(testServer: TestServer, cdp: CDPSession): Promise<void> {
  testServer.recover();
  await setOnline(cdp, true);
}

const setOnline = (cdp: CDPSession, isOnline: boolean): Promise<void> =>
  cdp.send('Network.emulateNetworkConditions', {
    offline: !isOnline,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: -1,
  });

/** The behavior of the token endpoint that corresponds to a fault. */
const BEHAVIORS: Readonly<Record<string | number, EndpointBehavior>> = {
  403: 'error500',
  404: 'unavailable',
  500: 'error500',
  503: 'unavailable',
  corrupt: 'html',
  slow: 'unavailable',
  reset: 'offline',
  cut: 'offline',
};
