/*
 * What the startup code calls before main: FPU access and the static constructors.
 */
#include "stm32f405_regs.h"

typedef void (*constructor_t)(void);

extern constructor_t __preinit_array_start[];
extern constructor_t __preinit_array_end[];
extern constructor_t __init_array_start[];
extern constructor_t __init_array_end[];

void SystemInit(void);
void __libc_init_array(void);

void SystemInit(void)
{
  SCB_CPACR |= SCB_CPACR_CP10_CP11;
}

/* The program is linked without a C library; this is the one function the startup code wants from it. */
void __libc_init_array(void)
{
  for (constructor_t *entry = __preinit_array_start; entry < __preinit_array_end; entry++)
  {
    (*entry)();
  }
  for (constructor_t *entry = __init_array_start; entry < __init_array_end; entry++)
  {
    (*entry)();
  }
}
