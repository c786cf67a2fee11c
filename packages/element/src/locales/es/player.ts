import { Es } from 'media-chrome/lang/es';
import type { PlayerTexts } from '../en/player.js';

/** Spanish. */
export const es: PlayerTexts = {
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
