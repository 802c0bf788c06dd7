/*
 * TIM3 channel 1: 1 kHz PWM on PA6 from the 16 MHz HSI.
 */
#include "tim.h"

#include "stm32f405_regs.h"

void MX_TIM3_Init(void)
{
  RCC_APB1ENR |= RCC_APB1ENR_TIM3EN;
  (void)RCC_APB1ENR;
  TIM3->PSC = 16u - 1u;
  TIM3->ARR = STATUS_LED_FULL - 1u;
  TIM3->CCMR1 = TIM_CCMR1_OC1M_PWM1 | TIM_CCMR1_OC1PE;
  TIM3->CCER = TIM_CCER_CC1E;
  TIM3->EGR = TIM_EGR_UG;
  TIM3->CR1 = TIM_CR1_CEN;
}

void status_led_set(uint32_t level)
{
  TIM3->CCR1 = level;
}
