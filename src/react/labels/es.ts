import type { UserMessage } from '../../explain/words/forUser.en.ts'
import { forUserEs } from '../../explain/words/forUser.es.ts'
import type { CopyDiagnosticsLabels } from '../labels.ts'
import { copyKeys, isApple, isTouch } from './platform.ts'

/** Spanish, complete: `<CopyDiagnostics labels={es} />`. */
export const es: CopyDiagnosticsLabels & { forUser: Record<UserMessage, string> } = {
  lang: 'es',
  forUser: forUserEs,
  intro: '¿No pudo conectar su banco? Copie los detalles y péguelos en su mensaje al servicio de ayuda.',

  copy: 'Copiar diagnóstico',
  share: 'Compartir',
  download: 'Guardar como archivo',
  next: 'Después péguelo en su mensaje al servicio de ayuda. Copiar no envía nada a nadie.',

  copying: 'Copiando…',
  copied: 'Copiado. Ahora péguelo en su mensaje al servicio de ayuda.',
  copiedPart:
    'Copiado, pero solo su código y un identificador técnico: los detalles no se pudieron cargar. Revise la conexión a internet y copie de nuevo.',
  outdated: 'Los detalles cambiaron desde que los copió. Cópielos de nuevo.',
  failed: (platform) =>
    `Su navegador no permitió copiar. ${
      isTouch(platform)
        ? 'Mantenga presionado el texto de abajo, elija Seleccionar todo y luego Copiar.'
        : `El texto de abajo está seleccionado: presione ${copyKeys(platform)}.`
    }`,
  unavailable: 'Los detalles no se pudieron cargar. Revise la conexión a internet y recargue la página.',
  selectAll: 'Seleccionar todo',
  saved: (file) => `Su navegador guarda el archivo ${file}. Adjúntelo a su mensaje al servicio de ayuda.`,
  notSaved: 'Su navegador no permitió guardar. Copie los detalles en su lugar.',
  shared: 'Se pasó a la aplicación que eligió.',
  notShared: 'Su navegador no permitió compartir. Copie los detalles en su lugar.',
  code: 'Su código:',
  support: 'Ir al servicio de ayuda',

  linkOpen:
    'La ventana para conectar su banco sigue abierta. Ciérrela y copie de nuevo: la mayoría de los detalles llega solo cuando se cierra.',
  scriptPending: (seconds) =>
    `La ventana para conectar su banco lleva ${seconds} segundos cargando. Puede copiar lo que se sabe hasta ahora.`,
  storageRefused:
    'Su navegador no guardó todo. La copia tiene lo que pasó desde que abrió esta página, así que cópiela antes de salir.',
  recordingOff:
    'Aquí no se registra nada sobre la conexión con su banco. Aun así puede copiar datos básicos del navegador.',
  empty:
    'Aún no hay nada registrado en este dispositivo sobre una conexión con un banco. Aun así puede copiar datos básicos del navegador.',
  notLoaded: 'Los detalles no se pudieron cargar. Aun así puede copiar su código para el servicio de ayuda.',
  inAppBrowser: (app, platform) =>
    `Está en el navegador de ${app}. Copie esto primero. Luego abra esta página en ${isApple(platform) ? 'Safari' : 'su navegador'} e inténtelo de nuevo.`,

  present: 'Contiene:',
  absent: 'No contiene:',
  parts: {
    events: 'qué pasó y cuándo, con identificadores técnicos',
    bank: 'el nombre de su banco',
    messages: 'mensajes de error',
    ownIds: 'identificadores que esta aplicación tiene de usted',
    device: 'su navegador, tipo de dispositivo y zona horaria',
    language: 'su idioma',
    passwords: 'contraseñas',
    name: 'su nombre',
    accountNumbers: 'números de cuenta',
    balances: 'saldos',
  },
  open: 'Ver lo que se copia',
  everything: 'Esto es todo lo que se copia. No se añade nada. El texto está en inglés, para el servicio de ayuda.',
  kept: (days) => `Los detalles antiguos se borran de este dispositivo después de ${days} días.`,
  notKept: 'Los detalles desaparecen cuando cierra esta página.',
  text: 'Detalles para copiar',

  clear: 'Borrar estos detalles',
  confirmClear:
    '¿Borrar estos detalles de este dispositivo? No se puede deshacer. Cópielos primero por si el servicio de ayuda los necesita.',
  clearNow: 'Borrar ahora',
  keep: 'Conservarlos',
  cleared: 'Los detalles se borraron.',
  notCleared: 'Algunos detalles no se pudieron borrar.',
}
