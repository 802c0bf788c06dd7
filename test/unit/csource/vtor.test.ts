// Statements that set VTOR, and what the text alone says of their value.

import assert from 'node:assert/strict';
import { findStatements } from '../../../src/csource/statements';
import type { Statement } from '../../../src/csource/statements';

/** Value and marks of every vtor statement, one a line. */
function brief(text: string): readonly string[] {
  return findStatements(text)
    .filter(({ kind }) => kind === 'vtor')
    .map(describeStatement);
}

function describeStatement(statement: Statement): string {
  const { address, mode, isConditional, isSwitchedOff, isHandover } = statement;
  const value = address === undefined ? 'unknown' : `0x${address.toString(16).padStart(8, '0')}`;
  const marks = [
    isConditional === true ? 'conditional' : '',
    isSwitchedOff === true ? 'off' : '',
    isHandover === true ? 'handover' : '',
  ];
  return [value, mode ?? '', ...marks].filter((part) => part !== '').join(' ');
}

function inFunction(body: string): string {
  return `void f(void)\n{\n  ${body}\n}\n`;
}

/** Statement → value and marks. */
const statements: readonly (readonly [code: string, ...found: string[]])[] = [
  ['SCB->VTOR = 0x08008000;', '0x08008000'],
  ['SCB->VTOR = (uint32_t)0x08008000UL;', '0x08008000'],
  ['SCB->VTOR = FLASH_BASE | 0x10000U;', '0x08010000'],
  ['SCB->VTOR = FLASH_BASE + (2 * 0x4000);', '0x08008000'],
  ['SCB->VTOR = ((uint32_t)0x08008010 & SCB_VTOR_TBLOFF_Msk);', '0x08008000'],
  ['SCB->VTOR = SRAM_BASE;', '0x20000000'],
  ['SCB->VTOR = FLASH_BANK2_BASE | 0x0;', 'unknown'],
  ['SCB->VTOR = (uint32_t)&g_pfnVectors;', 'unknown'],
  ['SCB->VTOR = (uint32_t)(&g_pfnVectors[0]);', 'unknown'],
  ['SCB->VTOR |= 0x8000;', 'unknown'],
  ['WRITE_REG(SCB->VTOR, 0x08008000);', '0x08008000'],
  ['SCB_NS->VTOR = 0x08040000;', '0x08040000 non-secure'],
  ['SCB_VTOR = 0x08002000;', '0x08002000'],
  ['*(volatile uint32_t *)0xE000ED08 = 0x08008000;', '0x08008000'],
  ['*((volatile unsigned long *)0xe000ed08UL) = 0x08008000;', '0x08008000'],
  ['(*(__IO uint32_t*)(0xE000ED08)) = 0x08008000;', '0x08008000'],
  ['uint32_t table = *(volatile uint32_t *)0xE000ED08;'],
  ['uint32_t table = SCB->VTOR; if (SCB->VTOR == 0x08000000) { }'],
  ['uint32_t address = 0xE000ED08;'],
  ['NVIC_SetVectorTable(NVIC_VectTab_FLASH, 0x8000);', '0x08008000'],
  ['NVIC_SetVectorTable(base, 0x8000);', 'unknown'],
  ['nvic_set_vector_table(0x08005000, 0);', '0x08005000'],
  ['if (is_app()) SCB->VTOR = 0x08008000;', '0x08008000 conditional'],
  ['if (is_app()) *(volatile uint32_t *)0xE000ED08 = 0;', '0x00000000 conditional'],
  ['if (is_app()) { SCB->VTOR = 0x08008000; }', '0x08008000 conditional'],
  ['if (is_app()) { x(); } SCB->VTOR = 0x08008000;', '0x08008000'],
  ['SCB->VTOR = 0x08008000; __set_MSP(*(uint32_t *)0x08008000);', '0x08008000 handover'],
  ['// SCB->VTOR = 0x08008000;'],
  ['\n#if 0\n SCB->VTOR = 0x08008000;\n#endif'],
  ['\n#ifdef APP\n SCB->VTOR = 0x08008000;\n#endif', '0x08008000 conditional'],
];

