import type { UserMessage } from './forUser.en.ts'

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
  'username-differs':
    'L’identifiant n’est pas celui que vous avez utilisé la première fois. Connectez-vous avec le même identifiant, avec les mêmes majuscules.',
  'security-code-rejected':
    'Votre banque n’a pas accepté le code de sécurité ou la réponse. Demandez un nouveau code, puis réessayez.',
  'security-code-not-sent':
    'Votre banque n’a pas pu envoyer le code de sécurité de cette façon. Choisissez un autre moyen de le recevoir ou réessayez plus tard.',
  'one-time-code-wrong':
    'Le code à usage unique n’était pas le bon. Saisissez le dernier code que vous avez reçu ou passez cette étape.',
  'phone-number-rejected': 'Votre numéro de téléphone n’a pas été accepté. Vérifiez-le ou continuez sans lui.',
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
  'account-verification-automatic':
    'Votre compte est en cours de vérification, ce qui peut prendre un ou deux jours. Vous n’avez rien à faire pour le moment.',
  'account-verification-failed':
    'Votre compte n’a pas pu être vérifié. Connectez-le à nouveau ou utilisez un autre compte.',
  'permission-needed': 'Il vous reste une étape. Vous pouvez la faire lorsqu’on vous la demande.',
  'nothing-wrong': 'Votre compte est déjà connecté. Vous n’avez rien à faire.',
  'access-not-granted':
    'Votre banque n’a pas partagé tout ce qui est nécessaire. Réessayez et autorisez tous les comptes et toutes les permissions.',
  'connection-removed': 'La connexion à votre banque n’existe plus. Connectez à nouveau votre compte.',
  'no-account':
    'Aucun compte adapté n’a été trouvé dans votre banque. Réessayez en autorisant tous vos comptes ou utilisez une autre banque.',
  'no-payment-account':
    'Aucun compte pour les paiements n’a été trouvé dans votre banque. Choisissez un compte courant, d’épargne ou d’espèces.',
  'account-unsupported':
    'Ce compte ou cet accès ne peut pas être utilisé ici. Utilisez un autre de vos comptes ou une autre banque.',
  'human-check-needed':
    'Le contrôle de sécurité n’a pas été réussi. Si vous ne le voyez pas, désactivez votre bloqueur de publicités.',
  'institution-unavailable':
    'La connexion à votre banque fonctionne mal en ce moment. Réessayez dans quelques heures ou demain.',
  'institution-unsupported': 'Votre banque ne peut pas être connectée ici. Veuillez utiliser une autre banque.',
  'institution-not-found': 'Votre banque n’a pas été trouvée. Cherchez son nom complet ou utilisez une autre banque.',
  'plaid-failed': 'Un problème est survenu pendant la connexion à votre banque. Veuillez réessayer plus tard.',
  'data-not-ready': 'Vos données ne sont pas encore prêtes. Veuillez réessayer plus tard.',
  'payment-declined': 'Votre banque a refusé le paiement. Contactez votre banque ou utilisez un autre compte.',
  'payment-failed': 'Votre paiement ou virement n’a pas été effectué. Réessayez ou utilisez un autre compte.',
  'not-enough-money':
    'Il n’y a pas assez d’argent sur votre compte pour cela. Vous pouvez utiliser un autre compte ou l’alimenter d’abord.',
  'amount-over-limit':
    'Le montant dépasse une limite. Vous pouvez essayer un montant plus petit ou contacter l’assistance.',
  'recipient-details-wrong':
    'Le numéro de compte du destinataire ne convient pas pour ce virement. Si vous l’avez saisi, veuillez le vérifier.',
  'transfer-not-cancellable': 'Votre virement est en cours et ne peut plus être annulé.',
  'oauth-not-resumed':
    'La connexion n’a pas pu continuer après votre passage par la banque. Recommencez ici, dans le même navigateur.',
  'link-token-invalid': 'La fenêtre pour connecter votre banque n’était plus valable. Fermez-la et recommencez.',
  'app-cannot':
    'L’application n’a pas pu terminer cette opération. Votre accès à la banque n’est pas en cause, veuillez contacter l’assistance.',
  'script-failed':
    'La fenêtre pour connecter votre banque n’a pas pu être chargée. Autorisez ce site dans votre bloqueur de publicités ou utilisez un autre navigateur, puis réessayez.',
  'script-pending':
    'La fenêtre pour connecter votre banque est encore en cours de chargement. Patientez un peu, puis réessayez.',
  offline: 'Votre connexion internet a été interrompue. Vérifiez-la, puis réessayez.',
  'upload-failed': 'Vos documents n’ont pas été envoyés. Vérifiez votre connexion à internet, puis réessayez.',
  'income-check-failed': 'La vérification de vos revenus n’est pas terminée. Veuillez réessayer.',
  'layer-not-available':
    'Aucun compte n’est enregistré ici pour vous. Vous pouvez connecter votre banque de la façon habituelle.',
  'return-reloaded':
    'Cette page a été rechargée après votre connexion à la banque. Vous n’avez pas à recommencer si votre compte apparaît comme connecté.',
  'token-changed':
    'La fenêtre pour connecter votre banque s’est fermée avant que vous ayez terminé. Veuillez réessayer.',
  'identity-check-failed':
    'Votre identité n’a pas pu être confirmée. Si vous avez des questions, contactez l’assistance.',
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
    'Votre banque est peut-être connectée sans que cette page le sache. Rechargez cette page et regardez si votre compte est là.',
  'closed-by-user':
    'La fenêtre a été fermée avant que votre banque soit connectée. Vous pouvez réessayer quand vous voulez.',
  'abandoned-at-view': 'Vous avez quitté la page avant que votre banque soit connectée. Vous pouvez recommencer.',
  'outcome-succeeded': 'Vous avez terminé cette étape.',
  'outcome-failed': 'Votre banque n’a pas été connectée. Veuillez réessayer.',
  'outcome-in-progress': 'La fenêtre pour connecter votre banque est encore ouverte. Terminez-y ou fermez-la.',
  'outcome-never-opened':
    'La fenêtre pour connecter votre banque ne s’est pas ouverte. Rechargez cette page, puis réessayez.',
  'outcome-none': 'Rien n’est encore enregistré sur cet appareil à propos de la connexion à votre banque.',
}
