import type { UserMessage } from './forUser.en.ts'

const appCannot =
  'La aplicación no pudo terminar esto. No se debe a su acceso al banco, así que comuníquese con el servicio de ayuda.'
const pageCannot =
  'Esta página no pudo abrir la ventana para conectar su banco. No se debe a su acceso al banco, así que comuníquese con el servicio de ayuda.'
const oauthNotResumed = 'La conexión no pudo continuar después del inicio de sesión en su banco. Empiece de nuevo.'
const plaidFailed = 'Algo falló al conectar su banco. Inténtelo de nuevo más tarde.'
const scriptThrew =
  'La ventana para conectar su banco no pudo iniciarse. Recargue esta página y luego inténtelo de nuevo.'
const notReady =
  'La ventana para conectar su banco no estuvo lista a tiempo. Recargue esta página y luego inténtelo de nuevo.'
const tokenChanged = 'La ventana para conectar su banco se cerró antes de que usted terminara. Inténtelo de nuevo.'
const institutionUnavailable =
  'La conexión con su banco no funciona bien en este momento. Inténtelo de nuevo en unas horas o mañana.'
const institutionUnsupported = 'Su banco no se puede conectar aquí. Use otro banco.'
const closedByUser =
  'La ventana se cerró antes de que su banco quedara conectado. Puede intentarlo de nuevo cuando quiera.'
const abandonedAtView = 'Usted salió de la página antes de que su banco quedara conectado. Puede empezar de nuevo.'

