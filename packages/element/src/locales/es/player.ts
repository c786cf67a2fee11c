import { Es } from 'media-chrome/lang/es';
import type { AppearanceTexts } from '../en/appearance.js';
import type { PlayerTexts } from '../en/player.js';
import type { TranscriptTexts } from '../en/transcript.js';

/** Spanish. */
export const player: PlayerTexts = {
  lang: 'es',
  back: 'Volver a todos los ajustes',
  close: 'Cerrar',
  captionAppearance: 'Aspecto de los subtítulos',
  audioDescription: 'Audiodescripción',
  speed: 'Velocidad',
  normal: 'Normal',
  original: 'Original',
  resumeAt: '¿Continuar en {time}?',
  resume: 'Continuar',
  startOver: 'Empezar de nuevo',
  nextTitle: 'A continuación: {title}',
  nextVideo: 'Siguiente vídeo',
  playNow: 'Reproducir ahora',
  cancel: 'Cancelar',
  shortcuts: 'Atajos de teclado',
  copyReport: 'Copiar informe de depuración',
  keys: {
    playPause: 'Reproducir o pausar',
    seekBack: 'Retroceder 10 segundos',
    seekForward: 'Avanzar 10 segundos',
    volumeUp: 'Subir el volumen',
    volumeDown: 'Bajar el volumen',
    mute: 'Activar o desactivar el sonido',
    captions: 'Activar o desactivar los subtítulos',
    fullscreen: 'Activar o desactivar la pantalla completa',
    pictureInPicture: 'Activar o desactivar la imagen en imagen',
    slower: 'Más lento',
    faster: 'Más rápido',
    shortcuts: 'Esta lista',
  },
  controls: Es,
};

export const appearance: AppearanceTexts = {
  lang: 'es',
  title: 'Aspecto de los subtítulos',
  usual: 'Predeterminado',
  preview: 'Así se ven los subtítulos.',
  reset: 'Restablecer',
  choices: {
    size: 'Tamaño',
    color: 'Color del texto',
    background: 'Color de fondo',
    opacity: 'Opacidad del fondo',
    edge: 'Borde',
    font: 'Fuente',
  },
  colors: {
    white: 'Blanco',
    yellow: 'Amarillo',
    green: 'Verde',
    cyan: 'Cian',
    blue: 'Azul',
    magenta: 'Fucsia',
    red: 'Rojo',
    black: 'Negro',
  },
  edges: {
    none: 'Ninguno',
    raised: 'Elevado',
    depressed: 'Hundido',
    outline: 'Contorno',
    shadow: 'Sombra',
  },
  fonts: {
    sansSerif: 'Sin serifas',
    serif: 'Con serifas',
    monospace: 'Monoespaciada',
    monospaceSerif: 'Monoespaciada con serifas',
    casual: 'Informal',
    cursive: 'Manuscrita',
    smallCaps: 'Versalitas',
  },
};

export const transcript: TranscriptTexts = {
  lang: 'es',
  dir: 'ltr',
  transcript: 'Transcripción',
  search: 'Buscar en la transcripción',
  match: 'Resultado {index} de {count}',
  noMatch: 'Sin resultados',
  follow: 'Volver a la posición actual',
  download: 'Descargar',
  loading: 'La transcripción se carga con el vídeo.',
  noPlayer: 'Aquí todavía no hay ningún vídeo.',
  noTranscript: 'Este vídeo no tiene transcripción.',
};
