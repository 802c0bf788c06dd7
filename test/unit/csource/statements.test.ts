// The scanner of C sources on code as CubeMX, HAL, LL, SPL and libopencm3 projects have it.

import assert from 'node:assert/strict';
import { findStatements } from '../../../src/csource/statements';
import type { Statement } from '../../../src/csource/statements';

/** Kind and details of every statement, one a line. */
function brief(text: string): readonly string[] {
  return findStatements(text).map(describeStatement);
}

function describeStatement({ kind, port, pins, mode, argument }: Statement): string {
  const pin = port === undefined ? undefined : `${port}${(pins ?? []).join('+')}`;
  return [kind, pin, mode, argument].filter((part) => part !== undefined).join(' ');
}

function inFunction(body: string): string {
  return `void f(void)\n{\n  ${body}\n}\n`;
}

/** Statement → what is found in it. */
const statements: readonly (readonly [code: string, ...found: string[]])[] = [
  ['__HAL_AFIO_REMAP_SWJ_DISABLE();', 'swj-disable'],
  ['__HAL_AFIO_REMAP_SWJ_NOJTAG();', 'swj-enable'],
  ['__HAL_AFIO_REMAP_SWJ_ENABLE();', 'swj-enable'],
  ['LL_GPIO_AF_DisableRemap_SWJ();', 'swj-disable'],
  ['LL_GPIO_AF_Remap_SWJ_NOJTAG();', 'swj-enable'],
  ['GPIO_PinRemapConfig(GPIO_Remap_SWJ_Disable, ENABLE);', 'swj-disable'],
  ['GPIO_PinRemapConfig(GPIO_Remap_SWJ_JTAGDisable, ENABLE);', 'swj-enable'],
  ['GPIO_PinRemapConfig(GPIO_Remap_SWJ_Disable, DISABLE);', 'swj-enable'],
  ['GPIO_PinRemapConfig(GPIO_PartialRemap_TIM3, ENABLE);'],
  ['AFIO->MAPR |= AFIO_MAPR_SWJ_CFG_DISABLE;', 'swj-disable'],
  ['AFIO->MAPR = 0x04000000;', 'swj-disable'],
  ['AFIO->MAPR = 4UL << 24;', 'swj-disable'],
  ['AFIO->MAPR = (AFIO->MAPR & ~AFIO_MAPR_SWJ_CFG) | AFIO_MAPR_SWJ_CFG_JTAGDISABLE;', 'swj-enable'],
  ['AFIO->MAPR |= AFIO_MAPR_SWJ_CFG_1;', 'swj-enable'],
  ['AFIO->MAPR &= ~AFIO_MAPR_SWJ_CFG;'],
  ['MODIFY_REG(AFIO->MAPR, AFIO_MAPR_SWJ_CFG, AFIO_MAPR_SWJ_CFG_DISABLE);', 'swj-disable'],
  ['gpio_primary_remap(AFIO_MAPR_SWJ_CFG_JTAG_OFF_SW_ON, 0);', 'swj-enable'],
  ['gpio_primary_remap(AFIO_MAPR_SWJ_CFG_JTAG_OFF_SW_OFF, 0);', 'swj-disable'],
  [
    'LL_GPIO_SetPinMode(GPIOA, LL_GPIO_PIN_13, LL_GPIO_MODE_ANALOG);',
    'gpio-init A13 LL_GPIO_MODE_ANALOG',
  ],
  ['GPIOA->MODER &= ~GPIO_MODER_MODE13;', 'gpio-init A13 MODER'],
  ['GPIOA->MODER &= ~(3u << 28);', 'gpio-init A14 MODER'],
  ['GPIOA->MODER |= GPIO_MODER_MODER5_0;', 'gpio-init A5 MODER'],
  ['GPIOA->MODER |= GPIO_MODER_MODER13_1;'],
  ['GPIOA->MODER &= ~(3u << 26); GPIOA->MODER |= 2u << 26;'],
  ['GPIOA->MODER &= ~(0xFu << 26); GPIOA->MODER |= GPIO_MODER_MODE13_1;', 'gpio-init A14 MODER'],
  ['GPIOA->MODER &= ~SOME_MASK;'],
  ['IWDG->KR = 0xCCCC;', 'watchdog-start IWDG'],
  ['IWDG1->KR = 0x0000CCCCu;', 'watchdog-start IWDG'],
  ['WRITE_REG(IWDG->KR, IWDG_KEY_ENABLE);', 'watchdog-start IWDG'],
  ['IWDG->KR = 0xAAAA;'],
  ['MX_IWDG_Init();', 'watchdog-start IWDG'],
  ['if (HAL_IWDG_Init(&hiwdg) != HAL_OK) { Error_Handler(); }', 'watchdog-start IWDG'],
  ['LL_IWDG_Enable(IWDG);', 'watchdog-start IWDG'],
  ['HAL_WWDG_Init(&hwwdg);', 'watchdog-start WWDG'],
  ['WWDG->CR = WWDG_CR_WDGA | 0x7F;', 'watchdog-start WWDG'],
  ['HAL_IWDG_Refresh(&hiwdg);'],
  ['HAL_PWR_EnterSTOPMode(PWR_LOWPOWERREGULATOR_ON, PWR_STOPENTRY_WFI);', 'stop-mode'],
  ['HAL_PWREx_EnterSTOP2Mode(PWR_STOPENTRY_WFI);', 'stop-mode'],
  ['HAL_PWR_EnterSTANDBYMode();', 'standby-mode'],
  ['HAL_PWREx_EnterSHUTDOWNMode();', 'standby-mode'],
  ['HAL_PWR_EnterSLEEPMode(0, PWR_SLEEPENTRY_WFI);', 'sleep'],
  ['__WFI();', 'sleep'],
  ['SCB->SCR |= SCB_SCR_SLEEPDEEP_Msk; __WFI();', 'stop-mode'],
  ['LL_LPM_EnableDeepSleep(); __WFI();', 'stop-mode'],
  ['HAL_DBGMCU_EnableDBGStopMode();', 'debug-in-low-power stop'],
  ['LL_DBGMCU_EnableDBGStandbyMode();', 'debug-in-low-power standby'],
  ['HAL_EnableDomain3DBGStopMode();', 'debug-in-low-power stop'],
  ['DBGMCU->CR |= DBGMCU_CR_DBG_STOP | DBGMCU_CR_DBG_STANDBY;', 'debug-in-low-power stop+standby'],
  ['DBGMCU_Config(DBGMCU_STOP, ENABLE);', 'debug-in-low-power stop'],
  ['DBGMCU_Config(DBGMCU_STOP, DISABLE);'],
  ['__HAL_DBGMCU_FREEZE_IWDG();', 'watchdog-freeze IWDG'],
  ['__HAL_FREEZE_IWDG_DBGMCU();', 'watchdog-freeze IWDG'],
  ['__HAL_DBGMCU_FREEZE_WWDG1();', 'watchdog-freeze WWDG'],
  ['LL_DBGMCU_APB1_GRP1_FreezePeriph(LL_DBGMCU_APB1_GRP1_IWDG_STOP);', 'watchdog-freeze IWDG'],
  ['DBGMCU->APB1FZ |= DBGMCU_APB1_FZ_DBG_IWDG_STOP;', 'watchdog-freeze IWDG'],
  ['HAL_PWREx_ConfigSupply(PWR_LDO_SUPPLY);', 'supply PWR_LDO_SUPPLY'],
];

