import type { Messages } from '../messages.js';

/** Polish. Register it with `addMessages(pl)`, or set it as `messages` of one element. */
export const pl: Messages = {
  lang: 'pl',
  dir: 'ltr',
  play: 'Odtwórz film',
  loading: 'Wczytywanie filmu',
  retry: 'Spróbuj ponownie',
  retrying: 'Ponawianie próby…',
  tryNow: 'Spróbuj teraz',
  offline: 'Brak połączenia z internetem. Film będzie kontynuowany, gdy połączenie wróci.',
  waitingForLive: 'Transmisja na żywo jeszcze się nie rozpoczęła. Rozpocznie się tutaj automatycznie.',
  broadcastEnded:
    'Transmisja na żywo się zakończyła. Jeśli rozpocznie się ponownie, zostanie tu automatycznie odtworzona.',
  watching: {
    one: 'To konto jest używane na innym urządzeniu.',
    other: 'To konto jest używane na {limit} urządzeniach.',
  },
  watchHere: 'Oglądaj na tym urządzeniu',
  errors: {
    config: 'Ten film nie jest prawidłowo skonfigurowany.',
    'token-unreachable': 'Nie można połączyć się z witryną, która zezwala na odtwarzanie tego filmu.',
    'token-denied': 'Nie masz uprawnień do oglądania tego filmu.',
    'viewing-limit': 'To konto jest już używane na maksymalnej dozwolonej liczbie urządzeń.',
    displaced: 'Odtwarzanie jest kontynuowane na innym urządzeniu.',
    revoked: 'Nie masz już uprawnień do oglądania tego filmu.',
    'token-malformed': 'Nie udało się uzyskać zezwolenia na odtworzenie tego filmu.',
    'token-mismatch': 'Otrzymane zezwolenie dotyczy innego filmu.',
    'token-expired': 'Twoje uprawnienia do oglądania tego filmu wygasły.',
    'token-rejected': 'Zezwolenie na odtworzenie tego filmu nie zostało przyjęte.',
    blocked: 'Tego filmu nie można oglądać w Twojej lokalizacji.',
    'origin-not-allowed': 'Tego filmu nie można odtworzyć w tej witrynie.',
    'not-downloadable': 'Tego filmu nie można pobrać.',
    'not-found': 'Nie znaleziono tego filmu.',
    'not-live': 'Transmisja na żywo jeszcze się nie rozpoczęła.',
    'not-ready': 'Ten film nie jest jeszcze gotowy.',
    unsupported: 'Ta przeglądarka nie może odtworzyć tego filmu.',
    'sdk-blocked': 'Odtwarzacz został zablokowany. Przyczyną może być bloker reklam lub ustawienie zabezpieczeń.',
    'frame-refused': 'Nie można wyświetlić odtwarzacza w tej witrynie.',
    network: 'Połączenie zostało przerwane.',
    media: 'Nie udało się odtworzyć tego filmu.',
  },
};
