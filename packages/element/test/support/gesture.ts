import { executeServerCommand, sendMouse } from '@web/test-runner-commands';

/** Runs a function within a click. */
export async function gesture<Result>(action: () => Promise<Result>): Promise<Result> {
  await executeServerCommand('activate-page');
  const button = document.body.appendChild(document.createElement('button'));
  // At the top: after full screen, WebKitGTK reports the height of the screen for some time on a busy machine.
  button.style.cssText = 'position: fixed; left: 0; top: 0; width: 40px; height: 40px; z-index: 9';
  const done = new Promise<Result>((resolve, reject) => {
    button.addEventListener('click', () => action().then(resolve, reject));
  });
  await sendMouse({ type: 'click', position: [20, 20] });
  const result = await done;
  button.remove();
  return result;
}
