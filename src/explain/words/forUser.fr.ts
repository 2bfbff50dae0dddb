import type { UserMessage } from './forUser.en.ts'

const appCannot =
  'L’application n’a pas pu terminer cette opération. Votre accès à la banque n’est pas en cause, veuillez contacter l’assistance.'
const pageCannot =
  'Cette page n’a pas pu ouvrir la fenêtre pour connecter votre banque. Votre accès à la banque n’est pas en cause, veuillez contacter l’assistance.'
const oauthNotResumed = 'La connexion n’a pas pu continuer après votre passage par la banque. Veuillez recommencer.'
const plaidFailed = 'Un problème est survenu pendant la connexion à votre banque. Veuillez réessayer plus tard.'
const scriptThrew = 'La fenêtre pour connecter votre banque n’a pas pu démarrer. Rechargez cette page, puis réessayez.'
const notReady =
  'La fenêtre pour connecter votre banque n’était pas prête à temps. Rechargez cette page, puis réessayez.'
const tokenChanged =
  'La fenêtre pour connecter votre banque s’est fermée avant que vous ayez terminé. Veuillez réessayer.'
const institutionUnavailable =
  'La connexion à votre banque fonctionne mal en ce moment. Réessayez dans quelques heures ou demain.'
const institutionUnsupported = 'Votre banque ne peut pas être connectée ici. Veuillez utiliser une autre banque.'
const closedByUser =
  'La fenêtre a été fermée avant que votre banque soit connectée. Vous pouvez réessayer quand vous voulez.'
const abandonedAtView = 'Vous avez quitté la page avant que votre banque soit connectée. Vous pouvez recommencer.'

