import '@secure-stream/element/player';

const output = document.querySelector('output')!;
let renewals = 0;

document.querySelector('secure-stream-player')!.addEventListener('tokenrefresh', () => {
  renewals += 1;
  output.value = String(renewals);
});
