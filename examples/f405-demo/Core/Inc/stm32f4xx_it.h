/*
 * Exception and interrupt handlers.
 */
#ifndef STM32F4XX_IT_H
#define STM32F4XX_IT_H

void HardFault_Handler(void);
void MemManage_Handler(void);
void BusFault_Handler(void);
void UsageFault_Handler(void);
void SysTick_Handler(void);

#endif