/** Spanish, with `usted`, as it is written in the USA. */
export const forUserEs: Record<UserMessage, string> = {
  'login-rejected':
    'Su banco no aceptó el usuario o la contraseña. Primero inicie sesión en el sitio web de su banco y luego inténtelo de nuevo aquí.',
  'login-locked': 'Su banco ha bloqueado este acceso por ahora. Desbloquéelo con su banco y luego inténtelo de nuevo.',
  'bank-setup-needed':
    'Su banco necesita que usted complete algo en su sitio web. Hágalo allí y luego inténtelo de nuevo aquí.',
  'password-reset-needed':
    'Su banco le pide que cambie su contraseña. Cámbiela en el sitio web de su banco y luego inténtelo de nuevo.',
  'sign-in-needed-again': 'Su banco le pide que inicie sesión de nuevo. Conecte su cuenta otra vez.',
  'sign-in-unfinished': 'El inicio de sesión en su banco no se completó. Inténtelo de nuevo y siga todos los pasos.',
  'bank-sign-in-failed': 'El inicio de sesión en su banco no funcionó o tardó demasiado. Inténtelo de nuevo.',
  'username-differs':
    'El usuario no es el que usted usó la primera vez. Inicie sesión con el mismo usuario, con las mismas mayúsculas.',
  'security-code-rejected':
    'Su banco no aceptó el código de seguridad o la respuesta. Pida un código nuevo y luego inténtelo de nuevo.',
  'security-code-not-sent':
    'Su banco no pudo enviar el código de seguridad de esa forma. Elija otra forma de recibirlo o inténtelo más tarde.',
  'login-protection-unsupported':
    'La protección de acceso de su banco no se puede usar aquí. Puede cambiarla en su banco o usar otra cuenta.',
  'one-time-code-wrong':
    'El código de un solo uso no era correcto. Introduzca el código más reciente que usted recibió u omita este paso.',
  'phone-number-rejected': 'Su número de teléfono no fue aceptado. Revíselo u omita este paso.',
  'phone-number-unconfirmed': 'Su número de teléfono no se pudo confirmar. Puede conectar su cuenta sin él.',
  'personal-details-rejected':
    'Algunos de sus datos personales no fueron aceptados. Revise su teléfono, correo electrónico, fecha de nacimiento y dirección.',
  'address-rejected': 'La dirección que usted introdujo no fue aceptada. Revísela.',
  'account-number-rejected': 'El número de cuenta o de ruta que usted introdujo no coincide. Revise ambos números.',
  'deposit-code-wrong':
    'El código de su estado de cuenta no era correcto. Busque el pequeño depósito en su estado de cuenta e introduzca el código que lo acompaña.',
  'deposit-amounts-wrong':
    'Los montos de los depósitos que introdujo no eran correctos. Busque los dos pequeños depósitos en su estado de cuenta e introduzca sus montos.',
  'deposit-tries-used-up':
    'Hubo demasiados intentos de confirmar su cuenta. Introduzca su cuenta de nuevo desde el principio.',
  'account-verification-pending':
    'Su cuenta aún no está verificada. Busque un pequeño depósito en su estado de cuenta y luego vuelva aquí.',
  'account-verification-expired': 'El plazo para verificar su cuenta ha terminado. Conecte su cuenta de nuevo.',
  'account-verification-failed': 'Su cuenta no se pudo verificar. Inténtelo de nuevo o use otra cuenta.',
  'manual-verification-needed': 'Falta un paso por su parte. Verifique su cuenta cuando se le pida.',
  'already-verified': 'Su cuenta ya está verificada. No necesita hacer nada.',
  'nothing-wrong': 'La conexión con su banco está bien. No necesita hacer nada.',
  'access-not-granted':
    'Su banco no compartió todo lo necesario. Inténtelo de nuevo y permita todas las cuentas y permisos.',
  'permission-needed': 'Se necesita un permiso más de su parte. Puede darlo cuando se le pida.',
  'permission-removed': 'Se retiró el acceso a su cuenta. Si desea continuar, conecte su cuenta de nuevo.',
  'connection-removed': 'La conexión con su banco ya no existe. Conecte su cuenta de nuevo.',
  'connection-took-too-long': 'La conexión de su cuenta tardó demasiado. Conéctela de nuevo.',
  'no-account':
    'No se encontró una cuenta adecuada en su banco. Inténtelo de nuevo y permita todas sus cuentas, o use otro banco.',
  'no-payment-account':
    'No se encontró en su banco una cuenta para pagos. Elija una cuenta corriente, de ahorros o de efectivo.',
  'no-investment-account': 'No se encontró una cuenta de inversión con su acceso. Elija otra cuenta u otro banco.',
  'no-loan-account':
    'No se encontró una tarjeta de crédito ni un préstamo con su acceso. Elija otra cuenta u otro banco.',
  'account-unsupported': 'Este tipo de cuenta no se puede usar aquí. Use otra cuenta suya u otro banco.',
  'account-not-confirmed-at-once':
    'Su cuenta no se pudo confirmar al instante. Tal vez se le ofrezca otra forma, o puede usar otra cuenta.',
  'account-gone': 'Su cuenta ya no está disponible. Si sigue abierta, conéctela de nuevo.',
  'account-blocked': 'Esta cuenta no se puede usar para transferencias. Conecte otra cuenta suya.',
  'account-type-unsupported':
    'Este tipo de cuenta no se puede usar para transferencias. Use su cuenta corriente, de ahorros o de efectivo.',
  'too-slow': 'El tiempo para este paso se agotó. Puede empezar de nuevo.',
  'device-failed': 'Algo falló en su dispositivo. Inténtelo de nuevo o use otro navegador.',
  'upload-failed': 'La carga se interrumpió. Revise su conexión a internet e inténtelo de nuevo.',
  'income-check-failed': 'La comprobación de sus ingresos no terminó. Inténtelo de nuevo.',
  'human-check-needed':
    'Hay una breve comprobación de seguridad que usted debe completar. Si no la ve, desactive su bloqueador de anuncios.',
  'human-check-failed':
    'La comprobación de seguridad no funcionó. Desactive su bloqueador de anuncios y luego inténtelo de nuevo.',
  'institution-unavailable': institutionUnavailable,
  'institution-unsupported': institutionUnsupported,
  'institution-answer-unreadable': 'No se pudo leer la respuesta de su banco. Use otro banco por ahora.',
  'institution-not-found': 'No se encontró su banco. Busque su nombre completo o use otro banco.',
  'institution-not-enabled': 'Su banco aún no se puede conectar con esta aplicación. Use otro banco.',
  'institution-busy': 'Su banco está ocupado en este momento. Inténtelo de nuevo más tarde.',
  'institution-failed': 'Hubo un problema con su banco. Inténtelo de nuevo más tarde o use otro banco.',
  'plaid-failed': plaidFailed,
  'plaid-maintenance': 'El servicio que conecta su banco está en mantenimiento. Inténtelo de nuevo en unas horas.',
  'data-not-ready': 'Los datos de su banco aún no están listos. Vuelva un poco más tarde.',
  'data-unavailable': 'No se pudieron leer suficientes datos de su banco. Puede intentar conectarlo de nuevo.',
  'data-inconsistent': 'Los datos de su banco no concuerdan entre sí. Inténtelo de nuevo en uno o dos días.',
  'too-little-activity': 'No hay suficiente actividad en su cuenta. Conecte otra cuenta u otro banco.',
  'history-too-short': 'Su banco no ofrece suficiente historial. Use otro banco.',
  'report-failed': 'El informe sobre sus cuentas no se pudo crear. Inténtelo de nuevo más tarde.',
  'report-expired': 'El informe sobre sus cuentas es demasiado antiguo y debe crearse de nuevo.',
  'payment-cancelled': 'Su pago no se completó. Puede intentarlo de nuevo o usar otro banco.',
  'payment-declined': 'Su banco rechazó el pago. Consulte a su banco o use otra cuenta.',
  'payment-failed': 'Su pago no se pudo realizar. Inténtelo de nuevo o use otra cuenta.',
  'payment-kind-unsupported': 'Su banco no puede hacer este tipo de pago. Use otro banco.',
  'payment-refused-as-asked': appCannot,
  'not-enough-money':
    'No hay suficiente dinero en su cuenta para esto. Puede usar otra cuenta o agregar dinero primero.',
  'amount-over-limit':
    'El monto supera un límite. Puede intentarlo con un monto menor o comunicarse con el servicio de ayuda.',
  'recipient-details-wrong':
    'El número de cuenta del destinatario no sirve para esta transferencia. Si usted lo introdujo, revíselo.',
  'app-balance-too-low': appCannot,
  'transfer-failed': 'Su transferencia no se pudo realizar. Inténtelo de nuevo más tarde.',
  'transfer-refused-as-asked': appCannot,
  'transfer-not-cancellable': 'Su transferencia está en camino y ya no se puede cancelar.',
  'oauth-not-resumed': oauthNotResumed,
  'oauth-return-used': 'Este inicio de sesión en su banco ya se usó. Cierre esta página y empiece de nuevo.',
  'oauth-return-lost': oauthNotResumed,
  'link-token-invalid': 'La ventana para conectar su banco ya no era válida. Ciérrela y empiece de nuevo.',
  'rate-limited': 'El servicio que conecta su banco está ocupado. Inténtelo de nuevo en unos minutos.',
  'balance-not-fresh': 'No se pudo leer un saldo reciente de su cuenta. Vuelva más tarde.',
  'app-request-refused': appCannot,
  'app-request-too-early': appCannot,
  'app-id-unknown': appCannot,
  'app-not-allowed': appCannot,
  'app-environment-differs': appCannot,
  'app-registration-incomplete': appCannot,
  'connection-failed': 'Hubo un problema con la conexión con su banco. Inténtelo de nuevo.',
  'unknown-error': plaidFailed,

  // Findings.
  'csp-blocked': pageCannot,
  'script-threw': scriptThrew,
  'script-failed':
    'La ventana para conectar su banco no se pudo cargar. Permita este sitio en su bloqueador de anuncios o use otro navegador, y luego inténtelo de nuevo.',
  'script-never-ran': scriptThrew,
  'script-pending':
    'La ventana para conectar su banco todavía se está cargando. Espere un poco y luego inténtelo de nuevo.',
  'cross-origin-isolated': pageCannot,
  offline: 'Se perdió su conexión a internet. Revísela y luego inténtelo de nuevo.',
  'not-ready': notReady,
  'opened-too-early': notReady,
  'opened-without-token': notReady,
  'layer-not-available':
    'Aquí no hay ninguna cuenta guardada para usted. Puede conectar su banco de la forma habitual.',
  'oauth-return-not-told': oauthNotResumed,
  'oauth-return-without-state': oauthNotResumed,
  'return-reloaded':
    'Esta página se volvió a cargar después de iniciar sesión en su banco. No necesita repetirlo si su cuenta aparece como conectada.',
  'reloaded-while-open': 'Esta página se volvió a cargar mientras usted conectaba su banco. Puede empezar de nuevo.',
  'token-changed': tokenChanged,
  unmounted: tokenChanged,
  'two-links-open':
    'Había dos ventanas abiertas a la vez para conectar su banco. Cierre ambas, recargue esta página y luego inténtelo de nuevo.',
  'oauth-not-returned':
    'El inicio de sesión en su banco no volvió a esta página. Empiece de nuevo aquí, en el mismo navegador.',
  'bank-sign-in-closed':
    'La ventana de inicio de sesión de su banco se cerró antes de terminar. Puede intentarlo de nuevo.',
  'institution-down': institutionUnavailable,
  'institution-not-supported': institutionUnsupported,
  'identity-check-failed':
    'No se pudo confirmar su identidad. Si tiene preguntas, comuníquese con el servicio de ayuda.',
  'account-verification-automatic':
    'Su cuenta se está verificando. Puede tardar uno o dos días hábiles; no tiene que hacer nada ahora.',
  'identity-check-not-finished': 'Su verificación de identidad no se completó. Puede empezar de nuevo.',
  'identity-check-in-review':
    'Su verificación de identidad se ha enviado y se está revisando. No necesita hacer nada ahora.',
  'identity-match-blocked':
    'El nombre de la cuenta no coincide con sus datos. Use una cuenta a su nombre o comuníquese con el servicio de ayuda.',
  'transfer-incomplete':
    'Su cuenta está conectada, pero la transferencia aún no ha terminado. Es posible que se le pida un paso más.',
  'another-bank-failed': 'Uno de sus bancos está conectado y otro no. Puede intentarlo de nuevo con el otro.',
  'handoff-without-success':
    'Su banco terminó su parte, pero es posible que esta página aún no lo sepa. Recargue esta página y vea si aparece su cuenta.',
  'too-many-logins':
    'La ventana se cerró después de varios intentos que su banco no aceptó. Primero inicie sesión en el sitio web de su banco y luego empiece de nuevo aquí.',
  'abandoned-at-view': abandonedAtView,
  'nothing-followed':
    'La ventana para conectar su banco se abrió, pero no pasó nada más. Recargue esta página y luego inténtelo de nuevo.',
  'closed-at-bank-list': 'La ventana se cerró en la lista de bancos. Puede buscar su banco por su nombre completo.',
  'closed-by-user': closedByUser,
  'exit-after-error': 'Hubo un problema y su banco no quedó conectado. Puede intentarlo de nuevo.',
  'callback-failed':
    'Su banco terminó su parte, pero la aplicación tuvo un problema después. Recargue esta página y vea si aparece su cuenta.',
  'called-twice': 'La aplicación recibió dos veces algunos datos sobre su banco. No necesita hacer nada.',
  'storage-degraded': 'Su navegador no pudo guardar todos los detalles. Cópielos antes de cerrar esta página.',
  'link-error': plaidFailed,

  // Outcomes, where nothing more is known.
  'outcome-succeeded': 'Usted ha terminado este paso.',
  'outcome-failed': 'Su banco no quedó conectado. Inténtelo de nuevo.',
  'outcome-exited': closedByUser,
  'outcome-superseded': tokenChanged,
  'outcome-abandoned': abandonedAtView,
  'outcome-in-progress': 'La ventana para conectar su banco sigue abierta. Termine allí o ciérrela.',
  'outcome-never-opened':
    'La ventana para conectar su banco no se abrió. Recargue esta página y luego inténtelo de nuevo.',
  'outcome-none': 'Aún no hay nada guardado en este dispositivo sobre la conexión con su banco.',
}
