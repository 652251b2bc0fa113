/** The usual keys of the player, by what they do; a person may choose others. */
export const playerKeys = {
  'player.submit': 'Enter',
  'player.undo': 'KeyZ',
  'player.skip': 'KeyS',
  'player.unusable': 'KeyU',
  'player.guide': 'KeyG',
  'player.copy_last': 'KeyR',
  'player.same_as_before': 'Shift+KeyR',
  'player.keys': 'Shift+Slash',
} as const
