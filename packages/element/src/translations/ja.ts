import type { Messages } from './messages.js';

/** Japanese. Register it with `addMessages(ja)`, or set it as `messages` of one element. */
export const ja: Messages = {
  lang: 'ja',
  dir: 'ltr',
  play: '動画を再生',
  loading: '動画を読み込んでいます',
  retry: '再試行',
  offline: 'オフラインです。接続が戻ると動画は続きから再生されます。',
  waitingForLive: '配信はまだ始まっていません。始まると自動的に再生されます。',
  broadcastEnded: '配信は終了しました。再開されると、ここで自動的に再生されます。',
  errors: {
    config: 'この動画は正しく設定されていません。',
    'token-unreachable': '動画の再生許可を取得できませんでした。接続を確認して、もう一度お試しください。',
    'token-denied': 'この動画を視聴する権限がありません。',
    'token-malformed': '動画の再生許可を取得できませんでした。',
    'token-mismatch': '取得した許可は別の動画のものです。',
    'token-expired': 'この動画の視聴許可の期限が切れました。',
    'token-rejected': 'この動画の再生許可は受け付けられませんでした。',
    blocked: 'お住まいの地域またはネットワークからはこの動画を視聴できません。',
    'origin-not-allowed': 'このサイトではこの動画を再生できません。',
    'not-downloadable': 'この動画はダウンロードできません。',
    'not-found': '動画が見つかりませんでした。',
    'not-live': '配信はまだ始まっていません。',
    'not-ready': 'この動画はまだ準備中です。',
    unsupported: 'このブラウザーではこの動画を再生できません。',
    'sdk-blocked': 'プレーヤーがブロックされました。広告ブロッカーまたはセキュリティ設定が原因の可能性があります。',
    'frame-refused': 'このサイトにプレーヤーを表示できませんでした。',
    network: '接続が切れました。',
    media: '動画を再生できませんでした。',
  },
};