/** Code that is not there, or declares only. */
const unseen: readonly (readonly [what: string, code: string])[] = [
  ['a line comment', inFunction('// __HAL_AFIO_REMAP_SWJ_DISABLE();')],
  ['a joined line comment', inFunction('// see \\\n __HAL_AFIO_REMAP_SWJ_DISABLE();')],
  ['a block comment', inFunction('/* __HAL_AFIO_REMAP_SWJ_DISABLE(); */')],
  ['a string', inFunction('puts("__HAL_AFIO_REMAP_SWJ_DISABLE();");')],
  ['a string with an escaped quote', inFunction('puts("\\"__HAL_AFIO_REMAP_SWJ_DISABLE();");')],
  ['a raw string', inFunction('puts(R"x("__HAL_AFIO_REMAP_SWJ_DISABLE();)x");')],
  ['#if 0', inFunction("\n#if 0\n it's\n__HAL_AFIO_REMAP_SWJ_DISABLE();\n#endif")],
  [
    '#if 0 with an inner #if',
    inFunction('\n#if 0\n#if 1\n#endif\n__HAL_AFIO_REMAP_SWJ_DISABLE();\n#endif'),
  ],
  ['the #else of #if 1', inFunction('\n#if 1\n#else\n__HAL_AFIO_REMAP_SWJ_DISABLE();\n#endif')],
  ['a macro that nothing uses', '#define OFF() \\\n __HAL_AFIO_REMAP_SWJ_DISABLE()\n'],
  [
    'a prototype',
    'void MX_IWDG_Init(void);\nHAL_StatusTypeDef HAL_IWDG_Init(IWDG_HandleTypeDef *h);',
  ],
  ['a definition', 'static void MX_IWDG_Init(void)\n{\n}\n'],
  ['a local declaration', inFunction('void MX_IWDG_Init(void);')],
  ['a member of another thing', inFunction('board.MX_IWDG_Init();')],
];