/** The parts of ST's older and newer template that decide it. */
function olderTemplate(sram: string): string {
  return `${sram}
#define VECT_TAB_OFFSET  0x8000 /*!< Vector Table base offset field. */
void SystemInit(void)
{
#ifdef VECT_TAB_SRAM
  SCB->VTOR = SRAM_BASE | VECT_TAB_OFFSET; /* internal SRAM */
#else
  SCB->VTOR = FLASH_BASE | VECT_TAB_OFFSET; /* internal flash */
#endif
}
`;
}

function newerTemplate(user: string, sram: string, offset: string): string {
  return `${user}
#if defined(USER_VECT_TAB_ADDRESS)
${sram}
#if defined(VECT_TAB_SRAM)
#define VECT_TAB_BASE_ADDRESS   SRAM_BASE       /*!< 0x200. */
#else
#define VECT_TAB_BASE_ADDRESS   FLASH_BASE      /*!< 0x200. */
#endif /* VECT_TAB_SRAM */
${offset}
#endif /* USER_VECT_TAB_ADDRESS */
void SystemInit(void)
{
#if defined(USER_VECT_TAB_ADDRESS)
  SCB->VTOR = VECT_TAB_BASE_ADDRESS | VECT_TAB_OFFSET;
#endif /* USER_VECT_TAB_ADDRESS */
}
`;
}

const user = '#define USER_VECT_TAB_ADDRESS';
const sram = '#define VECT_TAB_SRAM';
const offset = '#define VECT_TAB_OFFSET 0x00008000U';
const openOffset = `#if !defined(VECT_TAB_OFFSET)\n${offset}\n#endif`;

const templates: readonly (readonly [what: string, code: string, ...found: string[]])[] = [
  [
    'the older one as it comes',
    olderTemplate('/* #define VECT_TAB_SRAM */'),
    'unknown conditional off',
    '0x08008000',
  ],
  [
    'the older one with VECT_TAB_SRAM',
    olderTemplate(sram),
    '0x20008000',
    'unknown conditional off',
  ],
  [
    'the newer one as it comes',
    newerTemplate(`/* ${user} */`, `/* ${sram} */`, offset),
    'unknown conditional off',
  ],
  [
    'the newer one with USER_VECT_TAB_ADDRESS',
    newerTemplate(user, `/* ${sram} */`, offset),
    '0x08008000',
  ],
  [
    "WB's, without the base address",
    inFunction(
      '\n#if defined(VECT_TAB_SRAM) && defined(VECT_TAB_BASE_ADDRESS)\n SCB->VTOR = 1;\n#else\n SCB->VTOR = 0x8000;\n#endif',
    ),
    'unknown conditional off',
    '0x00008000',
  ],
  ['the newer one with both macros', newerTemplate(user, sram, offset), '0x20008000'],
  [
    'an offset that build options can replace',
    newerTemplate(user, `/* ${sram} */`, openOffset),
    '0x08008000 conditional',
  ],
];

describe('findStatements on VTOR', () => {
  for (const [code, ...found] of statements) {
    it(`finds ${found.join(', ') || 'nothing'} in ${code.replace(/\s+/g, ' ')}`, () => {
      assert.deepEqual(brief(inFunction(code)), found);
    });
  }

  for (const [what, code, ...found] of templates) {
    it(`reads ST's template: ${what}`, () => {
      assert.deepEqual(brief(code), found);
    });
  }

  it('takes a macro with two definitions for uncertain', () => {
    const code = '#define BASE 0x08004000\n#define BASE 0x08008000\n';
    assert.deepEqual(brief(code + inFunction('SCB->VTOR = BASE;')), ['0x08004000 conditional']);
  });

  it("tells a statement's value, place and function", () => {
    const [found] = findStatements(inFunction('SCB->VTOR = FLASH_BASE | OFFSET;'));
    assert.deepEqual(
      [found?.argument, found?.text, found?.line, found?.column, found?.endColumn, found?.function],
      ['FLASH_BASE|OFFSET', 'SCB->VTOR = FLASH_BASE | OFFSET', 3, 3, 34, 'f'],
    );
  });
});
