// The scanner of C sources on 10,000 damaged texts, and on texts that are hard on a parser.

import assert from 'node:assert/strict';
import { findStatements } from '../../../src/csource/statements';
import { mutateText, random } from '../../support/fuzz';

const source = `#include "main.h"
#define LED_Pin GPIO_PIN_13
#if 0
it's not C
#else
/* a comment */ // and another
static const char *text = "a string \\" with quotes", c = '\\'';
#endif
void MX_GPIO_Init(void)
{
  GPIO_InitTypeDef GPIO_InitStruct = {.Pin = LED_Pin | (1u << 14), .Mode = GPIO_MODE_ANALOG};
  HAL_GPIO_Init(GPIOA, &GPIO_InitStruct);
  GPIOA->MODER &= ~(3UL << 26);
  AFIO->MAPR = (AFIO->MAPR & ~AFIO_MAPR_SWJ_CFG) | AFIO_MAPR_SWJ_CFG_JTAGDISABLE;
  if (HAL_IWDG_Init(&hiwdg) != HAL_OK) { Error_Handler(); }
  SCB->SCR |= SCB_SCR_SLEEPDEEP_Msk; __WFI();
  HAL_PWREx_ConfigSupply(PWR_LDO_SUPPLY);
#if !defined(USER_VECT_TAB_ADDRESS)
  SCB->VTOR = FLASH_BASE | LED_Pin; *(volatile uint32_t *)0xE000ED08 = 0;
#endif
}
`;

describe('damaged C sources', () => {
  it('always give statements with places inside the text: 10,000', () => {
    const rng = random(11);
    for (let count = 0; count < 10_000; count++) {
      const damaged = mutateText(source, rng);
      for (const { start, end, line, column } of findStatements(damaged)) {
        const isInside = start >= 0 && start < end && end <= damaged.length;
        assert.ok(isInside && line >= 1 && column >= 1, JSON.stringify(damaged));
      }
    }
  });

  const hard: readonly (readonly [what: string, text: string])[] = [
    ['calls in calls', `void f() { ${'g('.repeat(100_000)}`],
    ['calls in calls that end', `void f() { ${'g('.repeat(50_000)}${')'.repeat(50_000)} }`],
    ['open braces', 'void f() {'.repeat(50_000)],
    ['conditionals in conditionals', '#if 0\n'.repeat(100_000)],
    ['joined lines', '#define A \\\n'.repeat(100_000)],
    ['comments in directives', '#if /*\n*/ 0\n'.repeat(50_000)],
    ['comments that do not end', '/*'.repeat(200_000)],
    ['raw strings that do not end', 'R"('.repeat(50_000)],
    ['members', `void f() { ${'a->b = '.repeat(50_000)}`],
    ['initialisers', `void f() { ${'a = { .b = '.repeat(30_000)}`],
    [
      'macros that double themselves',
      `${Array.from({ length: 40 }, (_, n) => `#define A${n} A${n + 1}|A${n + 1}`).join('\n')}
       void f() { s.Pin = A0; HAL_GPIO_Init(GPIOA, &s); }`,
    ],
    [
      'blanks behind #if',
      `#if ${' '.repeat(500_000)}x\n#if defined${' '.repeat(500_000)}SCB->VTOR`,
    ],
    ['VTOR writes', `void f() { ${'SCB->VTOR = '.repeat(50_000)}`],
    ['VTOR accesses', `void f() { ${'*(*(u32*)0xE000ED08 = '.repeat(50_000)}`],
    [
      'VTOR writes of macros that double themselves',
      `${Array.from({ length: 60 }, (_, n) => `#define A${n} ${`A${n + 1}|`.repeat(30)}0`).join('\n')}
       void f() { ${'SCB->VTOR = A0;'.repeat(30_000)} }`,
    ],
    ['operators', `void f() { s.Pin = ${'~('.repeat(390)}; HAL_GPIO_Init(GPIOA, &s); }`],
  ];
  for (const [what, text] of hard) {
    it(`end on many ${what}`, () => {
      assert.ok(Array.isArray(findStatements(text)));
    });
  }
});
