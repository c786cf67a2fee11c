import { describe, expect, test } from 'vitest';
import { parseAppearance, toDeclarations } from '../../src/tracks/caption-appearance.js';

describe('the appearance of captions', () => {
  test('reads what can be chosen, and drops anything else', () => {
    const chosen = { size: 150, color: 'yellow', background: 'blue', opacity: 50, edge: 'outline', font: 'smallCaps' };
    expect(parseAppearance(chosen)).toEqual(chosen);
    expect(parseAppearance({ size: 151, color: 'red; } * { display: none', edge: 1, font: 'toString' })).toEqual({});
    for (const damaged of [null, undefined, 1, 'a', []]) expect(parseAppearance(damaged)).toEqual({});
  });

  test('declares nothing that the viewer has not chosen', () => {
    expect(toDeclarations({})).toBe('');
    expect(toDeclarations({ size: 100 })).toBe('');
    expect(toDeclarations({ size: 200, color: 'white' })).toBe('font-size: 200%; color: #ffffff');
  });

  test('gives a background an opacity, and an opacity a background', () => {
    expect(toDeclarations({ background: 'blue' })).toBe('background: #0000ffcc');
    expect(toDeclarations({ opacity: 0 })).toBe('background: #00000000');
    expect(toDeclarations({ background: 'red', opacity: 50 })).toBe('background: #ff000080');
  });

  test('draws an edge in a colour that differs from the text', () => {
    expect(toDeclarations({ edge: 'shadow' })).toContain('#000');
    expect(toDeclarations({ edge: 'shadow', color: 'black' })).toContain('#fff');
    expect(toDeclarations({ edge: 'none' })).toBe('text-shadow: none');
  });
});
