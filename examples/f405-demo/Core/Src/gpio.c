/*
 * Pin multiplexing. Only the pins the program uses are touched, so SWD keeps PA13 and PA14.
 */
#include "gpio.h"

#include "stm32f405_regs.h"

enum
{
  MODE_ALTERNATE = 2,
  AF_TIM3 = 2,
  AF_USART1 = 7
};

static void set_alternate(unsigned pin, unsigned function)
{
  unsigned shift = (pin % 8u) * 4u;

  GPIOA->AFR[pin / 8u] = (GPIOA->AFR[pin / 8u] & ~(0xFu << shift)) | (function << shift);
  GPIOA->MODER = (GPIOA->MODER & ~(3u << (pin * 2u))) | ((unsigned)MODE_ALTERNATE << (pin * 2u));
}

void MX_GPIO_Init(void)
{
  RCC_AHB1ENR |= RCC_AHB1ENR_GPIOAEN;
  (void)RCC_AHB1ENR; /* the clock is on only two cycles later (STM32F405 errata sheet ES0182) */
  set_alternate(6, AF_TIM3);
  set_alternate(9, AF_USART1);
  set_alternate(10, AF_USART1);
}
