import type { UserMessage } from '../../explain/words/forUser.en.ts'
import { forUserFr } from '../../explain/words/forUser.fr.ts'
import type { CopyDiagnosticsLabels } from '../labels.ts'
import { copyKeys, isApple, isTouch } from './platform.ts'

/** French, complete: `<CopyDiagnostics labels={fr} />`. */
export const fr: CopyDiagnosticsLabels & { forUser: Record<UserMessage, string> } = {
  lang: 'fr',
  forUser: forUserFr,
  intro: 'Impossible de connecter votre banque ? Copiez les détails et collez-les dans votre message à l’assistance.',

  copy: 'Copier le diagnostic',
  share: 'Partager',
  download: 'Enregistrer comme fichier',
  next: 'Collez-le ensuite dans votre message à l’assistance. Copier n’envoie rien à personne.',

  copying: 'Copie en cours…',
  copied: 'Copié. Collez-le maintenant dans votre message à l’assistance.',
  copiedPart:
    'Copié, mais seulement votre code et un identifiant technique : les détails n’ont pas pu être chargés. Vérifiez la connexion internet, puis copiez à nouveau.',
  outdated: 'Les détails ont changé depuis votre copie. Copiez-les à nouveau.',
  failed: (platform) =>
    `Votre navigateur n’a pas permis la copie. ${
      isTouch(platform)
        ? 'Touchez longuement le texte ci-dessous, choisissez Tout sélectionner, puis Copier.'
        : `Le texte ci-dessous est sélectionné : appuyez sur ${copyKeys(platform)}.`
    }`,
  unavailable: 'Les détails n’ont pas pu être chargés. Vérifiez la connexion internet, puis rechargez la page.',
  selectAll: 'Tout sélectionner',
  saved: (file) => `Votre navigateur enregistre le fichier ${file}. Joignez-le à votre message à l’assistance.`,
  notSaved: 'Votre navigateur n’a pas permis l’enregistrement. Copiez plutôt les détails.',
  shared: 'Transmis à l’application que vous avez choisie.',
  notShared: 'Votre navigateur n’a pas permis le partage. Copiez plutôt les détails.',
  code: 'Votre code :',
  support: 'Aller à l’assistance',

  linkOpen:
    'La fenêtre pour connecter votre banque est encore ouverte. Fermez-la, puis copiez à nouveau : la plupart des détails n’arrivent qu’à sa fermeture.',
  scriptPending: (seconds) =>
    `La fenêtre pour connecter votre banque se charge depuis ${seconds} secondes. Vous pouvez copier ce qui est déjà connu.`,
  storageRefused:
    'Votre navigateur n’a pas tout conservé. La copie contient ce qui s’est passé depuis l’ouverture de cette page : copiez-la avant de partir.',
  recordingOff:
    'Rien n’est enregistré ici sur la connexion à votre banque. Vous pouvez tout de même copier des informations de base sur le navigateur.',
  empty:
    'Rien n’a encore été enregistré sur cet appareil au sujet d’une connexion bancaire. Vous pouvez tout de même copier des informations de base sur le navigateur.',
  notLoaded: 'Les détails n’ont pas pu être chargés. Vous pouvez tout de même copier votre code pour l’assistance.',
  inAppBrowser: (app, platform) =>
    `Vous êtes dans le navigateur de ${app}. Copiez d’abord ceci. Ouvrez ensuite cette page dans ${isApple(platform) ? 'Safari' : 'votre navigateur'} et réessayez.`,

  present: 'Contient :',
  absent: 'Ne contient pas :',
  parts: {
    events: 'ce qui s’est passé et quand, avec des identifiants techniques',
    bank: 'le nom de votre banque',
    messages: 'des messages d’erreur',
    ownIds: 'des identifiants que cette application a pour vous',
    device: 'votre navigateur, le type d’appareil et le fuseau horaire',
    language: 'votre langue',
    passwords: 'mots de passe',
    name: 'votre nom',
    accountNumbers: 'numéros de compte',
    balances: 'soldes',
  },
  open: 'Voir ce qui est copié',
  everything: 'Voici tout ce qui est copié. Rien n’est ajouté. Le texte est en anglais, pour l’assistance.',
  kept: (days) => `Les anciens détails sont supprimés de cet appareil après ${days} jours.`,
  notKept: 'Les détails disparaissent quand vous fermez cette page.',
  text: 'Détails à copier',

  clear: 'Supprimer ces détails',
  confirmClear:
    'Supprimer ces détails de cet appareil ? C’est définitif. Copiez-les d’abord si l’assistance peut en avoir besoin.',
  clearNow: 'Supprimer',
  keep: 'Les garder',
  cleared: 'Les détails ont été supprimés.',
  notCleared: 'Certains détails n’ont pas pu être supprimés.',
}
