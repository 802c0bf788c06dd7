/*
 * Pins: PA6 TIM3_CH1 (status LED), PA9 and PA10 USART1. PA13 and PA14 stay with SWD.
 */
#ifndef GPIO_H
#define GPIO_H

void MX_GPIO_Init(void);

#endif
