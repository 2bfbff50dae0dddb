import type { UserMessage } from './forUser.en.ts'

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
  'username-differs':
    'El usuario no es el que usted usó la primera vez. Inicie sesión con el mismo usuario, con las mismas mayúsculas.',
  'security-code-rejected':
    'Su banco no aceptó el código de seguridad o la respuesta. Pida un código nuevo y luego inténtelo de nuevo.',
  'security-code-not-sent':
    'Su banco no pudo enviar el código de seguridad de esa forma. Elija otra forma de recibirlo o inténtelo más tarde.',
  'one-time-code-wrong':
    'El código de un solo uso no era correcto. Ingrese el código más reciente que usted recibió u omita este paso.',
  'phone-number-rejected': 'Su número de teléfono no fue aceptado. Revíselo o continúe sin él.',
  'personal-details-rejected':
    'Algunos de sus datos personales no fueron aceptados. Revise su teléfono, correo electrónico, fecha de nacimiento y dirección.',
  'address-rejected': 'La dirección que usted ingresó no fue aceptada. Revísela.',
  'account-number-rejected': 'El número de cuenta o de ruta que usted ingresó no coincide. Revise ambos números.',
  'deposit-code-wrong':
    'El código de su estado de cuenta no era correcto. Busque el pequeño depósito en su estado de cuenta e ingrese el código que lo acompaña.',
  'deposit-amounts-wrong':
    'Los montos de los depósitos que ingresó no eran correctos. Busque los dos pequeños depósitos en su estado de cuenta e ingrese sus montos.',
  'deposit-tries-used-up':
    'Hubo demasiados intentos de confirmar su cuenta. Ingrese su cuenta de nuevo desde el principio.',
  'account-verification-pending':
    'Su cuenta aún no está verificada. Busque un pequeño depósito en su estado de cuenta y luego vuelva aquí.',
  'account-verification-automatic':
    'Su cuenta se está verificando. Puede tardar uno o dos días; no tiene que hacer nada ahora.',
  'account-verification-failed': 'Su cuenta no se pudo verificar. Conéctela de nuevo o use otra cuenta.',
  'permission-needed': 'Falta un paso por su parte. Puede darlo cuando se le pida.',
  'nothing-wrong': 'Su cuenta ya está conectada. No necesita hacer nada.',
  'access-not-granted':
    'Su banco no compartió todo lo necesario. Inténtelo de nuevo y permita todas las cuentas y permisos.',
  'connection-removed': 'La conexión con su banco ya no existe. Conecte su cuenta de nuevo.',
  'no-account':
    'No se encontró una cuenta adecuada en su banco. Inténtelo de nuevo y permita todas sus cuentas, o use otro banco.',
  'no-payment-account':
    'No se encontró en su banco una cuenta para pagos. Elija una cuenta corriente, de ahorros o de efectivo.',
  'account-unsupported': 'Esta cuenta o este acceso suyo no se puede usar aquí. Use otra cuenta u otro banco.',
  'human-check-needed':
    'La comprobación de seguridad no se superó. Si usted no la ve, desactive su bloqueador de anuncios.',
  'institution-unavailable':
    'La conexión con su banco no funciona bien en este momento. Inténtelo de nuevo en unas horas o mañana.',
  'institution-unsupported': 'Su banco no se puede conectar aquí. Use otro banco.',
  'institution-not-found': 'No se encontró su banco. Busque su nombre completo o use otro banco.',
  'plaid-failed': 'Algo falló al conectar su banco. Inténtelo de nuevo más tarde.',
  'data-not-ready': 'Sus datos aún no están listos. Inténtelo de nuevo más tarde.',
  'payment-declined': 'Su banco rechazó el pago. Consulte a su banco o use otra cuenta.',
  'payment-failed': 'Su pago o transferencia no se realizó. Inténtelo de nuevo o use otra cuenta.',
  'not-enough-money':
    'No hay suficiente dinero en su cuenta para esto. Puede usar otra cuenta o agregar dinero primero.',
  'amount-over-limit':
    'El monto supera un límite. Puede intentarlo con un monto menor o comunicarse con el servicio de ayuda.',
  'recipient-details-wrong':
    'El número de cuenta del destinatario no sirve para esta transferencia. Si usted lo ingresó, revíselo.',
  'transfer-not-cancellable': 'Su transferencia está en camino y ya no se puede cancelar.',
  'oauth-not-resumed':
    'La conexión no pudo continuar después del inicio de sesión en su banco. Empiece de nuevo aquí, en el mismo navegador.',
  'link-token-invalid': 'La ventana para conectar su banco ya no era válida. Ciérrela y empiece de nuevo.',
  'app-cannot':
    'La aplicación no pudo terminar esto. No se debe a su acceso al banco, así que comuníquese con el servicio de ayuda.',
  'script-failed':
    'La ventana para conectar su banco no se pudo cargar. Permita este sitio en su bloqueador de anuncios o use otro navegador, y luego inténtelo de nuevo.',
  'script-pending':
    'La ventana para conectar su banco todavía se está cargando. Espere un poco y luego inténtelo de nuevo.',
  offline: 'Se perdió su conexión a internet. Revísela y luego inténtelo de nuevo.',
  'upload-failed': 'Sus documentos no se subieron. Compruebe su conexión a internet e inténtelo de nuevo.',
  'income-check-failed': 'La comprobación de sus ingresos no se terminó. Inténtelo de nuevo.',
  'layer-not-available':
    'Aquí no hay ninguna cuenta guardada para usted. Puede conectar su banco de la forma habitual.',
  'return-reloaded':
    'Esta página se volvió a cargar después de iniciar sesión en su banco. No necesita repetirlo si su cuenta aparece como conectada.',
  'token-changed': 'La ventana para conectar su banco se cerró antes de que usted terminara. Inténtelo de nuevo.',
  'identity-check-failed':
    'No se pudo confirmar su identidad. Si tiene preguntas, comuníquese con el servicio de ayuda.',
  'identity-check-not-finished': 'Su verificación de identidad no se completó. Puede empezar de nuevo.',
  'identity-check-in-review':
    'Su verificación de identidad se ha enviado y se está revisando. No necesita hacer nada ahora.',
  'identity-match-blocked':
    'El nombre de la cuenta no coincide con sus datos. Use una cuenta a su nombre o comuníquese con el servicio de ayuda.',
  'transfer-incomplete':
    'Su cuenta está conectada, pero la transferencia aún no ha terminado. Es posible que se le pida un paso más.',
  'another-bank-failed': 'Uno de sus bancos está conectado y otro no. Puede intentarlo de nuevo con el otro.',
  'handoff-without-success':
    'Es posible que su banco esté conectado y que esta página no lo sepa. Recargue esta página y vea si aparece su cuenta.',
  'closed-by-user':
    'La ventana se cerró antes de que su banco quedara conectado. Puede intentarlo de nuevo cuando quiera.',
  'abandoned-at-view': 'Usted salió de la página antes de que su banco quedara conectado. Puede empezar de nuevo.',
  'outcome-succeeded': 'Usted ha terminado este paso.',
  'outcome-failed': 'Su banco no quedó conectado. Inténtelo de nuevo.',
  'outcome-in-progress': 'La ventana para conectar su banco sigue abierta. Termine allí o ciérrela.',
  'outcome-never-opened':
    'La ventana para conectar su banco no se abrió. Recargue esta página y luego inténtelo de nuevo.',
  'outcome-none': 'Aún no hay nada guardado en este dispositivo sobre la conexión con su banco.',
}
