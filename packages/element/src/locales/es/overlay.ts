import type { Messages } from '../messages.js';

/** Spanish. Register it with `addMessages(es)`, or set it as `messages` of one element. */
export const es: Messages = {
  lang: 'es',
  dir: 'ltr',
  play: 'Reproducir el vídeo',
  loading: 'Cargando el vídeo',
  retry: 'Reintentar',
  retrying: 'Seguimos intentándolo…',
  tryNow: 'Intentar ahora',
  offline: 'No hay conexión. El vídeo seguirá cuando vuelva.',
  waitingForLive: 'La emisión aún no ha comenzado. Empezará aquí automáticamente.',
  broadcastEnded: 'La emisión ha terminado. Si vuelve a empezar, continuará aquí automáticamente.',
  watching: {
    one: 'Esta cuenta se está usando en otro dispositivo.',
    other: 'Esta cuenta se está usando en {limit} dispositivos.',
  },
  watchHere: 'Ver aquí en su lugar',
  errors: {
    config: 'Este vídeo no está bien configurado.',
    'token-unreachable': 'No se puede contactar con el sitio que autoriza este vídeo.',
    'token-denied': 'No tiene permiso para ver este vídeo.',
    'viewing-limit': 'Esta cuenta ya se está usando en el máximo de dispositivos permitido.',
    displaced: 'La reproducción continuó en otro dispositivo.',
    revoked: 'Ya no tiene permiso para ver este vídeo.',
    'token-malformed': 'No hemos podido obtener permiso para reproducir este vídeo.',
    'token-mismatch': 'El permiso recibido es para otro vídeo.',
    'token-expired': 'Su permiso para ver este vídeo ha caducado.',
    'token-rejected': 'El permiso para reproducir este vídeo no ha sido aceptado.',
    blocked: 'Este vídeo no se puede ver desde su ubicación.',
    'origin-not-allowed': 'Este vídeo no se puede reproducir en este sitio.',
    'not-downloadable': 'Este vídeo no se puede descargar.',
    'not-found': 'No se ha encontrado este vídeo.',
    'not-live': 'La emisión aún no ha comenzado.',
    'not-ready': 'Este vídeo todavía no está listo.',
    unsupported: 'Este navegador no puede reproducir el vídeo.',
    'sdk-blocked':
      'El reproductor se ha bloqueado. La causa puede ser un bloqueador de anuncios o un ajuste de seguridad.',
    'frame-refused': 'No se ha podido mostrar el reproductor en este sitio.',
    network: 'Se ha perdido la conexión.',
    media: 'No se ha podido reproducir este vídeo.',
  },
};
