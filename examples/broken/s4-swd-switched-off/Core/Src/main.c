#include "stm32f1xx_hal.h"
/* Starts the HAL as CubeMX generates it. */

volatile unsigned g_counter = 1;

extern unsigned _estack, _sidata, _sdata, _edata, _sbss, _ebss;

void Reset_Handler(void);
void Default_Handler(void);
int main(void);

__attribute__((section(".isr_vector"), used)) void (*const g_pfnVectors[])(void) = {
    (void (*)(void))&_estack, Reset_Handler,   Default_Handler, Default_Handler,
    Default_Handler,          Default_Handler, Default_Handler, 0,
    0,                        0,               0,               Default_Handler,
    Default_Handler,          0,               Default_Handler, Default_Handler,
};

void Reset_Handler(void)
{
  for (unsigned *from = &_sidata, *to = &_sdata; to < &_edata;)
    *to++ = *from++;
  for (unsigned *to = &_sbss; to < &_ebss;)
    *to++ = 0;
  main();
  Default_Handler();
}

void Default_Handler(void)
{
  for (;;) {
  }
}

void HAL_MspInit(void);

int main(void)
{
  HAL_MspInit();
  for (;;)
    g_counter++;
}
