/*
 * Exception and interrupt handlers. The fault handlers are plain functions, so that a backtrace names them.
 */
#include "stm32f4xx_it.h"

#include "faults.h"
#include "main.h"

void HardFault_Handler(void)
{
  fault_capture("HardFault");
  Fault_Loop();
}

void MemManage_Handler(void)
{
  fault_capture("MemManage");
  Fault_Loop();
}

void BusFault_Handler(void)
{
  fault_capture("BusFault");
  Fault_Loop();
}

void UsageFault_Handler(void)
{
  fault_capture("UsageFault");
  Fault_Loop();
}

void SysTick_Handler(void)
{
  g_ticks++; /* @systick */
}