/** French, with `vous`. Written without signs that need a space before them. */
export const forUserFr: Record<UserMessage, string> = {
  'login-rejected':
    'Votre banque n’a pas accepté l’identifiant ou le mot de passe. Connectez-vous d’abord sur le site de votre banque, puis réessayez ici.',
  'login-locked':
    'Votre banque a bloqué cet accès pour le moment. Débloquez-le auprès de votre banque, puis réessayez.',
  'bank-setup-needed':
    'Votre banque vous demande de terminer une étape sur son site. Faites-le là-bas, puis réessayez ici.',
  'password-reset-needed':
    'Votre banque vous demande de changer de mot de passe. Changez-le sur le site de votre banque, puis réessayez.',
  'sign-in-needed-again': 'Votre banque vous demande de vous reconnecter. Connectez votre compte une nouvelle fois.',
  'sign-in-unfinished': 'La connexion à votre banque n’a pas été terminée. Réessayez et suivez toutes les étapes.',
  'bank-sign-in-failed': 'La connexion à votre banque n’a pas fonctionné ou a pris trop de temps. Veuillez réessayer.',
  'username-differs':
    'L’identifiant n’est pas celui que vous avez utilisé la première fois. Connectez-vous avec le même identifiant, avec les mêmes majuscules.',
  'security-code-rejected':
    'Votre banque n’a pas accepté le code de sécurité ou la réponse. Demandez un nouveau code, puis réessayez.',
  'security-code-not-sent':
    'Votre banque n’a pas pu envoyer le code de sécurité de cette façon. Choisissez un autre moyen de le recevoir ou réessayez plus tard.',
  'login-protection-unsupported':
    'La protection de cet accès par votre banque ne peut pas être utilisée ici. Vous pouvez la modifier auprès de votre banque ou utiliser un autre compte.',
  'one-time-code-wrong':
    'Le code à usage unique n’était pas le bon. Saisissez le dernier code que vous avez reçu ou passez cette étape.',
  'phone-number-rejected': 'Votre numéro de téléphone n’a pas été accepté. Vérifiez-le ou passez cette étape.',
  'phone-number-unconfirmed':
    'Votre numéro de téléphone n’a pas pu être confirmé. Vous pouvez connecter votre compte sans lui.',
  'personal-details-rejected':
    'Certaines de vos informations personnelles n’ont pas été acceptées. Vérifiez votre téléphone, votre e-mail, votre date de naissance et votre adresse.',
  'address-rejected': 'L’adresse que vous avez saisie n’a pas été acceptée. Veuillez la vérifier.',
  'account-number-rejected':
    'Le numéro de compte ou d’acheminement que vous avez saisi ne correspond pas. Vérifiez les deux numéros.',
  'deposit-code-wrong':
    'Le code de votre relevé bancaire n’était pas le bon. Cherchez le petit dépôt sur votre relevé et saisissez le code qui l’accompagne.',
  'deposit-amounts-wrong':
    'Les montants des dépôts que vous avez saisis n’étaient pas les bons. Cherchez les deux petits dépôts sur votre relevé et saisissez leurs montants.',
  'deposit-tries-used-up':
    'Il y a eu trop d’essais pour confirmer votre compte. Saisissez à nouveau votre compte depuis le début.',
  'account-verification-pending':
    'Votre compte n’est pas encore vérifié. Cherchez un petit dépôt sur votre relevé bancaire, puis revenez ici.',
  'account-verification-expired': 'Le délai pour vérifier votre compte est terminé. Connectez à nouveau votre compte.',
  'account-verification-failed': 'Votre compte n’a pas pu être vérifié. Réessayez ou utilisez un autre compte.',
  'manual-verification-needed': 'Il vous reste une étape. Vérifiez votre compte lorsqu’on vous le demande.',
  'already-verified': 'Votre compte est déjà vérifié. Vous n’avez rien à faire.',
  'nothing-wrong': 'La connexion à votre banque fonctionne. Vous n’avez rien à faire.',
  'access-not-granted':
    'Votre banque n’a pas partagé tout ce qui est nécessaire. Réessayez et autorisez tous les comptes et toutes les permissions.',
  'permission-needed':
    'Il manque encore une autorisation de votre part. Vous pouvez la donner lorsqu’on vous la demande.',
  'permission-removed':
    'L’accès à votre compte a été retiré. Si vous souhaitez continuer, connectez à nouveau votre compte.',
  'connection-removed': 'La connexion à votre banque n’existe plus. Connectez à nouveau votre compte.',
  'connection-took-too-long': 'La connexion de votre compte a pris trop de temps. Connectez-le à nouveau.',
  'no-account':
    'Aucun compte adapté n’a été trouvé dans votre banque. Réessayez en autorisant tous vos comptes ou utilisez une autre banque.',
  'no-payment-account':
    'Aucun compte pour les paiements n’a été trouvé dans votre banque. Choisissez un compte courant, d’épargne ou d’espèces.',
  'no-investment-account':
    'Aucun compte d’investissement n’a été trouvé avec votre accès. Choisissez un autre compte ou une autre banque.',
  'no-loan-account':
    'Aucune carte de crédit et aucun prêt n’a été trouvé avec votre accès. Choisissez un autre compte ou une autre banque.',
  'account-unsupported':
    'Ce type de compte ne peut pas être utilisé ici. Utilisez un autre de vos comptes ou une autre banque.',
  'account-not-confirmed-at-once':
    'Votre compte n’a pas pu être confirmé tout de suite. Un autre moyen peut vous être proposé, ou vous pouvez utiliser un autre compte.',
  'account-gone': 'Votre compte n’est plus disponible. S’il est toujours ouvert, connectez-le à nouveau.',
  'account-blocked': 'Ce compte ne peut pas être utilisé pour les virements. Connectez un autre de vos comptes.',
  'account-type-unsupported':
    'Ce type de compte ne peut pas être utilisé pour les virements. Utilisez votre compte courant, d’épargne ou d’espèces.',
  'too-slow': 'Le temps prévu pour cette étape est écoulé. Vous pouvez recommencer.',
  'device-failed': 'Un problème est survenu sur votre appareil. Réessayez ou utilisez un autre navigateur.',
  'upload-failed': 'L’envoi de votre fichier a été interrompu. Vérifiez votre connexion internet et réessayez.',
  'income-check-failed': 'La vérification de vos revenus n’est pas allée jusqu’au bout. Veuillez réessayer.',
  'human-check-needed':
    'Un court contrôle de sécurité vous est demandé. Si vous ne le voyez pas, désactivez votre bloqueur de publicités.',
  'human-check-failed':
    'Le contrôle de sécurité n’a pas fonctionné. Désactivez votre bloqueur de publicités, puis réessayez.',
  'institution-unavailable': institutionUnavailable,
  'institution-unsupported': institutionUnsupported,
  'institution-answer-unreadable':
    'La réponse de votre banque n’a pas pu être lue. Utilisez une autre banque pour le moment.',
  'institution-not-found': 'Votre banque n’a pas été trouvée. Cherchez son nom complet ou utilisez une autre banque.',
  'institution-not-enabled':
    'Votre banque ne peut pas encore être connectée à cette application. Veuillez utiliser une autre banque.',
  'institution-busy': 'Votre banque est très sollicitée en ce moment. Veuillez réessayer plus tard.',
  'institution-failed': 'Un problème est survenu avec votre banque. Réessayez plus tard ou utilisez une autre banque.',
  'plaid-failed': plaidFailed,
  'plaid-maintenance': 'Le service qui connecte votre banque est en maintenance. Réessayez dans quelques heures.',
  'data-not-ready': 'Les données de votre banque ne sont pas encore prêtes. Revenez un peu plus tard.',
  'data-unavailable':
    'Il n’a pas été possible de lire assez de données de votre banque. Vous pouvez essayer de la connecter à nouveau.',
  'data-inconsistent': 'Les données de votre banque ne concordent pas. Réessayez dans un jour ou deux.',
  'too-little-activity':
    'Il n’y a pas assez d’activité sur votre compte. Connectez un autre compte ou une autre banque.',
  'history-too-short': 'Votre banque ne fournit pas assez d’historique. Veuillez utiliser une autre banque.',
  'report-failed': 'Le rapport sur vos comptes n’a pas pu être créé. Veuillez réessayer plus tard.',
  'report-expired': 'Le rapport sur vos comptes est trop ancien et doit être refait.',
  'payment-cancelled': 'Votre paiement n’a pas été terminé. Vous pouvez réessayer ou utiliser une autre banque.',
  'payment-declined': 'Votre banque a refusé le paiement. Contactez votre banque ou utilisez un autre compte.',
  'payment-failed': 'Votre paiement n’a pas pu être effectué. Réessayez ou utilisez un autre compte.',
  'payment-kind-unsupported':
    'Votre banque ne peut pas effectuer ce type de paiement. Veuillez utiliser une autre banque.',
  'payment-refused-as-asked': appCannot,
  'not-enough-money':
    'Il n’y a pas assez d’argent sur votre compte pour cela. Vous pouvez utiliser un autre compte ou l’alimenter d’abord.',
  'amount-over-limit':
    'Le montant dépasse une limite. Vous pouvez essayer un montant plus petit ou contacter l’assistance.',
  'recipient-details-wrong':
    'Le numéro de compte du destinataire ne convient pas pour ce virement. Si vous l’avez saisi, veuillez le vérifier.',
  'app-balance-too-low': appCannot,
  'transfer-failed': 'Votre virement n’a pas pu être effectué. Veuillez réessayer plus tard.',
  'transfer-refused-as-asked': appCannot,
  'transfer-not-cancellable': 'Votre virement est en cours et ne peut plus être annulé.',
  'oauth-not-resumed': oauthNotResumed,
  'oauth-return-used': 'Cette connexion à votre banque a déjà été utilisée. Fermez cette page et recommencez.',
  'oauth-return-lost': oauthNotResumed,
  'link-token-invalid': 'La fenêtre pour connecter votre banque n’était plus valable. Fermez-la et recommencez.',
  'rate-limited': 'Le service qui connecte votre banque est très sollicité. Réessayez dans quelques minutes.',
  'balance-not-fresh': 'Il n’a pas été possible de lire un solde récent de votre compte. Revenez plus tard.',
  'app-request-refused': appCannot,
  'app-request-too-early': appCannot,
  'app-id-unknown': appCannot,
  'app-not-allowed': appCannot,
  'app-environment-differs': appCannot,
  'app-registration-incomplete': appCannot,
  'connection-failed': 'Un problème est survenu avec la connexion à votre banque. Veuillez réessayer.',
  'unknown-error': plaidFailed,

  // Findings.
  'csp-blocked': pageCannot,
  'script-threw': scriptThrew,
  'script-failed':
    'La fenêtre pour connecter votre banque n’a pas pu être chargée. Autorisez ce site dans votre bloqueur de publicités ou utilisez un autre navigateur, puis réessayez.',
  'script-never-ran': scriptThrew,
  'script-pending':
    'La fenêtre pour connecter votre banque est encore en cours de chargement. Patientez un peu, puis réessayez.',
  'cross-origin-isolated': pageCannot,
  offline: 'Votre connexion internet a été interrompue. Vérifiez-la, puis réessayez.',
  'not-ready': notReady,
  'opened-too-early': notReady,
  'opened-without-token': notReady,
  'layer-not-available':
    'Aucun compte n’est enregistré ici pour vous. Vous pouvez connecter votre banque de la façon habituelle.',
  'oauth-return-not-told': oauthNotResumed,
  'oauth-return-without-state': oauthNotResumed,
  'return-reloaded':
    'Cette page a été rechargée après votre connexion à la banque. Vous n’avez pas à recommencer si votre compte apparaît comme connecté.',
  'reloaded-while-open':
    'Cette page a été rechargée pendant que vous connectiez votre banque. Vous pouvez recommencer.',
  'token-changed': tokenChanged,
  unmounted: tokenChanged,
  'two-links-open':
    'Deux fenêtres pour connecter votre banque étaient ouvertes en même temps. Fermez-les, rechargez cette page, puis réessayez.',
  'oauth-not-returned':
    'Vous n’êtes pas revenu sur cette page après la connexion à votre banque. Recommencez ici, dans le même navigateur.',
  'bank-sign-in-closed': 'La fenêtre de connexion de votre banque a été fermée avant la fin. Vous pouvez réessayer.',
  'institution-down': institutionUnavailable,
  'institution-not-supported': institutionUnsupported,
  'identity-check-failed':
    'Votre identité n’a pas pu être confirmée. Si vous avez des questions, contactez l’assistance.',
  'account-verification-automatic':
    'Votre compte est en cours de vérification, ce qui peut prendre un ou deux jours ouvrés. Vous n’avez rien à faire pour le moment.',
  'identity-check-not-finished': 'Votre vérification d’identité n’est pas terminée. Vous pouvez la recommencer.',
  'identity-check-in-review':
    'Votre vérification d’identité a été transmise et est en cours d’examen. Vous n’avez rien à faire pour l’instant.',
  'identity-match-blocked':
    'Le nom du compte ne correspond pas à vos informations. Utilisez un compte à votre nom ou contactez l’assistance.',
  'transfer-incomplete':
    'Votre compte est connecté, mais le virement n’est pas encore terminé. Une étape de plus peut vous être demandée.',
  'another-bank-failed':
    'L’une de vos banques est connectée et une autre ne l’est pas. Vous pouvez réessayer avec l’autre.',
  'handoff-without-success':
    'Votre banque a terminé sa partie, mais cette page ne le sait peut-être pas encore. Rechargez cette page et regardez si votre compte est là.',
  'too-many-logins':
    'La fenêtre s’est fermée après plusieurs essais que votre banque n’a pas acceptés. Connectez-vous d’abord sur le site de votre banque, puis recommencez ici.',
  'abandoned-at-view': abandonedAtView,
  'nothing-followed':
    'La fenêtre pour connecter votre banque s’est ouverte, mais rien n’a suivi. Rechargez cette page, puis réessayez.',
  'closed-at-bank-list':
    'La fenêtre a été fermée à la liste des banques. Vous pouvez chercher votre banque par son nom complet.',
  'closed-by-user': closedByUser,
  'exit-after-error': 'Un problème est survenu et votre banque n’a pas été connectée. Vous pouvez réessayer.',
  'callback-failed':
    'Votre banque a terminé sa partie, mais l’application a eu un problème ensuite. Rechargez cette page et regardez si votre compte est là.',
  'called-twice': 'L’application a reçu deux fois certaines informations sur votre banque. Vous n’avez rien à faire.',
  'storage-degraded': 'Votre navigateur n’a pas pu conserver tous les détails. Copiez-les avant de fermer cette page.',
  'link-error': plaidFailed,

  // Outcomes, where nothing more is known.
  'outcome-succeeded': 'Vous avez terminé cette étape.',
  'outcome-failed': 'Votre banque n’a pas été connectée. Veuillez réessayer.',
  'outcome-exited': closedByUser,
  'outcome-superseded': tokenChanged,
  'outcome-abandoned': abandonedAtView,
  'outcome-in-progress': 'La fenêtre pour connecter votre banque est encore ouverte. Terminez-y ou fermez-la.',
  'outcome-never-opened':
    'La fenêtre pour connecter votre banque ne s’est pas ouverte. Rechargez cette page, puis réessayez.',
  'outcome-none': 'Rien n’est encore enregistré sur cet appareil à propos de la connexion à votre banque.',
}