describe('findStatements', () => {
  for (const [code, ...found] of statements) {
    it(`reads ${code}`, () => {
      assert.deepEqual(brief(inFunction(code)), found);
    });
  }

  for (const [what, code] of unseen) {
    it(`sees nothing in ${what}`, () => {
      assert.deepEqual(brief(code), []);
    });
  }

  it('takes the #else of #if 0 and both branches of what it cannot know', () => {
    const code =
      '\n#if 0\n__WFI();\n#else\nMX_IWDG_Init();\n#endif\n#ifdef A\n__WFE();\n#else\n__WFI();\n#endif';
    assert.deepEqual(brief(inFunction(code)), ['watchdog-start IWDG', 'sleep', 'sleep']);
  });

  it('marks what stands in an #if that it cannot decide', () => {
    const code = '\n#ifdef A\n__WFI();\n#endif\n#if 1\n__WFI();\n#endif\n__WFI();';
    assert.deepEqual(
      findStatements(inFunction(code)).map(({ isConditional }) => isConditional),
      [true, undefined, undefined],
    );
  });

  it('gathers what a structure was given before HAL_GPIO_Init', () => {
    const code = `
static void MX_GPIO_Init(void)
{
  GPIO_InitTypeDef GPIO_InitStruct = {0};
  GPIO_InitStruct.Pin = GPIO_PIN_13|GPIO_PIN_14
                          |GPIO_PIN_15;
  GPIO_InitStruct.Mode = GPIO_MODE_ANALOG;
  GPIO_InitStruct.Pull = GPIO_NOPULL;
  HAL_GPIO_Init(GPIOA, &GPIO_InitStruct);
  GPIO_InitStruct.Pin = LED_Pin;
  HAL_GPIO_Init(LED_GPIO_Port, &GPIO_InitStruct);
}
`;
    const [found, labelled] = findStatements(code);
    assert.deepEqual(
      [found, labelled].map((one) => one?.isPartial),
      [undefined, true],
    );
    assert.ok(found !== undefined && labelled !== undefined);
    assert.equal(describeStatement(found), 'gpio-init A13+14+15 GPIO_MODE_ANALOG');
    assert.deepEqual([labelled.port, labelled.pins], [undefined, []]);
    assert.equal(found.line, 9);
    assert.equal(found.column, 3);
    assert.equal(found.text, 'HAL_GPIO_Init(GPIOA, &GPIO_InitStruct)');
    assert.equal(found.function, 'MX_GPIO_Init');
  });

  it('resolves labels that the same text defines', () => {
    const code = '#define LED_Pin GPIO_PIN_13\n#define LED_GPIO_Port GPIOA\n'.concat(
      inFunction(
        'GPIO_InitStruct.Pin = LED_Pin; GPIO_InitStruct.Mode = GPIO_MODE_OUTPUT_PP; HAL_GPIO_Init(LED_GPIO_Port, &GPIO_InitStruct);',
      ),
    );
    assert.deepEqual(brief(code), ['gpio-init A13 GPIO_MODE_OUTPUT_PP']);
  });

  it('counts only pins that are certainly among them', () => {
    const init = (pins: string): readonly string[] =>
      brief(inFunction(`s.Pin = ${pins}; s.Mode = M; HAL_GPIO_Init(GPIOA, &s);`));
    assert.deepEqual(init('GPIO_PIN_All & ~(GPIO_PIN_13 | GPIO_PIN_14)'), [
      'gpio-init A0+1+2+3+4+5+6+7+8+9+10+11+12+15 M',
    ]);
    assert.deepEqual(init('LED_Pin | GPIO_PIN_13'), ['gpio-init A13 M']);
    assert.deepEqual(init('~LED_Pin'), ['gpio-init A M']);
    assert.deepEqual(init('(uint16_t)0x6000'), ['gpio-init A13+14 M']);
  });

  it('reads designated initialisers, LL, SPL and HAL2', () => {
    const code = inFunction(`
      GPIO_InitTypeDef a = { .Pin = GPIO_PIN_13, .Mode = GPIO_MODE_AF_PP, .Alternate = GPIO_AF0_SWJ };
      HAL_GPIO_Init(GPIOA, &a);
      LL_GPIO_InitStruct.Pin = LL_GPIO_PIN_14;
      LL_GPIO_InitStruct.Mode = LL_GPIO_MODE_INPUT;
      LL_GPIO_Init(GPIOA, &LL_GPIO_InitStruct);
      spl.GPIO_Pin = GPIO_Pin_All;
      spl.GPIO_Mode = GPIO_Mode_AN;
      GPIO_Init(GPIOB, &spl);
      c.mode = HAL_GPIO_MODE_OUTPUT;
      HAL_GPIO_Init(HAL_GPIOA, HAL_GPIO_PIN_13, &c);`);
    assert.deepEqual(brief(code), [
      'gpio-init A13 GPIO_MODE_AF_PP GPIO_AF0_SWJ',
      'gpio-init A14 LL_GPIO_MODE_INPUT',
      'gpio-init B0+1+2+3+4+5+6+7+8+9+10+11+12+13+14+15 GPIO_Mode_AN',
      'gpio-init A13 HAL_GPIO_MODE_OUTPUT',
    ]);
  });

  it('forgets a structure at the end of its function', () => {
    const code =
      inFunction('s.Pin = GPIO_PIN_13;') +
      inFunction('HAL_GPIO_Init(GPIOA, &s);').replace('f', 'g');
    const [found] = findStatements(code);
    assert.deepEqual([found?.pins, found?.isPartial], [[], true]);
  });

  it('finds functions in extern "C", in namespaces and in classes', () => {
    const call = 'void f() { __WFI(); }';
    for (const code of [`extern "C" {\n${call}\n}`, `namespace n { class C { ${call} }; }`]) {
      assert.equal(findStatements(code)[0]?.function, 'f', code);
    }
  });
});
