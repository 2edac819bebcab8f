import { describe, expect, it } from 'vitest';
import { commandOf, OFFERED } from './command.ts';

it('understands each word that it offers, three at most of 20 characters', () => {
  for (const [kind, offered = []] of Object.entries(OFFERED)) {
    expect(offered.length).toBeLessThanOrEqual(3);
    for (const { word } of offered) {
      expect(word.length).toBeLessThanOrEqual(20);
      expect([kind, word, commandOf(word).kind]).not.toEqual([kind, word, kind]);
      if (word !== 'Aide') expect(commandOf(word).kind).not.toBe('help');
    }
  }
});

describe('what a message asks for', () => {
  it.each([
    'STOP',
    'Stop !',
    'stop svp',
    'Stop, merci',
    'stop merci beaucoup',
    'Bonjour, stop s’il vous plaît',
    'stop les alertes',
    'STOP je change de numéro',
    'Arrêt',
    'Arrêtez les messages svp',
    'désabonner',
    'unsubscribe',
  ])('%j ends the alerts', (text) => {
    expect(commandOf(text)).toEqual({ kind: 'stop' });
  });

  it.each([
    ['1', 'acknowledge'],
    ['ok merci', 'acknowledge'],
    ['Vu, merci d’avance.', 'acknowledge'],
    ['2', 'order'],
    ['2 svp', 'order'],
    ['Bonsoir, commander s’il te plaît', 'order'],
    ['CAISSE svp', 'till'],
    ['la caisse du jour', 'till'],
    ['start', 'start'],
    ['Reprendre svp', 'start'],
    ['merci', 'help'],
    ['stock', 'help'],
    ['arrêt du riz', 'help'],
    ['12', 'help'],
    ['', 'help'],
    ['👍', 'help'],
    ['constructor', 'help'],
  ])('%j is %s', (text, kind) => {
    expect(commandOf(text)).toEqual({ kind });
  });

  it.each([
    ['STOCK riz', 'riz'],
    ['stock de Riz brisé svp', 'riz brise'],
    ['stock d’huile, merci', 'huile'],
    ['bonjour stock sucre', 'sucre'],
    ['stock merci', 'merci'],
    ['stock stop moustique', 'stop moustique'],
  ])('%j asks for the stock of %s', (text, words) => {
    expect(commandOf(text)).toEqual({ kind: 'stock', words });
  });

  it.each([
    ['DETTES Moussa', 'moussa'],
    ['dette de Ndèye svp', 'ndeye'],
    ['bonjour, mes dettes', ''],
    ['carnet de Fatou Sarr', 'fatou sarr'],
    ['detes', ''],
    ['dettes 77 123 45 67', '77 123 45 67'],
  ])('%j asks for the debts of %j', (text, words) => {
    expect(commandOf(text)).toEqual({ kind: 'debts', words });
  });
});
