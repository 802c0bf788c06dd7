/*
 * Provokes one of four faults on demand and records what the core says about it.
 */
#include "faults.h"

#include "stm32f405_regs.h"
#include "tim.h"

fault_record_t g_fault_record;

static volatile int s_zero;
static volatile int s_sink;
/* Data at an even address: a call of it leaves the Thumb state, which this core cannot do. */
static uint32_t s_not_code[2];
/* Counts while the core sits in Fault_Loop, so that a session sees it is alive. */
static volatile uint32_t s_fault_loops;

/* Lets each fault reach its own handler instead of all of them HardFault, and makes x / 0 a fault. */
void faults_enable(void)
{
  SCB->SHCSR |= SCB_SHCSR_MEMFAULTENA | SCB_SHCSR_BUSFAULTENA | SCB_SHCSR_USGFAULTENA;
  SCB->CCR |= SCB_CCR_DIV_0_TRP;
}

void trigger_fault(int kind)
{
  void (*volatile callback)(void) = (void (*)(void))s_not_code;

  switch (kind) /* @fault-switch */
  {
    case FAULT_UNDEFINED:
      __asm volatile("udf #0"); /* @fault-undefined */
      break;
    case FAULT_DIVIDE_BY_ZERO:
      s_sink = 10 / s_zero; /* @fault-divide */
      break;
    case FAULT_UNMAPPED_READ:
      s_sink = *(volatile int *)0x60000000u; /* @fault-read */
      break;
    case FAULT_CALL_DATA:
      callback(); /* @fault-call */
      break;
    default:
      break;
  }
}

void fault_capture(const char *handler)
{
  g_fault_record.handler = handler;
  g_fault_record.cfsr = SCB->CFSR;
  g_fault_record.hfsr = SCB->HFSR;
  g_fault_record.mmfar = SCB->MMFAR;
  g_fault_record.bfar = SCB->BFAR;
}

void Fault_Loop(void)
{
  while (1)
  {
    s_fault_loops++; /* @fault-loop */
    status_led_set((s_fault_loops / 256u) % STATUS_LED_FULL);
  }
}
