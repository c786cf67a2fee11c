import type { Messages } from './messages.js';

/** Arabic. Register it with `addMessages(ar)`, or set it as `messages` of one element. */
export const ar: Messages = {
  lang: 'ar',
  dir: 'rtl',
  play: 'تشغيل الفيديو',
  loading: 'جارٍ تحميل الفيديو',
  retry: 'إعادة المحاولة',
  offline: 'أنت غير متصل بالإنترنت. سيتابع الفيديو عند عودة الاتصال.',
  waitingForLive: 'لم يبدأ البث بعد. سيبدأ هنا تلقائيًا.',
  broadcastEnded: 'انتهى البث. إذا بدأ من جديد فسيُعرض هنا تلقائيًا.',
  errors: {
    config: 'لم يتم إعداد هذا الفيديو بشكل صحيح.',
    'token-unreachable': 'تعذّر الحصول على إذن لتشغيل هذا الفيديو. تحقق من اتصالك وحاول مرة أخرى.',
    'token-denied': 'ليس لديك إذن لمشاهدة هذا الفيديو.',
    'token-malformed': 'تعذّر الحصول على إذن لتشغيل هذا الفيديو.',
    'token-mismatch': 'الإذن الذي تم استلامه يخص فيديو آخر.',
    'token-expired': 'انتهت صلاحية إذنك لمشاهدة هذا الفيديو.',
    'token-rejected': 'لم يُقبل إذن تشغيل هذا الفيديو.',
    blocked: 'لا يمكن مشاهدة هذا الفيديو من مكانك.',
    'origin-not-allowed': 'لا يمكن تشغيل هذا الفيديو على هذا الموقع.',
    'not-downloadable': 'لا يمكن تنزيل هذا الفيديو.',
    'not-found': 'لم يتم العثور على هذا الفيديو.',
    'not-live': 'لم يبدأ البث بعد.',
    'not-ready': 'هذا الفيديو ليس جاهزًا بعد.',
    unsupported: 'لا يستطيع هذا المتصفح تشغيل الفيديو.',
    'sdk-blocked': 'تم حظر المشغّل. قد يكون السبب مانع إعلانات أو إعداد أمان.',
    'frame-refused': 'تعذّر عرض المشغّل على هذا الموقع.',
    network: 'انقطع الاتصال.',
    media: 'تعذّر تشغيل هذا الفيديو.',
  },
};
