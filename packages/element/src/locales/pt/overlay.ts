import type { Messages } from '../messages.js';

/** Portuguese, with the words of Brazil. Register it with `addMessages(pt)`, or set it as `messages` of one element. */
export const pt: Messages = {
  lang: 'pt',
  dir: 'ltr',
  play: 'Reproduzir o vídeo',
  loading: 'Carregando o vídeo',
  retry: 'Tentar novamente',
  retrying: 'Tentando novamente…',
  tryNow: 'Tentar agora',
  offline: 'Você está sem conexão. O vídeo continuará quando a conexão voltar.',
  waitingForLive: 'A transmissão ao vivo ainda não começou. Ela começará aqui automaticamente.',
  broadcastEnded: 'A transmissão ao vivo terminou. Se recomeçar, será exibida aqui automaticamente.',
  watching: {
    one: 'Esta conta está em uso em outro dispositivo.',
    other: 'Esta conta está em uso em {limit} dispositivos.',
  },
  watchHere: 'Assistir neste dispositivo',
  errors: {
    config: 'Este vídeo não está configurado corretamente.',
    'token-unreachable': 'Não foi possível acessar o site que autoriza este vídeo.',
    'token-denied': 'Você não tem permissão para assistir a este vídeo.',
    'viewing-limit': 'Esta conta já está em uso no número máximo de dispositivos permitido.',
    displaced: 'A reprodução continuou em outro dispositivo.',
    revoked: 'Você não tem mais permissão para assistir a este vídeo.',
    'token-malformed': 'Não foi possível obter permissão para reproduzir este vídeo.',
    'token-mismatch': 'A permissão recebida é de outro vídeo.',
    'token-expired': 'Sua permissão para assistir a este vídeo expirou.',
    'token-rejected': 'A permissão para reproduzir este vídeo não foi aceita.',
    blocked: 'Não é possível assistir a este vídeo na sua localização.',
    'origin-not-allowed': 'Este vídeo não pode ser reproduzido neste site.',
    'not-downloadable': 'Este vídeo não pode ser baixado.',
    'not-found': 'Este vídeo não foi encontrado.',
    'not-live': 'A transmissão ao vivo ainda não começou.',
    'not-ready': 'Este vídeo ainda não está pronto.',
    unsupported: 'Este navegador não consegue reproduzir este vídeo.',
    'sdk-blocked':
      'O reprodutor foi bloqueado. A causa pode ser um bloqueador de anúncios ou uma configuração de segurança.',
    'frame-refused': 'Não foi possível exibir o reprodutor neste site.',
    network: 'A conexão foi perdida.',
    media: 'Não foi possível reproduzir este vídeo.',
  },
};
